{#- Examples: 131.91 is 131.91, 二十 is 20, 二二 is null, an empty text is null. -#}
{% macro numeral_value(numeral) -%}
    coalesce(
        cast(case
            when {{ matches(numeral, '^[0-9]{1,12}([.][0-9]{1,5})?$') }}
                then {{ numeral }}
        end as decimal(18, 6)),
        cast(case
            when {{ numeral }} <> ''
                and {{ matches(numeral, chinese_numeral_pattern()) }}
                then {{ chinese_numeral_value(numeral) }}
        end as decimal(18, 6))
    )
{%- endmacro %}
