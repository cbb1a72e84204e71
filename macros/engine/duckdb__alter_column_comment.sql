{#- Comments on columns as one statement. columns: by name, as dbt describes them. -#}
{% macro duckdb__alter_column_comment(relation, columns) -%}
    {%- for column in columns.values() -%}
        comment on column {{ relation }}.{{ adapter.quote(column.name) }} is {{ text_literal(column.description) }};
    {% endfor -%}
{%- endmacro %}
