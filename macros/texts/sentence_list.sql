{#- Different texts of a group as one text. Dispatched: engines put texts together in different ways.
    Example: the notes 'B.', 'A.' and 'B.' give 'A.␞B.'. -#}
{% macro sentence_list(expression) -%}
    {{ return(adapter.dispatch('sentence_list', 'kewei')(expression)) }}
{%- endmacro %}

{% macro default__sentence_list(expression) -%}
    string_agg(distinct {{ expression }}, '␞' order by {{ expression }})
{%- endmacro %}

{% macro spark__sentence_list(expression) -%}
    nullif(array_join(array_sort(collect_set({{ expression }})), '␞'), '')
{%- endmacro %}
