{#- Takes one table of history from the attached file `published` into the draft. definition: its SQL there; none where it
    is not there. Snapshots that begin are left to dbt, but for commands that read them without building them.
    Example: take_table(graph.nodes['snapshot.kewei.figures_history'], 'CREATE TABLE …'). -#}
{% macro take_table(table, definition) -%}
    {%- set name = table.schema ~ '.' ~ table.name -%}
    {%- set relation = api.Relation.create(
        database='warehouse', schema=table.schema, identifier=table.name, type='table'
    ) -%}
    {%- do adapter.create_schema(relation) -%}
    {%- do adapter.drop_relation(relation) -%}
    {%- set declared = [] -%}
    {%- for column in table.columns.values() -%}
        {%- do declared.append(adapter.quote(column.name) ~ ' ' ~ column.data_type) -%}
    {%- endfor -%}
    {%- if definition -%}
        {%- if definition == 'view' or 'GENERATED' in definition -%}
            {{ exceptions.raise_compiler_error(
                "warehouse.duckdb: " ~ name ~ " is a view or has computed columns, so it was not written by this "
                ~ "project. Put a published file in its place."
            ) }}
        {%- endif -%}
        {%- set columns = [] -%}
        {%- for column in run_query("describe published." ~ name).columns[0].values() -%}
            {%- if column in table.columns -%}
                {%- do columns.append(adapter.quote(column)) -%}
            {%- elif table.resource_type == 'snapshot' -%}
                {{ exceptions.raise_compiler_error(
                    "warehouse.duckdb: " ~ name ~ " has a column " ~ column ~ ", which this project does not declare."
                ) }}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {%- if definition or table.resource_type == 'source' or flags.WHICH not in ['build', 'snapshot'] -%}
        {%- do run_query("create table " ~ relation ~ " (" ~ declared | join(', ') ~ ")") -%}
        {%- do adapter.cache_added(relation) -%}
        {%- do run_query("comment on table " ~ relation ~ " is " ~ text_literal(table.description)) -%}
        {%- do run_query(alter_column_comment(relation, table.columns)) -%}
    {%- endif -%}
    {%- if definition -%}
        {%- set columns = columns | join(', ') -%}
        {%- do run_query(
            "insert into " ~ relation ~ " (" ~ columns ~ ") select " ~ columns ~ " from published." ~ name
        ) -%}
        {%- if table.name == 'figures_history' -%}
            {%- do continue_ids(relation) -%}
        {%- endif -%}
    {%- endif -%}
    {%- set count = run_query("select count(*) from published." ~ name).columns[0].values()[0] if definition else 0 -%}
    {%- do log(
        name ~ (" continues with " ~ count ~ " rows of warehouse.duckdb." if definition else " begins today."), info=true
    ) -%}
{%- endmacro %}
