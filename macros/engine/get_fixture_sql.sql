{#- The input of a unit test, in place of the macro of dbt. That writes each row as a query with a cast of every column of the relation; where the rows are one
    list of values, the unit tests took 60 s instead of 122 s with Spark, and 14.8 s instead of 18.6 s with DuckDB.
    Every value is a text until its cast, as Spark wants one type in a column of a list. What no row gives is null. -#}
{% macro get_fixture_sql(rows, column_name_to_data_types) -%}
    {%- if not rows -%}
        {{ return(dbt.get_fixture_sql(rows, column_name_to_data_types)) }}
    {%- endif -%}
    {%- set columns = adapter.get_columns_in_relation(this) -%}
    {%- set known = columns | map(attribute='name') | map('lower') | list -%}
    {%- set given = [] -%}
    {%- for row in rows -%}
        {%- for name in row if name | lower not in given -%}
            {%- if name | lower not in known -%}
                {{ exceptions.raise_compiler_error('A unit test gives ' ~ this.name ~ ' the column ' ~ name ~ ', expected one of ' ~ known | join(', ') ~ '.') }}
            {%- endif -%}
            {%- do given.append(name | lower) -%}
        {%- endfor -%}
    {%- endfor -%}
    select
    {%- for column in columns %}
        cast({{ column.quoted if column.name | lower in given else 'null' }} as {{ column.data_type }}) as {{ column.quoted }}{{ ',' if not loop.last }}
    {%- endfor %}
    from (values
    {%- for row in rows %}
        ({% for name in given %}
            {%- set value = row[name] -%}
            {{ 'null' if value is none or value is undefined else dbt.string_literal(dbt.escape_single_quotes(value | string)) }}
            {{- ', ' if not loop.last }}
        {%- endfor %}){{ ',' if not loop.last }}
    {%- endfor %}
    ) as given ({% for name in given %}{{ adapter.quote(name) }}{{ ', ' if not loop.last }}{% endfor %})
{%- endmacro %}
