{#- The var as_of as an SQL literal: the date in quotes, or null when it is not set.
    Example: with --vars '{as_of: 2025-12-31}' it is '2025-12-31'. -#}
{% macro as_of_literal() -%}
    {{ text_literal(var('as_of') | string) if var('as_of', none) else 'null' }}
{%- endmacro %}
