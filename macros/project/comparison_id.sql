{#- Key of a pair of figures of two districts, from the names that both_sides gives them. Example: 310107-310112-technology_contract_value-technology_contract_value-level. -#}
{% macro comparison_id() -%}
    concat(
        places_a.district_code, '-', places_b.district_code, '-', a.indicator_code, '-', b.indicator_code, '-', a.measure
    )
{%- endmacro %}
