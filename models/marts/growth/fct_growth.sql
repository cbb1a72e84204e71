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
        -- place
        places.city_code,
        places.district_code,
        places.district,
        places.area_code,
        places.area,

        -- time
        changes.from_year,
        changes.to_year,
        changes.period,
        changes.prices,

        -- indicator
        changes.indicator_code,
        indicators.indicator,
        indicators.concept,
        indicators.theme,
        changes.source,
        changes.basis,
        indicators.is_headline,

        -- value
        changes.change_pct,
        changes.change_low,
        changes.change_high,
        changes.unit,
        changes.change_abs,
        changes.change_abs_low,
        changes.change_abs_high,
        changes.change_abs_unit,
        changes.cagr_pct,
        changes.cagr_low,
        changes.cagr_high,
        changes_compared.agreement,
        {{ in_english('changes.caveat') }} as caveat_en,
        {{ in_chinese('changes.caveat') }} as caveat_zh,

        -- evidence
        changes.from_observation_ids,
        changes.from_figure,
        changes.to_observation_ids,
        changes.to_figure,
        changes.rate_observation_ids,
        changes.rate_figure,
        changes.growth_id

    from changes
    inner join indicators on changes.indicator_code = indicators.indicator_code
    left join places on changes.place_key = places.place_key
    left join changes_compared
        on
            changes.indicator_code = changes_compared.indicator_code
            and changes.place_key = changes_compared.place_key
            and changes.from_year = changes_compared.from_year
            and changes.to_year = changes_compared.to_year
            and changes.period = changes_compared.period
            and changes.prices = 'nominal'

)

select * from final
