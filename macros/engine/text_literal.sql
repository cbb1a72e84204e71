{#- Example: text_literal("o'clock") is 'o''clock' on DuckDB. -#}
{% macro text_literal(text) -%}
    {{ return(dbt.string_literal(dbt.escape_single_quotes(text))) }}
{%- endmacro %}
