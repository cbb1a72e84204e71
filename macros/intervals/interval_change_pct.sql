{#- Growth in percent from one interval to another; over more than one year, the compound annual rate with `years`; only where
    `condition` holds, if there is one. Operands and result as in interval_difference. Example: from 33 to 67 is 103.0303. -#}
{% macro interval_change_pct(from_level, to_level, name, years=none, condition=none) -%}
    {%- for end, from_end, to_end in [('point', 'point', 'point'), ('low', 'high', 'low'), ('high', 'low', 'high')] %}
    {%- set levels = (from_level ~ '_' ~ from_end, to_level ~ '_' ~ to_end) %}
    {%- set rate = change_pct(levels[0], levels[1]) if years is none else cagr_pct(levels[0], levels[1], years) %}
    {{ 'case when ' ~ condition ~ ' then ' ~ rate ~ ' end' if condition else rate }} as {{ name }}_{{ end }}{{ ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
