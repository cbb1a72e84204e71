-- Levels that follow from the one printed target of a thing and the completion rate of it, where no document prints the level itself, nor
-- the levels of all years of its span.
{{ config(materialized='view') }}

with actuals as (

    select * from {{ ref('int_actuals_combined') }}

),

rates as (

    select * from actuals
    where measure = 'attainment_pct'

),

spans_summed as (

    select * from {{ ref('int_progress_measured') }}
    where not is_part

),

caveats as (

    select * from {{ caveat_texts(['implied_outcome']) }} as texts

),

-- Of two targets, a rate does not say which it is of.
targets as (

    select
        indicator_code,
        place_key,
        target_year as year,
        period,
        max(value) as value,
        max(case when is_less_better then 1 else 0 end) = 1 as is_less_better
    from {{ ref('int_targets_classified') }}
    where measure = 'level'
    group by indicator_code, place_key, target_year, period
    having count(*) = 1 and max(case when is_implied or basis = 'ratio' then 1 else 0 end) = 0

),

known as (

    select
        indicator_code,
        place_key,
        year,
        period
    from actuals
    where measure = 'level'

    union all

    select
        indicator_code,
        place_key,
        year,
        period
    from spans_summed

),

final as (

    select
        targets.indicator_code,
        targets.place_key,
        targets.year,
        targets.period,
        cast(null as {{ dbt.type_int() }}) as base_year,
        cast(null as {{ dbt.type_string() }}) as rank_group,
        'level' as measure,
        rates.observation_ids,
        rates.figures,
        {{ sentences(['caveats.implied_outcome', 'rates.note']) }} as note,
        rates.bound,
        {{ quotient('targets.value * rates.value', '100') }} as value,
        {{ quotient('targets.value * rates.value_point', '100') }} as value_point,
        -- 100 % is all that was asked for.
        case
            when rates.value = 100 and rates.bound in ('exact', 'rounded') then targets.value
            else {{ quotient('targets.value * rates.value_low', '100', rounding='floor') }}
        end as value_low,
        {{ quotient('targets.value * rates.value_high', '100', rounding='ceil') }} as value_high

    from targets
    cross join caveats
    inner join rates
        on
            targets.indicator_code = rates.indicator_code
            and targets.place_key = rates.place_key
            and targets.year = rates.year
            and targets.period = rates.period
    left join known
        on
            targets.indicator_code = known.indicator_code
            and targets.place_key = known.place_key
            and targets.year = known.year
            and targets.period = known.period
    where
        targets.value > 0
        -- Of what should be low, 80 % may be a success or a failure.
        and (rates.value = 100 or not targets.is_less_better)
        and known.indicator_code is null

)

select * from final
