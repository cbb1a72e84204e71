-- Last year's level from this year's level and its printed change.

with actuals as (

    select * from {{ ref('int_actuals_combined') }}

),

levels as (

    select * from actuals
    where measure = 'level'

),

changes as (

    select * from actuals
    where measure in ('change_pct', 'change_abs')

),

joined as (

    select
        levels.indicator_code,
        levels.place_key,
        levels.district_code,
        levels.area_code,
        levels.basis,
        levels.unit,
        changes.measure,
        levels.value,
        levels.value_low,
        levels.value_high,
        changes.value as change_value,
        changes.value_low as change_low,
        changes.value_high as change_high,
        levels.year - 1 as year,
        levels.is_point and changes.is_point as is_point,
        concat(levels.observation_ids, ', ', changes.observation_ids)
            as input_observation_ids,
        concat(levels.figures, ', ', changes.figures) as input_figures

    from levels
    inner join changes
        on
            levels.indicator_code = changes.indicator_code
            and levels.place_key = changes.place_key
            and levels.year = changes.year

),

final as (

    select
        indicator_code,
        place_key,
        district_code,
        area_code,
        year,
        basis,
        unit,
        is_point,
        input_observation_ids,
        input_figures,
        cast(null as {{ dbt.type_string() }}) as derivation,
        case
            when not is_point then cast(null as decimal(24, 6))
            when measure = 'change_pct'
                then {{ quotient('value', '1 + cast(change_value as double) / 100') }}
            else cast(value - change_value as decimal(24, 6))
        end as value,
        case measure
            when 'change_pct'
                then {{ quotient('value_low', '1 + cast(change_high as double) / 100') }}
            else cast(value_low - change_high as decimal(24, 6))
        end as value_low,
        case measure
            when 'change_pct'
                then {{ quotient('value_high', '1 + cast(change_low as double) / 100') }}
            else cast(value_high - change_low as decimal(24, 6))
        end as value_high,
        case measure
            when 'change_pct' then 'prior_from_rate'
            else 'prior_from_change'
        end as method

    from joined
    -- A fall of 100 % or more has no level before it.
    where measure = 'change_abs' or coalesce(change_low, change_value) > -100

)

select * from final
