{#- Example: words_in(printed_words(), 'after', 'at_most') is ['以下', '以内']. -#}
{% macro words_in(words, role, bound=none) -%}
    {%- set in_role = words | selectattr('role', 'equalto', role) -%}
    {{ return((in_role | selectattr('bound', 'equalto', bound) if bound else in_role) | map(attribute='word') | list) }}
{%- endmacro %}
