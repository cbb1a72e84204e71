{#- Example: place_key() is '310107/' for a whole district and '/310000' for the city. -#}
{% macro place_key(district_code='district_code', area_code='area_code') -%}
    concat(coalesce({{ district_code }}, ''), '/', coalesce({{ area_code }}, ''))
{%- endmacro %}
