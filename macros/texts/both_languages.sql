{#- A text in English and Chinese as one text, so that what is put together from texts stays in both languages: marts part it by in_english and
    in_chinese. Null where there is none. Example: both_languages("'None.'", "'无。'") is 'None.␟无。'. -#}
{% macro both_languages(english, chinese) -%}
    nullif(concat(coalesce({{ english }}, ''), '␟', coalesce({{ chinese }}, '')), '␟')
{%- endmacro %}
