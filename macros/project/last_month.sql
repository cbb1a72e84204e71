{#- The number of the last month of a period. Example: 6 of 'H1', 9 of 'Q3', 11 of 'M01-M11' and 'E11', 12 of 'year' and '2016-2020'. -#}
{% macro last_month(period) -%}
    case
        when {{ period }} like 'H_' then 6 * cast(right({{ period }}, 1) as {{ dbt.type_int() }})
        when {{ period }} like 'Q_' then 3 * cast(right({{ period }}, 1) as {{ dbt.type_int() }})
        when {{ period }} like 'M%' or {{ period }} like 'E%' then cast(right({{ period }}, 2) as {{ dbt.type_int() }})
        else 12
    end
{%- endmacro %}
