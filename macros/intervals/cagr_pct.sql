{#- Compound annual growth in percent over a number of years, rounded to four decimals; null unless both
    levels are positive. rounding: as in rounded_decimal. Example: cagr_pct('100', '121', '2') is 10. -#}
{% macro cagr_pct(from_level, to_level, years, rounding='round') -%}
    case
        when {{ from_level }} > 0 and {{ to_level }} > 0
            then {{ rounded_decimal(
                "(power(cast(" ~ to_level ~ " as double) / cast(" ~ from_level ~ " as double), "
                ~ "cast(1 as double) / " ~ years ~ ") - 1) * 100", 4, rounding
            ) }}
    end
{%- endmacro %}
