{#- Read once, by int_changes_collected; a table would be written for nothing. -#}
{{ config(materialized='view') }}

-- Changes since a base year as documents print them: in percent, as an amount, as a yearly average, or several of
-- these. A rate at constant prices is a row of its own.

{% set measures = {
    'change_pct': "measure in ('change_pct', 'real_change_pct')",
    'change_abs': "measure = 'change_abs'",
    'cagr': "measure = 'cagr_pct'",
} %}

with changes as (

    select
        *,
        case measure when 'real_change_pct' then 'constant' else 'nominal' end
            as prices
    from {{ ref('int_actuals_combined') }}
    where measure in ('change_pct', 'real_change_pct', 'change_abs', 'cagr_pct')

),

final as (

    select
        indicator_code,
        place_key,
        base_year as from_year,
        year as to_year,
        period,
        prices,
        'printed' as source,
        max(basis) as basis,
        {{ text_list('observation_ids') }} as rate_observation_ids,
        {{ text_list('figures') }} as rate_figure,
        {{ sentence_list('note') }} as caveat,
        {% for name, condition in measures.items() %}
        {% for column in ['value', 'value_low', 'value_high'] %}
        max(case when {{ condition }} then {{ column }} end)
            as {{ column | replace('value', name) }},
        {% endfor %}
        {% endfor %}
        max(case measure when 'change_abs' then unit end) as change_abs_unit
    from changes
    group by indicator_code, place_key, base_year, year, period, prices

)

select * from final
