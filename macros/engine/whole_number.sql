{#- A call that makes a double whole, for format: round, or for an end of an interval floor or ceil. What misses a whole number by a millionth is
    that number, since 22.88 times 1000 is a little less than 22880; not by round(x, 6), which moves what is near 2^53 differently in each engine.
    Example: whole_number('floor').format('22879.9999999') is 22880. -#}
{% macro whole_number(rounding) -%}
    {{ return({
        'round': 'round({})', 'floor': 'floor({} + cast(0.000001 as double))', 'ceil': 'ceil({} - cast(0.000001 as double))',
    }[rounding]) }}
{%- endmacro %}
