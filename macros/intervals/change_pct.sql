{#- Growth in percent from one level to another, rounded to four decimals; null unless the first is positive. rounding: as in rounded_decimal.
    Example: change_pct('33', '67') is 103.0303. -#}
{% macro change_pct(from_level, to_level, rounding='round') -%}
    case
        when {{ from_level }} > 0 and {{ to_level }} >= 0
            then {{ rounded_decimal(
                "(cast(" ~ to_level ~ " as double) / cast(" ~ from_level ~ " as double) - 1) * 100", 4, rounding
            ) }}
    end
{%- endmacro %}
