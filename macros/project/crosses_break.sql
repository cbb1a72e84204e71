{#- Whether a break lies between two years, in either order. Its year is the first one after it; one whose year is not known
    may lie anywhere. Example: crosses_break('breaks', 'base_year', 'year') is true of 2014 and 2015 where the break_year is
    2015, not of 2015 and 2016. -#}
{% macro crosses_break(breaks, year, other_year) -%}
    (
        {{ breaks }}.break_year is null
        or (
            {{ breaks }}.break_year > least({{ year }}, {{ other_year }})
            and {{ breaks }}.break_year <= greatest({{ year }}, {{ other_year }})
        )
    )
{%- endmacro %}
