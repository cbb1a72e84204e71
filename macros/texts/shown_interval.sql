{#- An interval as people read it, both ends alike in 万 or 亿. Example: 13190500000 to 13191500000 元 is 131.905–131.915亿元, and 67 to 67 家 is
    精确, exact. unit_en: SQL of the English name of the unit. -#}
{% macro shown_interval(low, high, unit, language='zh', unit_en=none) -%}
    {%- set words = {'zh': ['精确', '不低于', '不高于', '未知'], 'en': ['exact', 'at least ', 'at most ', 'unknown']}[language] -%}
    case
        when {{ low }} = {{ high }} then '{{ words[0] }}'
        when coalesce({{ low }}, {{ high }}) is not null
            then concat(
                case
                    when {{ high }} is null then '{{ words[1] }}'
                    when {{ low }} is null then '{{ words[2] }}'
                    else concat({{ shown_number(low, unit, language, unit_en, high, with_unit=false) }}, '–')
                end,
                {{ shown_number('coalesce(' ~ high ~ ', ' ~ low ~ ')', unit, language, unit_en) }}
            )
        else '{{ words[3] }}'
    end
{%- endmacro %}
