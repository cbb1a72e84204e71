{#- How rows of a seed get into its table. dbt calls it by its dispatched name. dbt-duckdb would put the path into its statement without
    doubling its quotes, and would let DuckDB guess from the first 20480 rows which quotes the cells have. Example: a cell '33家' in a
    folder named it's keeps its quotes. -#}
{% macro duckdb__load_csv_rows(model, agate_table) -%}
    {%- set path = text_literal(project_folder() ~ '/' ~ model.original_file_path) -%}
    {%- set sql -%}
    copy {{ this.render() }} from {{ path }} (format csv, header true, delimiter ',', quote '"', escape '"', auto_detect false)
    {%- endset -%}
    {%- do adapter.add_query(sql, auto_begin=False, abridge_sql_log=True) -%}
    {{ return(sql) }}
{%- endmacro %}

{#- Spark reads the CSV as DuckDB does. The rows that dbt has parsed are no longer what was typed: 010107 is a number there. -#}
{% macro spark__load_csv_rows(model, agate_table) -%}
    {%- set path = project_folder() ~ '/' ~ model.original_file_path -%}
    {%- set sql -%}
    insert into {{ this.render() }}
    select * from {{ spark_csv(path) }}
    {%- endset -%}
    {%- do adapter.add_query(sql, auto_begin=False, abridge_sql_log=True) -%}
    {{ return(sql) }}
{%- endmacro %}
