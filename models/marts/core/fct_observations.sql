with observations as (

    select * from {{ ref('int_observations_assembled') }}

),

documents as (

    select * from {{ ref('dim_documents') }}

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
        places.area,

        -- time
        observations.year,
        observations.period,
        observations.base_year,

        -- indicator
        observations.indicator_code,
        indicators.indicator,
        indicators.concept_code,
        indicators.concept,
        indicators.theme,
        observations.kind,
        observations.measure,
        observations.basis,
        observations.subject,
        observations.strength,
        observations.rank_group,
        indicators.is_headline,

        -- value
        observations.value,
        observations.value_low,
        observations.value_high,
        observations.bound,
        observations.value_step,
        observations.unit,

        -- evidence
        documents.source_file,
        observations.char_start,
        observations.char_end,
        observations.figure,
        observations.repeat_of,
        observations.conflicts_with,
        observations.conflicts_with as rival_of,
        observations.superseded_by,

        -- notes
        {{ in_english('observations.note') }} as note_en,
        {{ in_chinese('observations.note') }} as note_zh

    from observations
    inner join documents
        on observations.document_id = documents.document_id
    inner join indicators
        on observations.indicator_code = indicators.indicator_code
    inner join places on observations.place_key = places.place_key

)

select * from final
