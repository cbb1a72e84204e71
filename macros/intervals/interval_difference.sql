{#- One interval less another: the point, and the ends that the ends of both allow. An operand is the prefix of three
    columns, <prefix>_point, <prefix>_low and <prefix>_high; so is the result. A missing end stays missing.
    point: whether the point is wanted as well as the ends. Example: 7.85 to 7.95 less 3.58 to 3.59 is 4.26 to 4.37. -#}
{% macro interval_difference(a, b, name, point=true) -%}
    {%- if point %}
    cast({{ a }}_point - {{ b }}_point as decimal(38, 6)) as {{ name }}_point,
    {%- endif %}
    cast({{ a }}_low - {{ b }}_high as decimal(38, 6)) as {{ name }}_low,
    cast({{ a }}_high - {{ b }}_low as decimal(38, 6)) as {{ name }}_high
{%- endmacro %}
