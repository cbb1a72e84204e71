{#- Growth in percent from one interval to another; over more than one year, the compound annual rate with `years`; only where
    `condition` holds, if there is one. Operands and result as in interval_difference, ends rounded outward. Example: from 33 to 67 is 103.0303,
    between 103.0303 and 103.0304. -#}
{% macro interval_change_pct(from_level, to_level, name, years=none, condition=none) -%}
    {%- for end, from_end, to_end, rounding in [
        ('point', 'point', 'point', 'round'), ('low', 'high', 'low', 'floor'), ('high', 'low', 'high', 'ceil')
    ] %}
    {%- set levels = (from_level ~ '_' ~ from_end, to_level ~ '_' ~ to_end) %}
    {%- set rate = change_pct(levels[0], levels[1], rounding) if years is none
        else cagr_pct(levels[0], levels[1], years, rounding) %}
    {{ 'case when ' ~ condition ~ ' then ' ~ rate ~ ' end' if condition else rate }} as {{ name }}_{{ end }}{{ ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
