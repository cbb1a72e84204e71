with implied_values as (

    select * from {{ ref('int_values_implied') }}

),

values_compared as (

    select * from {{ ref('int_values_compared') }}

),

indicators as (

    select * from {{ ref('dim_indicators') }}

),

places as (

    select * from {{ ref('int_places_listed') }}

),

final as (

    select
        -- keys
        implied_values.implied_value_id,

        -- place
        places.district_code,
        places.district,
        places.district_en,
        places.area_code,

        -- time
        implied_values.year,
        implied_values.period,

        -- indicator
        implied_values.indicator_code,
        indicators.indicator,
        indicators.indicator_en,
        implied_values.kind,
        implied_values.basis,
        implied_values.method,

        -- value
        implied_values.shown_point as value,
        implied_values.shown_low as value_low,
        implied_values.shown_high as value_high,
        implied_values.unit,

        -- caveat
        values_compared.agreement,
        values_compared.quality,
        {{ in_english('values_compared.caveat') }} as caveat_en,
        {{ in_chinese('values_compared.caveat') }} as caveat_zh,

        -- evidence
        implied_values.input_figures

    from implied_values
    inner join indicators
        on implied_values.indicator_code = indicators.indicator_code
    inner join values_compared
        on implied_values.implied_value_id = values_compared.implied_value_id
    left join places on implied_values.place_key = places.place_key

)

select * from final
