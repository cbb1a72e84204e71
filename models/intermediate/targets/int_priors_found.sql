-- What was known before the year of a target. Of a level: the last printed one of its indicator, and where they are later, the
-- last implied one and the last printed one of a related definition. Of a change or a place: the last one over as many years.
-- A break in the place or in the definition since then is in the note.

with targets as (

    select * from {{ ref('int_targets_classified') }}

),

indicator_pairs as (

    select * from {{ ref('int_indicators_paired') }}
    where grade in ('B', 'C') or indicator_code_a = indicator_code_b

),

levels as (

    select * from {{ ref('int_levels_resolved') }}

),

outcomes as (

    select * from {{ ref('int_outcomes_collected') }}
    where measure <> 'level'

),

earlier as (

    select
        targets.target_observation_id,
        levels.indicator_code,
        levels.year,
        levels.value,
        levels.value_point,
        levels.value_low,
        levels.value_high,
        levels.observation_ids,
        levels.figures,
        levels.note,
        levels.implied_value_id,
        case
            when targets.indicator_code <> levels.indicator_code then 'related'
            when levels.method = 'printed' then 'printed'
            else 'implied'
        end as source
    from targets
    inner join indicator_pairs
        on targets.indicator_code = indicator_pairs.indicator_code_a
    inner join levels
        on
            indicator_pairs.indicator_code_b = levels.indicator_code
            and targets.place_key = levels.place_key
            and targets.period = levels.period
            and targets.target_year > levels.year
    where
        targets.measure = 'level'
        and (
            levels.method = 'printed'
            or targets.indicator_code = levels.indicator_code
        )

    union all

    select
        targets.target_observation_id,
        outcomes.indicator_code,
        outcomes.year,
        outcomes.value,
        outcomes.value_point,
        outcomes.value_low,
        outcomes.value_high,
        outcomes.observation_ids,
        outcomes.figures,
        outcomes.note,
        cast(null as {{ dbt.type_string() }}) as implied_value_id,
        'printed' as source
    from targets
    inner join outcomes
        on
            targets.indicator_code = outcomes.indicator_code
            and targets.place_key = outcomes.place_key
            and targets.period = outcomes.period
            and targets.measure = outcomes.measure
            and coalesce(targets.rank_group, '') = coalesce(outcomes.rank_group, '')
            and targets.target_year > outcomes.year
            and coalesce(targets.target_year - targets.base_year, 0)
            = coalesce(outcomes.year - outcomes.base_year, 0)

),

ranked as (

    select
        *,
        row_number() over (
            partition by target_observation_id, source
            order by year desc, indicator_code asc
        ) as recency
    from earlier

),

latest as (

    select * from ranked
    where recency = 1

),

broken as (

    select
        latest.target_observation_id,
        latest.source,
        {{ sentence_list('breaks.caveat') }} as caveat
    from latest
    inner join targets
        on latest.target_observation_id = targets.target_observation_id
    inner join {{ ref('int_breaks_listed') }} as breaks
        on
            {{ is_broken('targets', 'breaks') }}
            and {{ crosses_break('breaks', 'latest.year', 'targets.target_year') }}
    group by latest.target_observation_id, latest.source

),

noted as (

    select
        latest.*,
        {{ sentences(['latest.note', 'broken.caveat']) }} as full_note
    from latest
    left join broken
        on
            latest.target_observation_id = broken.target_observation_id
            and latest.source = broken.source

),

final as (

    select
        targets.target_observation_id,
        printed.year as prior_actual_year,
        printed.value as prior_actual_value,
        printed.value_point as prior_actual_point,
        printed.value_low as prior_actual_low,
        printed.value_high as prior_actual_high,
        printed.observation_ids as prior_actual_observation_id,
        printed.figures as prior_actual_figure,
        printed.full_note as prior_note,
        implied.year as implied_prior_year,
        {{ interval_in_digits('implied.value', 'implied_shown') }},
        implied.value_point as implied_prior_point,
        implied.value_low as implied_prior_low,
        implied.value_high as implied_prior_high,
        implied.implied_value_id as implied_prior_id,
        implied.full_note as implied_prior_note,
        related.year as related_prior_year,
        related.figures as related_prior_figure,
        related.observation_ids as related_prior_observation_id,
        related.indicator_code as related_prior_indicator_code,
        related.full_note as related_prior_note

    from targets
    left join noted as printed
        on
            targets.target_observation_id = printed.target_observation_id
            and printed.source = 'printed'
    left join noted as implied
        on
            targets.target_observation_id = implied.target_observation_id
            and implied.source = 'implied'
            and implied.year > coalesce(printed.year, 0)
    left join noted as related
        on
            targets.target_observation_id = related.target_observation_id
            and related.source = 'related'
            and related.year > coalesce(printed.year, 0)

)

select * from final
