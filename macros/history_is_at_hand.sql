{#- Stops a build that would silently start a new history: a published file is there, the history is not.
    kewei says so itself before dbt starts; this guards plain `dbt build`. Runs as on-run-start, and makes no SQL. -#}
{% macro history_is_at_hand() -%}
    {%- if execute and target.type == 'duckdb' and flags.WHICH in ('build', 'run', 'snapshot')
        and env_var('START_HISTORY', '') != '1' -%}
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
{%- endmacro %}
