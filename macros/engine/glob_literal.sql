{#- Files of a folder as a literal for DuckDB's functions that take a glob; only `pattern` is one.
    Example: glob_literal('/data/[a]', '*.txt') is '/data/[[]a]/*.txt'. -#}
{% macro glob_literal(folder, pattern) -%}
    {%- set folder = folder | replace('[', '[[]') | replace('*', '[*]') | replace('?', '[?]') -%}
    {{ return(text_literal(folder ~ '/' ~ pattern)) }}
{%- endmacro %}
