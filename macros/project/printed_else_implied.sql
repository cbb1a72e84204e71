{#- Levels that are printed, and one implied level where none is: for each indicator, place, year and period the first by `order`.
    Both relations have the columns named here. Example: beside a printed level of 2022 an implied one of 2022 is left out and
    one of 2021 stays. -#}
{% macro printed_else_implied(printed, implied, columns, order) -%}
    {%- set key = ['indicator_code', 'place_key', 'year', 'period'] -%}
    select {{ columns | join(', ') }}
    from {{ printed }}

    union all

    select {{ columns | join(', ') }}
    from (
        select
            implied.*,
            row_number() over (
                partition by
                    {%- for column in key %} implied.{{ column }}{{ ',' if not loop.last }}{% endfor %}
                order by {% for column in order %}implied.{{ column }}{{ ', ' if not loop.last }}{% endfor %}
            ) as preference
        from {{ implied }} as implied
        left join {{ printed }} as printed
            on
                {%- for column in key %}
                {{ 'and ' if not loop.first }}implied.{{ column }} = printed.{{ column }}
                {%- endfor %}
        where printed.indicator_code is null
    ) as ranked
    where preference = 1
{%- endmacro %}
