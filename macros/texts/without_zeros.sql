{#- A decimal as text without the zeros after its last digit. Example: 2.500000 is '2.5', and 797000000.000000 is '797000000'. -#}
{% macro without_zeros(number) -%}
    regexp_replace(
        regexp_replace(cast({{ number }} as {{ dbt.type_string() }}), '0+$', ''), '[.]$', ''
    )
{%- endmacro %}
