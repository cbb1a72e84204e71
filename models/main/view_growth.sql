{{ config(alias='fct_growth') }}

-- How much something grew, with its interval in words; a rate that is refused has a row that says why.

with growth as (

    select
        *,
        -- Of a share the change is in percentage points.
        case unit when 'pp' then change_abs else change_pct end as change
    from {{ ref('fct_growth') }}

),

indicators as (

    select * from {{ ref('dim_indicators') }}

),

codelists as (

    select * from {{ ref('dim_codelists') }}

),

final as (

    select
        growth.growth_id,
        growth.district_code,
        growth.district,
        districts.district_en,
        areas.area,
        areas.area_en,
        growth.from_year,
        growth.to_year,
        growth.period,
        growth.prices,
        growth.indicator_code,
        growth.indicator,
        indicators.indicator_en,
        growth.is_headline,
        growth.source,
        sources.label_zh as source_zh,
        sources.label_en as source_en,
        growth.change_pct,
        growth.change_low,
        growth.change_high,
        growth.unit,
        coalesce(
            {{ shown_number('growth.change', 'growth.unit') }},
            {{ shown_interval('growth.change_low', 'growth.change_high', 'growth.unit') }}
        ) as change_text_zh,
        coalesce(
            {{ shown_number('growth.change', 'growth.unit', 'en', 'units.label_en') }},
            {{ shown_interval(
                'growth.change_low', 'growth.change_high', 'growth.unit', 'en', 'units.label_en'
            ) }}
        ) as change_text_en,
        {{ shown_interval('growth.change_low', 'growth.change_high', 'growth.unit') }}
            as interval_text_zh,
        {{ shown_interval(
            'growth.change_low', 'growth.change_high', 'growth.unit', 'en', 'units.label_en'
        ) }} as interval_text_en,
        growth.cagr_pct,
        growth.cagr_low,
        growth.cagr_high,
        growth.agreement,
        growth.quality,
        growth.caveat_zh,
        growth.caveat_en,
        growth.from_figure,
        growth.to_figure,
        growth.rate_figure

    from growth
    inner join indicators on growth.indicator_code = indicators.indicator_code
    inner join codelists as sources
        on growth.source = sources.code and sources.codelist = 'growth_source'
    left join {{ ref('dim_districts') }} as districts
        on growth.district_code = districts.district_code
    left join {{ ref('dim_areas') }} as areas on growth.area_code = areas.area_code
    left join codelists as units
        on growth.unit = units.code and units.codelist = 'unit'

)

select * from final
