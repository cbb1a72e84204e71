-- What a printed change or completion rate of a level refers to: last year's level, or the target.

with actuals as (

    select * from {{ ref('int_actuals_combined') }}

),

levels as (

    select * from actuals
    where measure = 'level'

),

growth_rates as (

    select
        *,
        {{ interval_factor('value', 'factor', base=1) }}
    from actuals
    -- A fall of 100 % or more has no level before it.
    where measure = 'change_pct' and coalesce(value_low, value) > -100

),

changes as (

    select * from actuals
    where measure = 'change_abs'

),

completion_rates as (

    select
        *,
        {{ interval_factor('value', 'factor') }}
    from actuals
    where measure = 'attainment_pct'

),

priors_from_rates as (

    select
        levels.indicator_code,
        levels.place_key,
        levels.year - 1 as year,
        'actual' as kind,
        levels.basis,
        levels.unit,
        'prior_from_rate' as method,
        concat(levels.observation_ids, ', ', growth_rates.observation_ids)
            as input_observation_ids,
        concat(levels.figures, ', ', growth_rates.figures) as input_figures,
        {{ interval_quotient('levels.value', 'growth_rates.factor', 'value') }}
    from levels
    inner join growth_rates
        on
            levels.indicator_code = growth_rates.indicator_code
            and levels.place_key = growth_rates.place_key
            and levels.year = growth_rates.year

),

priors_from_changes as (

    select
        levels.indicator_code,
        levels.place_key,
        levels.year - 1 as year,
        'actual' as kind,
        levels.basis,
        levels.unit,
        'prior_from_change' as method,
        concat(levels.observation_ids, ', ', changes.observation_ids)
            as input_observation_ids,
        concat(levels.figures, ', ', changes.figures) as input_figures,
        {{ interval_difference('levels.value', 'changes.value', 'value') }}
    from levels
    inner join changes
        on
            levels.indicator_code = changes.indicator_code
            and levels.place_key = changes.place_key
            and levels.year = changes.year

),

targets as (

    select
        levels.indicator_code,
        levels.place_key,
        levels.year as year,
        'target' as kind,
        levels.basis,
        levels.unit,
        'target_from_attainment' as method,
        concat(levels.observation_ids, ', ', completion_rates.observation_ids)
            as input_observation_ids,
        concat(levels.figures, ', ', completion_rates.figures) as input_figures,
        {{ interval_quotient('levels.value', 'completion_rates.factor', 'value') }}
    from levels
    inner join completion_rates
        on
            levels.indicator_code = completion_rates.indicator_code
            and levels.place_key = completion_rates.place_key
            and levels.year = completion_rates.year

),

final as (

    select * from priors_from_rates
    union all
    select * from priors_from_changes
    union all
    select * from targets

)

select * from final
