{#- The Chinese of texts in both languages. Example: 'A.␟甲。␞B.␟乙。' is '甲。乙。'. -#}
{% macro in_chinese(texts) -%}
    {{ language_part(texts, 2, '') }}
{%- endmacro %}
