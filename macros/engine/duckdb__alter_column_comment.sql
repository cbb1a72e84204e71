{#- Comments on all columns as one statement. dbt-duckdb first asks the database which columns there are; here a column that is
    described but missing is an error. columns: by name, as dbt describes them. -#}
{% macro duckdb__alter_column_comment(relation, columns) -%}
    {%- for column in columns.values() -%}
        comment on column {{ relation }}.{{ adapter.quote(column.name) }} is {{ text_literal(column.description) }};
    {% endfor -%}
{%- endmacro %}
