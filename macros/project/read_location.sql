{#- A table below facts_location as a relation: all of its files, with every column that they have. The var facts_format says parquet or
    csv. Example: read_location('facts') is read_parquet('s3://bucket/nation/facts/*.parquet'). -#}
{% macro read_location(table) -%}
    {{ return(adapter.dispatch('read_location', 'kewei')(table)) }}
{%- endmacro %}

{% macro default__read_location(table) -%}
    {%- set path = facts_location() ~ '/' ~ table ~ '/*.' ~ facts_format() -%}
    {{ return("read_parquet(" ~ text_literal(path) ~ ")" if facts_format() == 'parquet' else duckdb_csv(path)) }}
{%- endmacro %}

{#- Files are named where they are read, without a view or table that an earlier statement makes: a view of one session is
    not there in the next one, and a server may give every model its own. Options after a path need Spark 4; Parquet has none.
    A table with a location would also look for a relative path below the warehouse; a path in a query is one below the
    folder that dbt runs in, as for DuckDB. -#}
{% macro spark__read_location(table) -%}
    {%- set path = facts_location() ~ '/' ~ table ~ '/*.' ~ facts_format() -%}
    {{ return("parquet.`" ~ path | replace("`", "``") ~ "`" if facts_format() == 'parquet' else spark_csv(path)) }}
{%- endmacro %}
