{#- Levels, and implied ones for each indicator, place and year that has none: a query of levels with
    observation_ids, figures and method. Both arguments name CTEs; `method` is SQL for the first one's.
    Example: a printed 2023 and an implied prior of 2022 and 2023 give the printed 2023 and the prior 2022. -#}
{% macro levels_else_implied(levels, implied, method="'printed'") -%}
    {%- set columns = [
        'indicator_code', 'place_key', 'district_code', 'area_code', 'year', 'basis', 'unit',
        'is_point', 'value', 'value_low', 'value_high',
    ] %}
    select
        {{ columns | join(', ') }},
        observation_ids,
        figures,
        {{ method }} as method
    from {{ levels }}

    union all

    select
        {% for column in columns %}{{ implied }}.{{ column }}, {% endfor %}
        {{ implied }}.input_observation_ids as observation_ids,
        {{ implied }}.input_figures as figures,
        {{ implied }}.method
    from {{ implied }}
    left join {{ levels }}
        on
            {{ implied }}.indicator_code = {{ levels }}.indicator_code
            and {{ implied }}.place_key = {{ levels }}.place_key
            and {{ implied }}.year = {{ levels }}.year
    where {{ levels }}.indicator_code is null
{%- endmacro %}
