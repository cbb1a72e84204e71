{#- Comments on a table and all its columns as one statement. relation, model: the table and its node, as dbt gives them. -#}
{% macro duckdb__persist_docs(relation, model, for_relation=true, for_columns=true) -%}
    {%- set comments = comments_on(relation, model) -%}
    {%- if comments -%}
        {%- do run_query('begin transaction; ' ~ comments ~ ' commit;') -%}
    {%- endif -%}
{%- endmacro %}
