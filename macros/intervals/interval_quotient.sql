{#- Operands, result and point as in interval_difference; ends are rounded outward, so that what has been cut is not exact. Example: 17.57 by
    7.5, times 100, is 234.2667, between 17.565 and 17.575 by 7.5: 234.2 to 234.3334. -#}
{% macro interval_quotient(a, b, name, factor=1, decimals=6, point=true) -%}
    {%- set times = ' * ' ~ factor if factor != 1 else '' -%}
    {%- if point %}
    {{ quotient(a ~ '_point' ~ times, b ~ '_point', decimals) }} as {{ name }}_point,
    {%- endif %}
    {{ quotient(a ~ '_low' ~ times, b ~ '_high', decimals, 'floor') }} as {{ name }}_low,
    {{ quotient(a ~ '_high' ~ times, b ~ '_low', decimals, 'ceil') }} as {{ name }}_high
{%- endmacro %}
