{#- Example: with --vars '{as_of: 2025-12-31}' it is '2025-12-31'. -#}
{% macro as_of_literal() -%}
    {{ text_literal(var('as_of') | string) if var('as_of', none) else 'null' }}
{%- endmacro %}
