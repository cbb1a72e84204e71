{#- Example: is_printed_word('qualifier', 'before', ['at_least']) is true for 不少于 and false for 近. -#}
{% macro is_printed_word(text, role, bounds) -%}
    {{ text }} in ('{{ (printed_words(role, bounds) or ['no such word']) | join("', '") }}')
{%- endmacro %}
