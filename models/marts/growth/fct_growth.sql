with growth as (

    select * from {{ ref('int_changes_collected') }}

),

indicators as (

    select * from {{ ref('dim_indicators') }}

),

districts as (

    select * from {{ ref('dim_districts') }}

),

areas as (

    select * from {{ ref('dim_areas') }}

),

rates_compared as (

    select * from {{ ref('int_changes_compared') }}

),

caveats as (

    select * from {{ ref('stg_comparability') }}
    where indicator_code_a = indicator_code_b and reasons like '%DEF%'

),

final as (

    select
        -- place
        {{ city_code('growth.district_code', 'growth.area_code') }} as city_code,
        growth.district_code,
        districts.district,
        growth.area_code,
        areas.area,

        -- time
        growth.from_year,
        growth.to_year,

        -- indicator
        growth.indicator_code,
        indicators.indicator,
        indicators.concept,
        indicators.theme,
        growth.source,
        growth.basis,
        indicators.is_headline,

        -- value
        growth.change_pct,
        growth.change_low,
        growth.change_high,
        growth.unit,
        growth.change_abs,
        growth.change_abs_low,
        growth.change_abs_high,
        growth.level_unit as change_abs_unit,
        growth.cagr_pct,
        growth.cagr_low,
        growth.cagr_high,
        rates_compared.agreement,
        case
            when growth.source <> 'printed' then caveats.caveat
        end as caveat,

        -- evidence
        growth.from_observation_ids,
        growth.from_figure,
        growth.to_observation_ids,
        growth.to_figure,
        growth.rate_observation_ids,
        growth.rate_figure,
        concat(
            'growth-', growth.indicator_code, '-', growth.place_key, '-',
            cast(growth.from_year as {{ dbt.type_string() }}), '-',
            cast(growth.to_year as {{ dbt.type_string() }}), '-', growth.source
        ) as growth_id

    from growth
    inner join indicators on growth.indicator_code = indicators.indicator_code
    left join districts on growth.district_code = districts.district_code
    left join areas on growth.area_code = areas.area_code
    left join caveats on growth.indicator_code = caveats.indicator_code_a
    left join rates_compared
        on
            growth.indicator_code = rates_compared.indicator_code
            and growth.place_key = rates_compared.place_key
            and growth.from_year = rates_compared.from_year
            and growth.to_year = rates_compared.to_year

)

select * from final
