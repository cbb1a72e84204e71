-- A target that is not printed, from the outcome and its printed completion rate.

with actuals as (

    select * from {{ ref('int_actuals_combined') }}

),

levels as (

    select * from actuals
    where measure = 'level'

),

rates as (

    select * from actuals
    where measure = 'attainment_pct'

),

final as (

    select
        levels.indicator_code,
        levels.place_key,
        levels.district_code,
        levels.area_code,
        levels.year,
        levels.basis,
        levels.unit,
        'target_from_attainment' as method,
        cast(null as {{ dbt.type_string() }}) as derivation,
        levels.is_point and rates.is_point as is_point,
        concat(levels.observation_ids, ', ', rates.observation_ids)
            as input_observation_ids,
        concat(levels.figures, ', ', rates.figures) as input_figures,
        {{ quotient('levels.value_low', 'cast(rates.value_high as double) / 100') }}
            as value_low,
        {{ quotient('levels.value_high', 'cast(rates.value_low as double) / 100') }}
            as value_high,
        case
            when levels.is_point and rates.is_point
                then {{ quotient('levels.value', 'cast(rates.value as double) / 100') }}
        end as value

    from levels
    inner join rates
        on
            levels.indicator_code = rates.indicator_code
            and levels.place_key = rates.place_key
            and levels.year = rates.year

)

select * from final
