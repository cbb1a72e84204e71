{#- An interval as people read it, both ends alike in 万 or 亿. Example: 13190500000 to 13191500000 元 is 131.905–131.915亿元, and 67 to 67 家 is
    精确, exact. unit_en: SQL of the English name of the unit. bound: SQL of the kind of bound, where it is known: an open end that is not reached
    itself is 高于, more than, and of 4000余家 neither end is. -#}
{% macro shown_interval(low, high, unit, language='zh', unit_en=none, bound=none) -%}
    {%- set words = {
        'zh': ['精确', '不低于', '不高于', '未知', '高于', '低于', '（不含两端）'],
        'en': ['exact', 'at least ', 'at most ', 'unknown', 'more than ', 'less than ', ' (ends excluded)'],
    }[language] -%}
    case
        when {{ low }} = {{ high }} then '{{ words[0] }}'
        when coalesce({{ low }}, {{ high }}) is not null
            then concat(
                case
                    {%- if bound is not none %}
                    when {{ high }} is null and {{ bound }} = 'greater_than' then '{{ words[4] }}'
                    when {{ low }} is null and {{ bound }} = 'less_than' then '{{ words[5] }}'
                    {%- endif %}
                    when {{ high }} is null then '{{ words[1] }}'
                    when {{ low }} is null then '{{ words[2] }}'
                    else concat({{ shown_number(low, unit, language, unit_en, high, with_unit=false) }}, '–')
                end,
                {{ shown_number('coalesce(' ~ high ~ ', ' ~ low ~ ')', unit, language, unit_en) }}
                {%- if bound is not none %},
                case when {{ bound }} = 'greater_than' and {{ high }} is not null then '{{ words[6] }}' else '' end
                {%- endif %}
            )
        else '{{ words[3] }}'
    end
{%- endmacro %}
