{#- SQL that makes a view in schema main for each mart that has none of its own in models/main, so that `show tables` answers a newcomer who names
    no schema, and that puts the comments of the marts on the columns of all views. Runs after dbt; only in a file of DuckDB, and only for
    marts that are built. Example: main.dim_areas is marts.dim_areas. -#}
{% macro view_marts() -%}
    {%- if execute and target.type == 'duckdb' -%}
        {%- set own, built = {}, {} -%}
        {%- for row in run_query(
            "select concat(schema_name, '.', table_name), string_agg(column_name, '|' order by column_index) "
            ~ "from duckdb_columns() where database_name = 'warehouse' group by schema_name, table_name"
        ).rows -%}
            {%- do built.update({row[0]: row[1].split('|')}) -%}
        {%- endfor %}
        begin transaction;
        {%- for node in graph.nodes.values() | selectattr('schema', 'equalto', 'main') -%}
            {%- do own.update({node.alias: node}) -%}
        {%- endfor -%}
        {%- for node in graph.nodes.values() | selectattr('resource_type', 'equalto', 'model')
            | selectattr('schema', 'equalto', 'marts') -%}
            {%- set mart = adapter.get_relation(node.database, node.schema, node.alias) -%}
            {%- set view = api.Relation.create(node.database, 'main', node.alias) -%}
            {%- set seen = view if node.alias in own and adapter.get_relation(node.database, 'main', node.alias) else mart -%}
            {%- if mart and (node.alias not in own or seen == view) %}
                {%- if node.alias not in own %}
                create or replace view {{ view }} as select * from {{ mart }};
                {%- set english, _, chinese = node.description.partition('【中】') %}
                comment on view {{ view }} is {{ text_literal(
                    'The same as marts.' ~ node.alias ~ '. ' ~ english ~ '【中】与marts.' ~ node.alias ~ '相同。' ~ chinese
                ) }};
                {%- endif -%}
                {#- A mart that this run did not build may lack a column that its description has by now. -#}
                {%- set columns = {} -%}
                {%- for column in built[seen.schema ~ '.' ~ seen.identifier] -%}
                    {%- set described = (own[node.alias].columns if node.alias in own else {}).get(column) or node.columns.get(column) -%}
                    {%- if described -%}
                        {%- do columns.update({column: described}) -%}
                    {%- endif -%}
                {%- endfor %}
                {{ alter_column_comment(view, columns) }}
            {%- endif -%}
        {%- endfor %}
        commit;
    {%- endif -%}
{%- endmacro %}
