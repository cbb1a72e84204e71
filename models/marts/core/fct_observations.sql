with observations as (

    select * from {{ ref('int_observations_assembled') }}

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
        observations.observation_id,
        observations.document_id,

        -- place
        places.district_code,
        places.district,
        places.area_code,

        -- time
        observations.year,
        observations.period,
        observations.base_year,

        -- indicator
        observations.indicator_code,
        indicators.indicator,
        indicators.is_headline,
        observations.kind,
        observations.measure,
        observations.subject,
        observations.rank_group,

        -- value
        observations.value,
        observations.value_low,
        observations.value_high,
        observations.bound,
        observations.unit,

        -- caveat
        observations.quality,
        {{ in_english('observations.caveat') }} as caveat_en,
        {{ in_chinese('observations.caveat') }} as caveat_zh,

        -- evidence
        observations.figure,
        observations.char_start,
        observations.char_end,
        observations.repeat_of,
        observations.conflicts_with,
        observations.superseded_by,
        observations.part_of

    from observations
    inner join indicators
        on observations.indicator_code = indicators.indicator_code
    inner join places on observations.place_key = places.place_key

)

select * from final
