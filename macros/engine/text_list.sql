{#- Example: the ids b and a give 'a, b'. -#}
{% macro text_list(expression) -%}
    {{ return(adapter.dispatch('text_list', 'kewei')(expression)) }}
{%- endmacro %}

{% macro default__text_list(expression) -%}
    string_agg({{ expression }}, ', ' order by {{ expression }})
{%- endmacro %}

{#- Spark collects and sorts an array first. -#}
{% macro spark__text_list(expression) -%}
    array_join(array_sort(collect_list({{ expression }})), ', ')
{%- endmacro %}
