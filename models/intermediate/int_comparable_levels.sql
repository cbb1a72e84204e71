with actuals as (

    select * from {{ ref('int_actuals') }}

),

indicators as (

    select * from {{ ref('stg_indicators') }}

),

concepts as (

    select * from {{ ref('stg_concepts') }}

),

units as (

    select distinct
        unit,
        dimension
    from {{ ref('stg_units') }}

),

districts as (

    select * from {{ ref('stg_districts') }}

),

final as (

    select
        actuals.district_code,
        districts.district,
        districts.city_code,
        actuals.year,
        actuals.indicator_code,
        indicators.indicator,
        concepts.concept_code,
        concepts.concept,
        concepts.theme,
        indicators.direction,
        actuals.measure,
        actuals.is_point,
        actuals.value,
        actuals.value_low,
        actuals.value_high,
        actuals.unit,
        actuals.observation_ids,
        actuals.figures,
        coalesce(units.dimension, '') as dimension

    from actuals
    inner join indicators
        on actuals.indicator_code = indicators.indicator_code
    inner join concepts on indicators.concept_code = concepts.concept_code
    inner join districts on actuals.district_code = districts.district_code
    left join units on actuals.unit = units.unit
    where
        actuals.measure in ('level', 'change_pct')
        and actuals.area_code is null

)

select * from final
