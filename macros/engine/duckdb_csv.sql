{#- CSV files for a query of DuckDB, with every cell as text. Quote and escape are stated, because DuckDB would guess them from the first
    rows. Example: duckdb_csv('/data/facts/*.csv'). -#}
{% macro duckdb_csv(path) -%}
    {{ return(
        "read_csv(" ~ text_literal(path) ~ ", header = true, delim = ',', quote = '\"', escape = '\"', all_varchar = true)"
    ) }}
{%- endmacro %}
