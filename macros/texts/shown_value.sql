{#- What a figure says, as people read it. Columns value, value_low, value_high, bound and unit of a relation; unit_en: SQL of the English name of
    the unit. Example: more than 1700000000 元 is 超过17亿元 and more than 1.7 billion yuan; 20 to 25 家 is 20–25家. -#}
{% macro shown_value(relation, language='zh', unit_en=none) -%}
    {%- set unit = relation ~ '.unit' -%}
    {#- The number that the bound speaks of. #}
    {%- set number -%}
        case
            when {{ relation }}.bound in ('greater_than', 'at_least') then {{ relation }}.value_low
            when {{ relation }}.bound in ('less_than', 'at_most') then {{ relation }}.value_high
            else {{ relation }}.value
        end
    {%- endset -%}
    {%- set words = {
        'zh': {'greater_than': '超过', 'at_least': '不少于', 'less_than': '不足', 'at_most': '不超过', 'approximate': '约'},
        'en': {
            'greater_than': 'more than ', 'at_least': 'at least ', 'less_than': 'less than ', 'at_most': 'at most ',
            'approximate': 'about '
        },
    }[language] -%}
    case
        when {{ relation }}.bound = 'range'
            then {{ shown_interval(relation ~ '.value_low', relation ~ '.value_high', unit, language, unit_en) }}
        when {{ number }} is not null
            then concat(
                case {{ relation }}.bound
                    {%- for bound, word in words.items() %}
                    when '{{ bound }}' then '{{ word }}'
                    {%- endfor %}
                    else ''
                end,
                {{ shown_number(number, unit, language, unit_en) }}
            )
    end
{%- endmacro %}
