{#- Value of a Chinese numeral below ten thousand, as an integer. Only well-formed numerals may be
    passed: test them with chinese_numeral_pattern() first.
    Examples: 三 is 3, 两 is 2, 十 is 10, 二十 is 20, 百 is 100, 一百二十五 is 125, 千 is 1000. -#}
{% macro chinese_numeral_value(numeral) -%}
    {%- set digits = "translate(" ~ numeral ~ ", '一二三四五六七八九两', '1234567892')" -%}
    (
        {%- for power, weight in [('千', 1000), ('百', 100), ('十', 10)] %}
        case
            when {{ numeral }} not like '%{{ power }}%' then 0
            else coalesce(
                cast(nullif(
                    regexp_extract({{ digits }}, '([1-9]){{ power }}', 1), ''
                ) as {{ dbt.type_int() }}), 1
            )
        end * {{ weight }} +
        {%- endfor %}
        coalesce(
            cast(nullif(
                regexp_extract({{ digits }}, '([1-9])$', 1), ''
            ) as {{ dbt.type_int() }}), 0
        )
    )
{%- endmacro %}
