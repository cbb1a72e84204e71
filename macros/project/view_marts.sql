{#- SQL that makes a view in schema main for each mart that has none of its own in models/main, so that `show tables` answers a newcomer who names
    no schema, and that puts the comments of the marts on the columns of all views. Runs after dbt; only in a file of DuckDB, and only for
    marts that are built. Example: main.dim_areas is marts.dim_areas. -#}
{% macro view_marts() -%}
    {%- if execute and target.type == 'duckdb' -%}
        {%- set own, transaction = {}, namespace(is_open=false) -%}
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
                {%- set transaction.is_open = true -%}
                {%- for column in adapter.get_columns_in_relation(seen) -%}
                    {%- set described = (own[node.alias].columns if node.alias in own else {}).get(column.name) or node.columns.get(column.name) -%}
                    {%- if described -%}
                        {%- do columns.update({column.name: described}) -%}
                    {%- endif -%}
                {%- endfor %}
                {{ alter_column_comment(view, columns) }}
            {%- endif -%}
        {%- endfor %}
        {#- To look for columns dbt has begun a transaction, which it rolls back at its end. #}
        {%- if transaction.is_open %}
        commit;
        begin transaction;
        {%- endif %}
    {%- endif -%}
{%- endmacro %}
