{#- Read once, by int_changes_collected; a table would be written for nothing. -#}
{{ config(materialized='view') }}

-- Changes over one year as documents print them, in percent, as an amount, or both.

with changes as (

    select * from {{ ref('int_actuals_combined') }}
    where measure in ('change_pct', 'change_abs')

),

final as (

    select
        indicator_code,
        place_key,
        year - 1 as from_year,
        year as to_year,
        'printed' as source,
        max(basis) as basis,
        {{ text_list('observation_ids') }} as rate_observation_ids,
        {{ text_list('figures') }} as rate_figure,
        {% for measure in ['change_pct', 'change_abs'] %}
        {% for column in ['value', 'value_low', 'value_high'] %}
        max({{ column }}) filter (where measure = '{{ measure }}')
            as {{ column | replace('value', measure) }},
        {% endfor %}
        {% endfor %}
        max(unit) filter (where measure = 'change_abs') as change_abs_unit
    from changes
    group by indicator_code, place_key, year

)

select * from final
