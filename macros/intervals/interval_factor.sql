{#- An interval in percent as a factor, in double precision: 24.92 % of a whole is 0.2492 of it, and with
    base=1 growth of 44.4 % is a factor of 1.444. Operand, result and point as in interval_difference. -#}
{% macro interval_factor(percent, name, base=0, point=true) -%}
    {%- for end in (['point'] if point else []) + ['low', 'high'] %}
    {{ base ~ ' + ' if base }}cast({{ percent }}_{{ end }} as double) / 100 as {{ name }}_{{ end }}{{ ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
