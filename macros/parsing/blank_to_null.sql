{#- Example: blank_to_null('area_code') turns '' into null and keeps '310107-YC'. -#}
{% macro blank_to_null(expression) -%}
    nullif(trim(cast({{ expression }} as {{ dbt.type_string() }})), '')
{%- endmacro %}
