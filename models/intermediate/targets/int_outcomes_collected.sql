-- Outcomes that a target can be held against: printed ones, and changes computed from two printed levels where no
-- document prints the change.

with actuals as (

    select * from {{ ref('int_actuals_combined') }}

),

changes as (

    select * from {{ ref('int_changes_computed') }}
    where source = 'computed'

),

computed as (

    {% for measure in ['change_pct', 'change_abs'] %}
    select
        indicator_code,
        place_key,
        to_year as year,
        period,
        from_year as base_year,
        cast(null as {{ dbt.type_string() }}) as rank_group,
        '{{ measure }}' as measure,
        concat(from_observation_ids, ', ', to_observation_ids)
            as observation_ids,
        concat(from_figure, ', ', to_figure) as figures,
        'rounded' as bound,
        {{ measure }}_point as value,
        {{ measure }}_point as value_point,
        {{ measure }}_low as value_low,
        {{ measure }}_high as value_high
    from changes
    where {{ measure }}_low is not null or {{ measure }}_high is not null
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

final as (

    select
        indicator_code,
        place_key,
        year,
        period,
        base_year,
        rank_group,
        measure,
        observation_ids,
        figures,
        bound,
        value,
        value_point,
        value_low,
        value_high
    from actuals

    union all

    select computed.*
    from computed
    left join actuals
        on
            computed.indicator_code = actuals.indicator_code
            and computed.place_key = actuals.place_key
            and computed.year = actuals.year
            and computed.period = actuals.period
            and computed.base_year = actuals.base_year
            and computed.measure = actuals.measure
    where actuals.indicator_code is null

)

select * from final
