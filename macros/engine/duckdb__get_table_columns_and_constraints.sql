{#- The columns and constraints that a table under contract is created with. dbt calls it by its dispatched name.
    Below facts_location the keys are left to the test keys_of_marts_are_unique: of a million figures an index over the four
    largest marts took 10 s of processor time and doubled the file, the test a third of that. Foreign keys come with publishing: DuckDB does not
    replace a table that another one refers to, so no second build into one draft would work. -#}
{% macro duckdb__get_table_columns_and_constraints() -%}
    {%- set columns = adapter.render_raw_columns_constraints(raw_columns=model['columns']) -%}
    {%- set own = model['constraints'] | rejectattr('type', 'equalto', 'foreign_key') | list -%}
    {%- set keys = [] if facts_location() else adapter.render_raw_model_constraints(raw_constraints=own) -%}
    ({{ (columns + keys) | join(', ') }})
{%- endmacro %}
