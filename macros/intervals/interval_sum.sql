{#- The sum of the intervals of a group; an end that one of them lacks is missing in the sum as well. Operand and result as in
    interval_difference, and point. Example: 13.185 to 13.195 and 11.565 to 11.575 sum to 24.75 to 24.77. -#}
{% macro interval_sum(part, name, point=true) -%}
    {%- for end in (['point'] if point else []) + ['low', 'high'] %}
    cast(
        case when count({{ part }}_{{ end }}) = count(*) then sum({{ part }}_{{ end }}) end
        as decimal(38, 6)
    ) as {{ name }}_{{ end }}{{ ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
