{#- How rows of a seed get into its table. dbt calls it by its dispatched name.
    Example: a row with 33家 and an empty cell becomes ('33家', null). -#}

{#- Spark reads the CSV as DuckDB does. The rows that dbt has parsed are no longer what was typed: 010107 is a number there. -#}
{% macro spark__load_csv_rows(model, agate_table) -%}
    {%- set path = model.root_path ~ '/' ~ model.original_file_path -%}
    {%- set sql -%}
    insert into {{ this.render() }}
    select * from {{ spark_csv(path) }}
    {%- endset -%}
    {%- do adapter.add_query(sql, abridge_sql_log=True) -%}
    {{ return(sql) }}
{%- endmacro %}
