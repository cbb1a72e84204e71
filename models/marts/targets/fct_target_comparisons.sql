with compared as (

    select * from {{ ref('int_targets_compared') }}

),

targets as (

    select * from {{ ref('int_targets_classified') }}

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
        compared.target_observation_id,
        compared.held_against,

        -- place
        places.district_code,
        places.district,
        places.district_en,

        -- target
        targets.target_year,
        target_indicators.indicator as target_indicator,
        target_indicators.indicator_en as target_indicator_en,
        targets.figure as target_figure,

        -- what it is held against
        compared.year,
        compared.period,
        compared.indicator_code,
        indicators.indicator,
        indicators.indicator_en,
        compared.figure,
        compared.value,
        compared.value_low,
        compared.value_high,
        case
            when compared.held_against = 'level_asked' then indicators.unit else targets.unit
        end as unit,

        -- size
        compared.ratio_pct,
        compared.ratio_low,
        compared.ratio_high,
        compared.difference,
        compared.difference_low,
        compared.difference_high,
        compared.difference_unit,

        -- verdict
        compared.claimed_verdict,
        compared.result,
        {{ in_english('compared.note') }} as caveat_en,
        {{ in_chinese('compared.note') }} as caveat_zh

    from compared
    inner join targets
        on compared.target_observation_id = targets.target_observation_id
    inner join indicators on compared.indicator_code = indicators.indicator_code
    inner join indicators as target_indicators
        on targets.indicator_code = target_indicators.indicator_code
    left join places on targets.place_key = places.place_key

)

select * from final
