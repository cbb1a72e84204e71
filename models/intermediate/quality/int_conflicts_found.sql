{{ config(materialized='view') }}

-- Figures of one document that say different things of one thing, gathered at the first of them.

with observations as (

    select * from {{ ref('int_observations_assembled') }}

),

indicators as (

    select * from {{ ref('stg_indicators') }}

),

first_prints as (

    select distinct conflicts_with as observation_id
    from observations
    where conflicts_with is not null

),

conflicts as (

    select
        first_prints.observation_id as first_observation_id,
        min(observations.document_id) as document_id,
        min(observations.indicator_code) as indicator_code,
        min(observations.place_key) as place_key,
        min(observations.year) as year,
        min(observations.kind) as kind,
        min(observations.measure) as measure,
        {{ text_list('observations.observation_id') }} as observation_ids,
        {{ text_list('observations.figure') }} as figures
    from first_prints
    inner join observations
        on
            first_prints.observation_id
            = coalesce(observations.conflicts_with, observations.observation_id)
    group by first_prints.observation_id

),

final as (

    select
        conflicts.document_id,
        conflicts.place_key,
        conflicts.observation_ids,
        conflicts.figures as found,
        case conflicts.kind
            when 'actual' then 'rival_figures' else 'target_conflict'
        end as kind,
        concat(
            conflicts.document_id, '-', conflicts.indicator_code, '-',
            split_part(conflicts.place_key, '/', 2), '-',
            coalesce(cast(conflicts.year as {{ dbt.type_string() }}), ''), '-',
            conflicts.measure
        ) as subject,
        concat('one value of ', indicators.indicator) as expected

    from conflicts
    inner join indicators
        on conflicts.indicator_code = indicators.indicator_code

)

select * from final
