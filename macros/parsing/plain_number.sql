{#- A number as text without the zeros after its last digit, for messages.
    Example: 797000000.000000 is 797000000, and 2.500000 is 2.5. -#}
{% macro plain_number(number) -%}
    regexp_replace(
        regexp_replace(
            cast(cast({{ number }} as decimal(38, 6)) as {{ dbt.type_string() }}),
            '0+$', ''
        ), '[.]$', ''
    )
{%- endmacro %}
