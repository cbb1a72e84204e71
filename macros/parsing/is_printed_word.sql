{#- Example: is_printed_word(printed_words(), 'qualifier', 'before', 'at_least') is true for 不少于 and false for 近. -#}
{% macro is_printed_word(words, text, role, bound) -%}
    {{ text }} in ('{{ (words_in(words, role, bound) or ['no such word']) | join("', '") }}')
{%- endmacro %}
