{#- An interval in as many digits as its width supports: the point to a tenth of the width's first digit, the ends to one digit
    more and rounded outward; only where `condition` holds, if there is one. Operands and result as in interval_difference; an
    interval without both ends, or without a width, stays as it is, but for `open_digits`: so many digits has an end that stands alone and is
    no whole number. For what is computed: a printed range has its ends as printed.
    Example: 287216981132.08 between 285863849765.26 and 288582938388.63 is 287200000000 between 285860000000 and 288590000000. -#}
{% macro interval_in_digits(a, name, condition=none, open_digits=none) -%}
    {%- set magnitude = "floor(log10(cast(" ~ a ~ "_high - " ~ a ~ "_low as double)))" -%}
    {%- for end, rounding, digits in [('point', 'round', 1), ('low', 'floor', 2), ('high', 'ceil', 2)] %}
    {%- set exponent = "(" ~ magnitude ~ " - " ~ digits ~ ")" %}
    {#- A power of 10 is a little more or less in each engine, which decides what is half way. #}
    {%- set whole = 'round(round({}, 6))' if rounding == 'round' else whole_number(rounding) %}
    case
        {%- if condition %}
        when ({{ condition }}) is not true then null
        {%- endif %}
        when {{ a }}_high > {{ a }}_low
            then {{ rounded_decimal(
                whole.format("cast(" ~ a ~ "_" ~ end ~ " as double) * power(10, -" ~ exponent ~ ")")
                ~ " * power(10, " ~ exponent ~ ")"
            ) }}
        {%- if open_digits and end != 'point' %}
        {%- set number = "cast(" ~ a ~ "_" ~ end ~ " as double)" %}
        {%- set exponent = "(floor(log10(abs(" ~ number ~ "))) - " ~ (open_digits - 1) ~ ")" %}
        when {{ a }}_{{ 'high' if end == 'low' else 'low' }} is null and {{ a }}_{{ end }} <> floor({{ a }}_{{ end }})
            then {{ rounded_decimal(
                whole.format(number ~ " * power(10, -" ~ exponent ~ ")") ~ " * power(10, " ~ exponent ~ ")"
            ) }}
        {%- endif %}
        else {{ a }}_{{ end }}
    end as {{ name }}_{{ end }}{{ ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
