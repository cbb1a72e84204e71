with observations as {{ not_materialized() }} (

    select * from {{ ref('int_observations_assembled') }}

),

keyed as {{ not_materialized() }} (

    select
        *,
        {{ place_key() }} as place_key,
        coalesce(year, 0) as year_key
    from observations

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

-- First prints of one document that say different things of one thing.
rival_groups as (

    select
        document_id,
        indicator_code,
        place_key,
        year_key,
        kind,
        measure,
        min(observation_id) as first_observation_id
    from keyed
    where repeat_of is null
    group by document_id, indicator_code, place_key, year_key, kind, measure
    having count(*) > 1

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
        observations.note,
        case
            when rival_groups.first_observation_id <> observations.observation_id
                then rival_groups.first_observation_id
        end as rival_of

    from keyed as observations
    inner join documents
        on observations.document_id = documents.document_id
    inner join indicators
        on observations.indicator_code = indicators.indicator_code
    left join rival_groups
        on
            observations.document_id = rival_groups.document_id
            and observations.indicator_code = rival_groups.indicator_code
            and observations.place_key = rival_groups.place_key
            and observations.year_key = rival_groups.year_key
            and observations.kind = rival_groups.kind
            and observations.measure = rival_groups.measure
            and observations.repeat_of is null
    left join districts
        on observations.district_code = districts.district_code
    left join areas
        on observations.area_code = areas.area_code

)

select * from final
