{#- A number as text without the zeros after its last digit, for messages.
    Example: 797000000.000000 is 797000000, and 2.500000 is 2.5. -#}
{% macro plain_number(number) -%}
    {{ without_zeros("cast(" ~ number ~ " as decimal(38, 6))") }}
{%- endmacro %}
