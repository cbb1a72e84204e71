with changes as (

    select * from {{ ref('int_changes_collected') }}

),

changes_compared as (

    select * from {{ ref('int_changes_compared') }}

),

indicators as (

    select * from {{ ref('dim_indicators') }}

),

places as (

    select * from {{ ref('int_places_listed') }}

),

final as (

    select
        -- key
        changes.growth_id,

        -- place
        places.district_code,
        places.district,
        places.area_code,

        -- time
        changes.from_year,
        changes.to_year,
        changes.period,
        changes.prices,

        -- indicator
        changes.indicator_code,
        indicators.indicator,
        indicators.is_headline,
        changes.source,

        -- value
        changes.change_pct_point as change_pct,
        changes.change_low,
        changes.change_high,
        changes.unit,
        changes.change_abs_point as change_abs,
        changes.change_abs_low,
        changes.change_abs_high,
        changes.change_abs_unit,
        changes.cagr_point as cagr_pct,
        changes.cagr_low,
        changes.cagr_high,

        -- caveat
        changes_compared.agreement,
        changes_compared.quality,
        {{ in_english('changes_compared.caveat') }} as caveat_en,
        {{ in_chinese('changes_compared.caveat') }} as caveat_zh,

        -- evidence
        changes.from_figure,
        changes.to_figure,
        changes.rate_figure

    from changes
    inner join indicators on changes.indicator_code = indicators.indicator_code
    left join places on changes.place_key = places.place_key
    inner join changes_compared on changes.growth_id = changes_compared.growth_id

)

select * from final
