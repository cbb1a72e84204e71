-- What a printed change or completion rate of a level refers to: the level of its base year, or the target.

with actuals as (

    select * from {{ ref('int_actuals_combined') }}

),

levels as (

    select * from actuals
    where measure = 'level'

),

changes as (

    select * from actuals
    where measure = 'change_abs'

),

-- How many times its base a level is.
rates as (

    select
        *,
        base_year as implied_year,
        'actual' as kind,
        'prior_from_rate' as method,
        {{ interval_factor('value', 'factor', base=1) }}
    from actuals
    -- A fall of 100 % or more has no level before it.
    where measure = 'change_pct' and coalesce(value_low, value) > -100

    union all

    select
        *,
        year as implied_year,
        'target' as kind,
        'target_from_attainment' as method,
        {{ interval_factor('value', 'factor') }}
    from actuals
    where measure = 'attainment_pct'

),

final as (

    select
        levels.indicator_code,
        levels.place_key,
        rates.implied_year as year,
        levels.period,
        rates.kind,
        levels.basis,
        levels.unit,
        rates.method,
        concat(levels.observation_ids, ', ', rates.observation_ids)
            as input_observation_ids,
        concat(levels.figures, ', ', rates.figures) as input_figures,
        {{ sentences(['levels.note', 'rates.note']) }} as note,
        rates.crosses_break,
        {{ interval_quotient('levels.value', 'rates.factor', 'value') }}
    from levels
    inner join rates
        on
            levels.indicator_code = rates.indicator_code
            and levels.place_key = rates.place_key
            and levels.year = rates.year
            and levels.period = rates.period

    union all

    select
        levels.indicator_code,
        levels.place_key,
        changes.base_year as year,
        levels.period,
        'actual' as kind,
        levels.basis,
        levels.unit,
        'prior_from_change' as method,
        concat(levels.observation_ids, ', ', changes.observation_ids)
            as input_observation_ids,
        concat(levels.figures, ', ', changes.figures) as input_figures,
        {{ sentences(['levels.note', 'changes.note']) }} as note,
        changes.crosses_break,
        {{ interval_difference('levels.value', 'changes.value', 'value') }}
    from levels
    inner join changes
        on
            levels.indicator_code = changes.indicator_code
            and levels.place_key = changes.place_key
            and levels.year = changes.year
            and levels.period = changes.period

)

select * from final
