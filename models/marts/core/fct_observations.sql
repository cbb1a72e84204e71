with observations as (

    select * from {{ ref('int_observations') }}

),

documents as (

    select * from {{ ref('dim_documents') }}

),

districts as (

    select * from {{ ref('dim_districts') }}

),

areas as (

    select * from {{ ref('dim_areas') }}

),

indicators as (

    select * from {{ ref('dim_indicators') }}

),

final as (

    select
        -- keys
        observations.observation_id,
        observations.document_id,

        -- place
        observations.district_code,
        districts.district,
        observations.area_code,
        areas.area,

        -- time
        observations.year,

        -- indicator
        observations.indicator_code,
        indicators.indicator,
        indicators.concept_code,
        indicators.concept,
        indicators.theme,
        observations.kind,
        observations.measure,
        observations.basis,
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

        -- notes
        observations.note

    from observations
    inner join documents
        on observations.document_id = documents.document_id
    inner join indicators
        on observations.indicator_code = indicators.indicator_code
    left join districts
        on observations.district_code = districts.district_code
    left join areas
        on observations.area_code = areas.area_code

)

select * from final
