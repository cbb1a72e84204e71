{#- Comments on a table and all its columns as one statement. dbt would first ask the database which columns there are, to warn of one that is described
    but missing; here that is an error. relation, model: the table and its node, as dbt gives them. -#}
{% macro duckdb__persist_docs(relation, model, for_relation=true, for_columns=true) -%}
    {%- set comments = [] -%}
    {%- if for_relation and config.persist_relation_docs() -%}
        {%- do comments.append(alter_relation_comment(relation, model.description)) -%}
    {%- endif -%}
    {%- if for_columns and config.persist_column_docs() -%}
        {%- do comments.append(alter_column_comment(relation, model.columns)) -%}
    {%- endif -%}
    {%- if comments -%}
        {%- do run_query(comments | join) -%}
    {%- endif -%}
{%- endmacro %}
