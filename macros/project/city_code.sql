{#- The city that a place lies in, by the rule of GB/T 2260: the first two digits of a district's code in the
    municipalities 11, 12, 31 and 50, elsewhere the first four, filled with zeros. A place without district is the city itself.
    Example: city_code() is '310000' for district 310107 and '330100' for 330106; for area 310000 alone it is '310000'. -#}
{% macro city_code(district_code='district_code', area_code='area_code') -%}
    case
        when {{ district_code }} is null then {{ area_code }}
        when substring({{ district_code }}, 1, 2) in ('11', '12', '31', '50')
            then concat(substring({{ district_code }}, 1, 2), '0000')
        else concat(substring({{ district_code }}, 1, 4), '00')
    end
{%- endmacro %}
