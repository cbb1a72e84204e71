{#- The rows that a function of kewei/functions.py makes of each row of a relation. Dispatched: DuckDB calls the function in dbt's own
    process, Spark starts it as a script. A function takes all columns of the relation, and its rows have at least the columns named here,
    which have the types given. Example: of a relation facts with the figure 9万多人次,
    rows_from_python('read_figure', 'facts', {'figure': 'string', 'value': 'decimal(38, 6)'}) makes the row ('9万多人次', 90000). -#}
{% macro rows_from_python(function, relation, columns) -%}
    {{ return(adapter.dispatch('rows_from_python', 'kewei')(function, relation, columns)) }}
{%- endmacro %}

{% macro default__rows_from_python(function, relation, columns) -%}
    select
        unnest(
            from_json_strict(
                {{ function }}(to_json({{ relation }})), '{{ tojson([columns]) }}'
            ), recursive := true
        )
    from {{ relation }}
{%- endmacro %}

{#- Rows pass to the script and back as lines of JSON. Whatever goes wrong there stops the query with the script's message. A unit test does
    not know the graph, and takes the folder of profiles.yml for the project's. -#}
{% macro spark__rows_from_python(function, relation, columns) -%}
    {%- set quoted = [] -%}
    {%- for text in [project_folder() if graph.nodes else flags.PROFILES_DIR, env_var('PYSPARK_PYTHON', 'python3')] -%}
        {%- do quoted.append("'" ~ text | replace("'", "'\"'\"'") ~ "'") -%}
    {%- endfor -%}
    {%- set command = 'cd ' ~ quoted[0] ~ ' && exec ' ~ quoted[1] ~ ' -m kewei.functions ' ~ function -%}
    {%- set types = [] -%}
    {%- for name, type in columns.items() -%}
        {%- do types.append(name ~ ' ' ~ type) -%}
    {%- endfor -%}
    select answer.*
    from (
        select
            from_json(
                line, '{{ types | join(", ") }}', map('mode', 'FAILFAST')
            ) as answer
        from (
            select
                transform(to_json(struct(*)))
                using {{ text_literal(command | replace('\\', '\\\\')) }}
                as (line string)
            from {{ relation }}
        )
    )
{%- endmacro %}
