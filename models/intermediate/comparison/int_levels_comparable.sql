with actuals as (

    select * from {{ ref('int_actuals_combined') }}

),

districts as (

    select * from {{ ref('stg_districts') }}

),

final as (

    select
        actuals.district_code,
        districts.city_code,
        actuals.year,
        actuals.indicator_code,
        actuals.measure,
        actuals.is_point,
        actuals.value,
        actuals.value_low,
        actuals.value_high,
        actuals.unit,
        actuals.observation_ids,
        actuals.figures

    from actuals
    inner join districts on actuals.district_code = districts.district_code
    where
        actuals.measure in ('level', 'change_pct')
        and actuals.area_code is null

)

select * from final
