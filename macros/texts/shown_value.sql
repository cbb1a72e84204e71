{#- What a figure says, as people read it. Columns value, value_low, value_high, bound and unit of a relation; unit_en: SQL of the English name of
    the unit. Example: more than 1700000000 元 is 超过17亿元 and more than 1.7 billion yuan; 20 to 25 家 is 20–25家. -#}
{% macro shown_value(relation, language='zh', unit_en=none) -%}
    {%- set unit = relation ~ '.unit' -%}
    {%- set low = shown_number(relation ~ '.value_low', unit, language, unit_en) -%}
    {%- set high = shown_number(relation ~ '.value_high', unit, language, unit_en) -%}
    {%- set value = shown_number(relation ~ '.value', unit, language, unit_en) -%}
    {%- set words = {
        'zh': {'greater_than': '超过', 'at_least': '不少于', 'less_than': '不足', 'at_most': '不超过', 'approximate': '约'},
        'en': {
            'greater_than': 'more than ', 'at_least': 'at least ', 'less_than': 'less than ', 'at_most': 'at most ',
            'approximate': 'about '
        },
    }[language] -%}
    case {{ relation }}.bound
        when 'greater_than' then concat('{{ words.greater_than }}', {{ low }})
        when 'at_least' then concat('{{ words.at_least }}', {{ low }})
        when 'less_than' then concat('{{ words.less_than }}', {{ high }})
        when 'at_most' then concat('{{ words.at_most }}', {{ high }})
        when 'approximate' then concat('{{ words.approximate }}', {{ value }})
        when 'range' then {{ shown_interval(relation ~ '.value_low', relation ~ '.value_high', unit, language, unit_en) }}
        else {{ value }}
    end
{%- endmacro %}
