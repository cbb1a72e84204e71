-- Outcomes that a target can be held against: printed ones, and changes computed from two printed
-- levels of consecutive years.

with actuals as (

    select * from {{ ref('int_actuals_combined') }}
    where measure <> 'rank'

),

growth as (

    select * from {{ ref('int_changes_collected') }}
    where source = 'computed' and to_year = from_year + 1

),

computed as (

    select
        indicator_code,
        place_key,
        to_year as year,
        'change_pct' as measure,
        change_pct as value,
        change_pct_low as value_low,
        change_pct_high as value_high,
        concat(from_observation_ids, ', ', to_observation_ids)
            as observation_ids,
        concat(from_figure, ', ', to_figure) as figures
    from growth
    where change_pct_low is not null or change_pct_high is not null

    union all

    select
        indicator_code,
        place_key,
        to_year as year,
        'change_abs' as measure,
        change_abs as value,
        change_abs_low as value_low,
        change_abs_high as value_high,
        concat(from_observation_ids, ', ', to_observation_ids)
            as observation_ids,
        concat(from_figure, ', ', to_figure) as figures
    from growth
    where change_abs_low is not null or change_abs_high is not null

),

final as (

    select
        indicator_code,
        place_key,
        year,
        measure,
        observation_ids,
        figures,
        value,
        value_low,
        value_high,
        bound
    from actuals

    union all

    select
        computed.indicator_code,
        computed.place_key,
        computed.year,
        computed.measure,
        computed.observation_ids,
        computed.figures,
        computed.value,
        computed.value_low,
        computed.value_high,
        'rounded' as bound
    from computed
    left join actuals
        on
            computed.indicator_code = actuals.indicator_code
            and computed.place_key = actuals.place_key
            and computed.year = actuals.year
            and computed.measure = actuals.measure
    where actuals.indicator_code is null

)

select * from final
