{#- Spark has schemas and no databases, so the `warehouse` of dbt_project.yml means nothing there. dbt calls it by its dispatched name.
    Example: marts.fct_growth stays marts.fct_growth. -#}
{% macro spark__generate_database_name(custom_database_name, node) -%}
    {{ return(none) }}
{%- endmacro %}
