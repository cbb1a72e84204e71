{#- Key of a pair of levels a and b of int_levels_numbered. Example: 310107-310112-technology_contract_value-technology_contract_value-level. -#}
{% macro comparison_id() -%}
    concat(
        a.district_code, '-', b.district_code, '-', a.indicator_code, '-', b.indicator_code, '-', a.measure
    )
{%- endmacro %}
