{#- An interval as people read it, both ends alike in 万 or 亿. Example: 13190500000 to 13191500000 元 is 131.905–131.915亿元, and 67 to 67 家 is
    精确, exact. unit_en: SQL of the English name of the unit. -#}
{% macro shown_interval(low, high, unit, language='zh', unit_en=none) -%}
    {%- set words = {'zh': ['精确', '不低于', '不高于', '未知'], 'en': ['exact', 'at least ', 'at most ', 'unknown']}[language] -%}
    case
        when {{ low }} = {{ high }} then '{{ words[0] }}'
        when {{ low }} is not null and {{ high }} is not null
            then concat(
                {{ shown_number(low, unit, language, unit_en, high, with_unit=false) }}, '–',
                {{ shown_number(high, unit, language, unit_en) }}
            )
        when {{ low }} is not null then concat('{{ words[1] }}', {{ shown_number(low, unit, language, unit_en) }})
        when {{ high }} is not null then concat('{{ words[2] }}', {{ shown_number(high, unit, language, unit_en) }})
        else '{{ words[3] }}'
    end
{%- endmacro %}
