{#- Patterns are written without backslashes, because a backslash is a character in DuckDB's literals and an escape in Spark's. Example:
    matches('numeral', '^[0-9]+$') is true for '2020' and false for '十二'. -#}
{% macro matches(text, pattern) -%}
    {{ return(adapter.dispatch('matches', 'kewei')(text, pattern)) }}
{%- endmacro %}

{% macro default__matches(text, pattern) -%}
    regexp_matches({{ text }}, {{ text_literal(pattern) }})
{%- endmacro %}

{#- Spark has no regexp_matches. -#}
{% macro spark__matches(text, pattern) -%}
    ({{ text }} rlike {{ text_literal(pattern) }})
{%- endmacro %}
