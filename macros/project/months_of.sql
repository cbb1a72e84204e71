{#- How many months a period has. Example: 6 of 'H1', 3 of 'Q3', 1 of 'M06', 11 of 'M01-M11', 12 of 'year', 60 of '2016-2020'. -#}
{% macro months_of(period) -%}
    case
        when {{ period }} like 'H_' then 6
        when {{ period }} like 'Q_' then 3
        when {{ period }} like 'M__-M__'
            then cast(right({{ period }}, 2) as {{ dbt.type_int() }}) - cast(substring({{ period }}, 2, 2) as {{ dbt.type_int() }}) + 1
        when {{ period }} like 'M%' then 1
        when {{ period }} like '____-____'
            then 12 * (cast(right({{ period }}, 4) as {{ dbt.type_int() }}) - cast(left({{ period }}, 4) as {{ dbt.type_int() }}) + 1)
        else 12
    end
{%- endmacro %}
