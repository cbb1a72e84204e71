{#- Operands, result and point as in interval_difference; ends are rounded outward, so that what has been cut is not exact. Example: 17.57 by
    7.5, times 100, is 234.2667, between 17.565 and 17.575 by 7.5: 234.2 to 234.3334. Of a loss there is no such part: minus 1 of minus 2 is not
    half of it. -#}
{% macro interval_quotient(a, b, name, factor=1, decimals=6, point=true) -%}
    {%- set times = ' * ' ~ factor if factor != 1 else '' -%}
    {%- set ends = [('point', 'point', 'point', 'round'), ('low', 'low', 'high', 'floor'), ('high', 'high', 'low', 'ceil')] -%}
    {%- for end, top, base, outward in ends if point or end != 'point' %}
    case
        when coalesce({{ a }}_low, 0) >= 0 and coalesce({{ b }}_low, 0) >= 0
            then {{ quotient(a ~ '_' ~ top ~ times, b ~ '_' ~ base, decimals, outward) }}
    end as {{ name }}_{{ end }}{{ ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
