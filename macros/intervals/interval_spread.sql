{#- How far the intervals of a group are apart: from the nearest that two of them may be to the farthest, without an end that is not known;
    below zero where all have something in common. Operand and result as in interval_difference. Example: 145 to 145 and 160 to 162 are 15 to 17
    apart. -#}
{% macro interval_spread(member, name) -%}
    cast(
        case when count({{ member }}_point) = count(*) then max({{ member }}_point) - min({{ member }}_point) end
        as decimal(38, 6)
    ) as {{ name }}_point,
    cast(max({{ member }}_low) - min({{ member }}_high) as decimal(38, 6)) as {{ name }}_low,
    cast(
        case
            when count({{ member }}_low) = count(*) and count({{ member }}_high) = count(*)
                then max({{ member }}_high) - min({{ member }}_low)
        end as decimal(38, 6)
    ) as {{ name }}_high
{%- endmacro %}
