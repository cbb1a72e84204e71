{#- SQL that makes a view in schema main for each mart that has none of its own in models/main, so that `show tables` answers a newcomer who names
    no schema, and that puts the comments of the marts on the columns of all views. Runs after dbt; only in a file of DuckDB, and only for
    marts that are built. meta.first_query of a mart is a condition for what a first query should see, and what the view then holds.
    Example: main.dim_areas is marts.dim_areas. -#}
{% macro view_marts() -%}
    {%- if execute and target.type == 'duckdb' -%}
        {%- set own = {} -%}
        {%- for node in graph.nodes.values() | selectattr('schema', 'equalto', 'main') -%}
            {%- do own.update({node.alias: node}) -%}
        {%- endfor -%}
        {#- What is there, asked once for all: a run may have built a part. -#}
        {%- set built = {} -%}
        {%- for name, column in run_query(
            "select concat_ws('.', database_name, schema_name, table_name), column_name from duckdb_columns() "
            ~ "where schema_name in ('main', 'marts') and not internal"
        ) -%}
            {%- do built.setdefault(name, []).append(column) -%}
        {%- endfor -%}
        {#- As one transaction: each of the 400 comments would be written to disk by itself. #}
        begin transaction;
        {%- for node in graph.nodes.values() | selectattr('resource_type', 'equalto', 'model')
            | selectattr('schema', 'equalto', 'marts') -%}
            {%- set mart = node.database ~ '.marts.' ~ node.alias -%}
            {%- set view = node.database ~ '.main.' ~ node.alias -%}
            {%- set described = own[node.alias].columns if node.alias in own else {} -%}
            {%- if mart in built and (node.alias not in own or view in built) %}
                {%- if node.alias not in own %}
                {%- set english, _, chinese = node.description.partition('【中】') -%}
                {%- set first = node.config.meta.get('first_query') %}
                create or replace view {{ view }} as select * from {{ mart }} {{ 'where ' ~ first.where if first }};
                comment on view {{ view }} is {{ text_literal(
                    first.description if first
                    else 'The same as marts.' ~ node.alias ~ '. ' ~ english ~ '【中】与marts.' ~ node.alias ~ '相同。' ~ chinese
                ) }};
                {%- endif -%}
                {#- A mart that this run did not build may lack a column that its description has by now. -#}
                {%- set columns = {} -%}
                {%- for column in built[view if node.alias in own else mart] if column in described or column in node.columns -%}
                    {%- do columns.update({column: described.get(column) or node.columns[column]}) -%}
                {%- endfor %}
                {{ alter_column_comment(view, columns) }}
            {%- endif -%}
        {%- endfor %}
        commit;
    {%- endif -%}
{%- endmacro %}
