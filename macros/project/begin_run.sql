{#- Runs as on-run-start. Stops a build that would silently start a new history: a published file is there, the history
    is not (kewei says so itself before dbt starts; this guards plain dbt). Then writes the invocation into the build
    database, so that publishing can tell a whole build from one that was killed on its way. -#}
{% macro begin_run() -%}
    {{ return(adapter.dispatch('begin_run', 'kewei')()) }}
{%- endmacro %}

{% macro default__begin_run() -%}
    {%- if execute and facts_location() == '' and env_var('START_HISTORY', '') != '1' -%}
        {%- set found = run_query("
            select
                (select count(*) from duckdb_tables() where database_name = 'history') as tables,
                (select count(*) from glob('warehouse.duckdb')) as published
        ").rows[0] -%}
        {%- if found["tables"] == 0 and found["published"] > 0 -%}
            {{ exceptions.raise_compiler_error(
                "history.duckdb has no history, but warehouse.duckdb was published before. Restore it with "
                ~ "`python -m kewei restore warehouse.duckdb`, or start a new history with START_HISTORY=1."
            ) }}
        {%- endif -%}
    {%- endif -%}
    create or replace table {{ target.schema }}.invocation as select '{{ invocation_id }}' as invocation_id
{%- endmacro %}

{#- Spark keeps no snapshots here and publishes nothing: see docs/operations.md. -#}
{% macro spark__begin_run() -%}
{%- endmacro %}
