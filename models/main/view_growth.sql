{{ config(alias='fct_growth') }}

-- How much something grew, with its interval in words; a rate that is refused has a row that says why.

with growth as (

    select
        *,
        -- Of a share the change is in percentage points.
        case unit when 'pp' then change_abs else change_pct end as change
    from {{ ref('fct_growth') }}

),

-- A printed rate as printed; a computed one in the digits that its interval supports, its ends outward.
rounded as (

    select
        *,
        case
            when source = 'printed' then change
            when change_high - change_low > 0.1 then cast(round(change, 0) as decimal(38, 6))
            when change_high - change_low > 0.01 then cast(round(change, 1) as decimal(38, 6))
            else cast(round(change, 2) as decimal(38, 6))
        end as change_rounded,
        case
            when source = 'printed' or change_low = change_high then change_low
            else cast(floor(change_low * 100) * 0.01 as decimal(38, 6))
        end as low_shown,
        case
            when source = 'printed' or change_low = change_high then change_high
            else cast(ceil(change_high * 100) * 0.01 as decimal(38, 6))
        end as high_shown
    from growth

),

-- 4.63 to 4.91 is no 5: where rounding leaves the interval, the interval stands for the rate.
shown as (

    select
        *,
        case
            when source = 'printed' or change_low = change_high then change_rounded
            when change_rounded between change_low and change_high then change_rounded
        end as change_shown
    from rounded

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
        areas.area,
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
            {{ shown_number('growth.change_shown', 'growth.unit') }},
            {{ shown_interval('growth.low_shown', 'growth.high_shown', 'growth.unit') }}
        ) as change_text_zh,
        coalesce(
            {{ shown_number('growth.change_shown', 'growth.unit', 'en', 'units.label_en') }},
            {{ shown_interval(
                'growth.low_shown', 'growth.high_shown', 'growth.unit', 'en', 'units.label_en'
            ) }}
        ) as change_text_en,
        {{ shown_interval('growth.low_shown', 'growth.high_shown', 'growth.unit') }}
            as interval_text,
        growth.agreement,
        growth.quality,
        growth.caveat_zh,
        growth.caveat_en,
        growth.from_figure,
        growth.to_figure,
        growth.rate_figure

    from shown as growth
    inner join indicators on growth.indicator_code = indicators.indicator_code
    inner join codelists as sources
        on growth.source = sources.code and sources.codelist = 'growth_source'
    left join {{ ref('dim_areas') }} as areas on growth.area_code = areas.area_code
    left join codelists as units
        on growth.unit = units.code and units.codelist = 'unit'

)

select * from final
