{#- A view in schema main for each mart that has none of its own in models/main, so that `show tables` answers a newcomer who names no schema.
    Runs after dbt; only in a file of DuckDB, and only for marts that are built. Example: main.dim_areas is marts.dim_areas. -#}
{% macro view_marts() -%}
    {%- if execute and target.type == 'duckdb' -%}
        {%- set own = graph.nodes.values() | selectattr('schema', 'equalto', 'main') | map(attribute='alias') | list -%}
        {%- for node in graph.nodes.values() | selectattr('resource_type', 'equalto', 'model')
            | selectattr('schema', 'equalto', 'marts') | rejectattr('alias', 'in', own) -%}
            {%- set mart = adapter.get_relation(node.database, node.schema, node.alias) -%}
            {%- if mart -%}
                {%- do run_query("create or replace view " ~ api.Relation.create(node.database, 'main', node.alias)
                    ~ " as select * from " ~ mart) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}
