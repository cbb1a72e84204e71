{#- Takes tables of history from warehouse.duckdb into the draft, or makes them empty where nothing was published.
    tables: nodes of dbt's graph, which declare the columns with their types.
    Nothing that warehouse.duckdb holds is ever run: only base tables are read, only columns that are declared, and none
    that is computed. -#}
{% macro take_history(tables) -%}
    {%- set file = project_folder() ~ '/warehouse.duckdb' -%}
    {%- set is_published = files_in(project_folder(), 'warehouse.duckdb') -%}
    {%- if files_in(project_folder(), 'warehouse.duckdb.wal') -%}
        {{ exceptions.raise_compiler_error(
            "warehouse.duckdb.wal is there: a program opened warehouse.duckdb for writing. Close it, delete "
            ~ "warehouse.duckdb.wal, and open warehouse.duckdb read-only."
        ) }}
    {%- endif -%}
    {%- set published = {} -%}
    {%- if is_published -%}
        {%- do run_query("attach " ~ text_literal(file) ~ " as published (read_only)") -%}
        {%- for row in run_query(
            "select concat(schema_name, '.', table_name), sql from duckdb_tables() where database_name = 'published' "
            ~ "union all "
            ~ "select concat(schema_name, '.', view_name), 'view' from duckdb_views() where database_name = 'published'"
        ).rows -%}
            {#- DuckDB does not tell upper from lower case. -#}
            {%- do published.update({row[0] | lower: row[1]}) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- for table in tables -%}
        {%- do take_table(table, published.get(table.schema ~ '.' ~ table.name)) -%}
    {%- endfor -%}
    {%- if is_published -%}
        {%- do run_query("detach published") -%}
    {%- endif -%}
{%- endmacro %}
