{#- Statements that put the comments on a relation and its columns, as far as its configuration asks for them. dbt would first ask the
    database which columns there are, to warn of one that is described but missing; here that is an error. -#}
{% macro comments_on(relation, model) -%}
    {%- if config.persist_relation_docs() -%}
        {{ alter_relation_comment(relation, model.description) }}
    {%- endif -%}
    {%- if config.persist_column_docs() -%}
        {{ alter_column_comment(relation, model.columns) }}
    {%- endif -%}
{%- endmacro %}
