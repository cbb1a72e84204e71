{#- The English of texts in both languages, with blanks between sentences. Example: 'A.␟甲。␞B.␟乙。' is 'A. B.'. -#}
{% macro in_english(texts) -%}
    {{ language_part(texts, 1, ' ') }}
{%- endmacro %}
