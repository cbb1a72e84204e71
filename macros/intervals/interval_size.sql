{#- How large an interval is without its sign, as a gap is. Operands and result as in interval_difference; an end that is not known leaves
    the size open. Example: -130 to -10 is 10 to 130, and -10 to 130 is 0 to 130. -#}
{% macro interval_size(a, name) -%}
    abs({{ a }}_point) as {{ name }}_point,
    case
        when {{ a }}_low > 0 then {{ a }}_low
        when {{ a }}_high < 0 then -{{ a }}_high
        when coalesce({{ a }}_low, {{ a }}_high) is not null then cast(0 as decimal(38, 6))
    end as {{ name }}_low,
    case
        when {{ a }}_low is not null and {{ a }}_high is not null
            then greatest({{ a }}_high, -{{ a }}_low)
    end as {{ name }}_high
{%- endmacro %}
