{#- By how much a level has changed, from the level and its rate in percent, both intervals. Operands and result as in
    interval_difference, ends rounded outward. Example: 150 after 12 % more is 16.071429 more than before. -#}
{% macro interval_rise(level, rate, name) -%}
    {%- for end, other, rounding in [('point', 'point', 'round'), ('low', 'high', 'floor'), ('high', 'low', 'ceil')] %}
    {%- set fallen = "case when " ~ rate ~ "_" ~ end ~ " < 0 then " ~ level ~ "_" ~ other ~ " else " ~ level ~ "_" ~ end ~ " end" %}
    {{ quotient("(" ~ fallen ~ ") * " ~ rate ~ "_" ~ end, "100 + " ~ rate ~ "_" ~ end, rounding=rounding) }} as {{ name }}_{{ end }}{{ ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
