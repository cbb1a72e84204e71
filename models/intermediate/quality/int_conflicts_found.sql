{{ config(materialized='view') }}

-- Figures that say different things of one thing: those of one document, gathered at the first of them, those of an
-- earlier document, gathered at the one that took their place, and targets that a later document restates, gathered there.

with observations as {{ materialized(false) }} (

    select
        *,
        case when bound in ('exact', 'rounded') then value end as value_point
    from {{ ref('int_observations_assembled') }}

),

indicators as (

    select * from {{ ref('stg_indicators') }}

),

linked as (

    select * from {{ ref('int_targets_linked') }}
    where restated_target_ids is not null

),

restated as (

    {{ split_list('linked', ['target_observation_id'], 'restated_target_ids') }}

),

members as (

    select
        *,
        conflicts_with as first_observation_id,
        'conflict' as relation
    from observations
    where conflicts_with is not null

    union all

    select
        *,
        superseded_by as first_observation_id,
        'revision' as relation
    from observations
    where superseded_by is not null

    union all

    select
        observations.*,
        restated.target_observation_id as first_observation_id,
        'restated' as relation
    from observations
    inner join restated on observations.observation_id = restated.item

),

gathered as (

    select * from members

    union all

    select distinct
        observations.*,
        observations.observation_id as first_observation_id,
        members.relation
    from observations
    inner join members
        on observations.observation_id = members.first_observation_id

),

conflicts as (

    select
        first_observation_id,
        relation,
        min(document_id) as document_id,
        min(indicator_code) as indicator_code,
        min(place_key) as place_key,
        min(year) as year,
        min(kind) as kind,
        min(measure) as measure,
        {{ text_list('observation_id') }} as observation_ids,
        {{ text_list('figure') }} as figures,
        min(unit) as gap_unit,
        {{ interval_spread('value', 'gap') }}
    from gathered
    group by first_observation_id, relation

),

final as (

    select
        conflicts.document_id,
        conflicts.place_key,
        conflicts.observation_ids,
        conflicts.gap_point,
        conflicts.gap_low,
        conflicts.gap_high,
        conflicts.gap_unit,
        {{ both_languages("conflicts.figures", "replace(conflicts.figures, ', ', '、')") }} as found,
        case
            when conflicts.relation = 'revision' then 'revision'
            when conflicts.relation = 'restated' then 'target_restated'
            when conflicts.kind = 'actual' then 'rival_figures'
            else 'target_conflict'
        end as kind,
        concat(
            conflicts.document_id, '-', conflicts.indicator_code, '-',
            split_part(conflicts.place_key, '/', 2), '-',
            coalesce(cast(conflicts.year as {{ dbt.type_string() }}), ''), '-',
            conflicts.measure
        ) as subject,
        {{ both_languages(
            "concat('one value of ', indicators.indicator_en)",
            "concat(indicators.indicator, '只有一个数值')"
        ) }} as expected

    from conflicts
    inner join indicators
        on conflicts.indicator_code = indicators.indicator_code

)

select * from final
