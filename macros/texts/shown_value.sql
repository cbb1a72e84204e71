{#- What a figure says, as people read it: with the qualifier that is printed, since 近300场 is no 不足300场. Columns value, value_low, value_high,
    bound, unit and figure of a relation. In English the query has the relations indicators and units (english_unit).
    Example: 近300场 is 近300场 and nearly 300 events; 突破17亿元
    is 突破17亿元 and more than 1.7 billion yuan; 千亿级 of money is 千亿级（元） and on the order of 100 billion yuan; 20 to 25 家 is 20–25家. -#}
{% macro shown_value(relation, language='zh') -%}
    {%- set unit_en = english_unit() -%}
    {%- set unit_one_en = english_unit(one=true) -%}
    {%- set unit = relation ~ '.unit' -%}
    {#- The number that the bound speaks of. #}
    {%- set number -%}
        case
            when {{ relation }}.bound in ('greater_than', 'at_least') then {{ relation }}.value_low
            when {{ relation }}.bound in ('less_than', 'at_most') then {{ relation }}.value_high
            else {{ relation }}.value
        end
    {%- endset -%}
    case
        when {{ relation }}.bound = 'range'
            then {{ shown_interval(relation ~ '.value_low', relation ~ '.value_high', unit, language, unit_en) }}
        {%- if language == 'zh' %}
        when {{ relation }}.bound not in ('exact', 'rounded')
            then concat(
                {{ relation }}.figure,
                case when {{ unit }} = '元' and {{ relation }}.figure not like '%元%' then '（元）' else '' end
            )
        {%- endif %}
        when {{ number }} is not null
            then concat(
                {%- if language == 'en' %}
                case
                    when {{ relation }}.bound = 'less_than' and {{ matches(relation ~ '.figure', '近|逼') }} then 'nearly '
                    when {{ relation }}.bound = 'approximate' and {{ relation }}.figure like '%级%' then 'on the order of '
                    else
                        case {{ relation }}.bound
                            when 'greater_than' then 'more than '
                            when 'at_least' then 'at least '
                            when 'less_than' then 'less than '
                            when 'at_most' then 'at most '
                            when 'approximate' then 'about '
                            else ''
                        end
                end,
                {%- endif %}
                {{ shown_number(number, unit, language, 'case ' ~ number ~ ' when 1 then ' ~ unit_one_en ~ ' else ' ~ unit_en ~ ' end') }}
            )
    end
{%- endmacro %}
