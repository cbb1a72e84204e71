{#- The ends of what a print stands for if its last digit was cut off instead of rounded: at least the value, and less than one step more, away
    from zero; a millionth short of that step, the least that the warehouse can tell. What is not rounded, or cannot be more, stays as it is.
    Columns value, value_low, value_high, value_step and bound of a relation. Example: 7.9 with steps of 0.1 is 7.9 to 7.999999. -#}
{% macro interval_cut_off(relation, name) -%}
    {%- set value = relation ~ '.value' -%}
    {%- set more = relation ~ ".bound = 'rounded' and " ~ value -%}
    cast(case
        when {{ more }} < 0 and {{ value }}_low < {{ value }} then {{ value }} - {{ value }}_step + 0.000001
        when {{ more }} >= 0 then {{ value }}
        else {{ value }}_low
    end as decimal(38, 6)) as {{ name }}_low,
    cast(case
        when {{ more }} < 0 then {{ value }}
        when {{ more }} >= 0 and {{ value }}_high > {{ value }} then {{ value }} + {{ value }}_step - 0.000001
        else {{ value }}_high
    end as decimal(38, 6)) as {{ name }}_high
{%- endmacro %}
