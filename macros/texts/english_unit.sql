{#- The English name of a figure's unit, from the relations indicators and units of the query: what is counted has a name of its own, what is measured
    that of its unit. one: of a single one. Example: 家 of enterprises is enterprises and, of one, enterprise; 元 is yuan. -#}
{% macro english_unit(one=false) -%}
    coalesce(indicators.counted{{ '_one' if one }}_en, units.label_en)
{%- endmacro %}
