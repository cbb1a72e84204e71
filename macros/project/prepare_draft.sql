{#- Runs as on-run-start, for commands that write. Takes the history of warehouse.duckdb into the draft, notes which run of dbt writes the draft, so that
    publishing can distinguish a whole build from one that was killed, and says which documents the evidence is checked with.
    A build or a snapshot begins with the history as it was published: what an unpublished build left in the draft goes.
    Other commands keep what the draft holds. -#}
{% macro prepare_draft() -%}
    {%- if execute and flags.WHICH in ['build', 'run', 'seed', 'snapshot', 'clone', 'retry'] -%}
        {%- do check_vars() -%}
        {{ return(adapter.dispatch('prepare_draft', 'kewei')()) }}
    {%- endif -%}
{%- endmacro %}

{% macro default__prepare_draft() -%}
    {%- set tables = [graph.sources['source.kewei.ops.run_history']] -%}
    {%- for node in graph.nodes.values() if node.resource_type == 'snapshot' -%}
        {%- do tables.append(node) -%}
    {%- endfor -%}
    {%- set drafted = run_query(
        "select concat(schema_name, '.', table_name) from duckdb_tables() where database_name = 'warehouse'"
    ).columns[0].values() -%}
    {%- set wanted = [] -%}
    {%- for table in tables if flags.WHICH in ['build', 'snapshot'] or table.schema ~ '.' ~ table.name not in drafted -%}
        {%- do wanted.append(table) -%}
    {%- endfor -%}
    {%- if wanted -%}
        {%- do take_history(wanted) -%}
    {%- endif -%}
    {%- do run_query("delete from warehouse.ops.run_history where outcome = 'running'") -%}
    {%- do run_query(
        "insert into warehouse.ops.run_history (run_id, command, started_at, outcome, published, invocation_id) values ('"
        ~ invocation_id ~ "', 'dbt " ~ flags.WHICH ~ "', '" ~ run_started_at.replace(tzinfo=none)
        ~ "', 'running', false, '" ~ invocation_id ~ "')"
    ) -%}
    {%- if not documents_folder() -%}
        {%- do log("No documents were found, so the evidence checks have nothing to check.", info=true) -%}
    {%- endif -%}
{%- endmacro %}

{#- Spark keeps no history and publishes nothing: see docs/spark.md. -#}
{% macro spark__prepare_draft() -%}
{%- endmacro %}
