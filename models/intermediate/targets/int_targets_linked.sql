-- Each target with the last of the same thing for an earlier year, and those of the same thing or figure.

{% set same_thing -%}
targets.indicator_code = rivals.indicator_code
            and targets.place_key = rivals.place_key
            and targets.target_year = rivals.target_year
            and targets.period = rivals.period
            and targets.kind = rivals.kind
            and targets.measure = rivals.measure
            and coalesce(targets.base_year, 0) = coalesce(rivals.base_year, 0)
            and coalesce(targets.rank_group, '') = coalesce(rivals.rank_group, '')
{%- endset %}
{% set is_stretch = "coalesce({}.strength = 'stretch', false)" %}

with targets as (

    select
        classified.*,
        judged.verdict,
        judged.caveat
    from {{ ref('int_targets_classified') }} as classified
    inner join {{ ref('int_targets_judged') }} as judged
        on classified.target_observation_id = judged.target_observation_id

),

earlier_ranked as (

    select
        targets.target_observation_id,
        earlier.target_observation_id as prior_target_observation_id,
        earlier.target_year as prior_target_year,
        earlier.figure as prior_target_figure,
        earlier.value as prior_target_value,
        earlier.value_low as prior_target_low,
        earlier.value_high as prior_target_high,
        row_number() over (
            partition by targets.target_observation_id
            order by
                earlier.target_year desc,
                case earlier.strength when 'binding' then 0 else 1 end asc,
                earlier.char_start asc nulls last,
                earlier.target_observation_id asc
        ) as recency
    from targets
    inner join targets as earlier
        on
            targets.indicator_code = earlier.indicator_code
            and targets.place_key = earlier.place_key
            and targets.measure = earlier.measure
            and targets.period = earlier.period
            and coalesce(targets.rank_group, '') = coalesce(earlier.rank_group, '')
            and targets.target_year > earlier.target_year

),

conflicts as (

    select
        targets.target_observation_id,
        {{ text_list('other_targets.target_observation_id') }} as conflicting_target_ids
    from targets
    inner join targets as other_targets
        on
            coalesce(targets.conflicts_with, targets.target_observation_id)
            = coalesce(other_targets.conflicts_with, other_targets.target_observation_id)
            and targets.target_observation_id <> other_targets.target_observation_id
    group by targets.target_observation_id

),

-- What is assured and what is striven for beyond it are two ends of one promise.
promises as (

    select
        targets.target_observation_id,
        {{ text_list('rivals.target_observation_id') }} as promise_target_ids
    from targets
    inner join targets as rivals
        on
            targets.text_id = rivals.text_id
            and {{ same_thing }}
            and {{ is_stretch.format('targets') }} <> {{ is_stretch.format('rivals') }}
    where targets.conflicts_with is null and rivals.conflicts_with is null
    group by targets.target_observation_id

),

-- What a plan promises and a summary, or a later plan, restates as something else.
restated as (

    select
        targets.target_observation_id,
        {{ text_list('rivals.target_observation_id') }} as other_target_ids,
        nullif({{ text_list(
            'case when rivals.document_key < targets.document_key then rivals.target_observation_id end'
        ) }}, '') as restated_target_ids
    from targets
    inner join targets as rivals
        on
            targets.text_id <> rivals.text_id
            and {{ same_thing }}
            and {{ is_stretch.format('targets') }} = {{ is_stretch.format('rivals') }}
            and (targets.value_high < rivals.value_low or targets.value_low > rivals.value_high)
    group by targets.target_observation_id

),

-- A figure that binds several things is kept only when all of them are.
joint as (

    select
        document_id,
        char_start,
        case
            when max(case verdict when 'not_met' then 1 else 0 end) = 1 then 'not_met'
            when min(case when verdict in ('met', 'exceeded') then 1 else 0 end) = 1 then 'met'
            when min(verdict) = max(verdict) then min(verdict)
            else 'indeterminate'
        end as joint_verdict,
        {{ text_list('target_observation_id') }} as joint_target_ids
    from targets
    where not is_implied
    group by document_id, char_start
    having count(*) > 1

),

cautioned as (

    select
        targets.target_observation_id,
        {{ sentences([
            'case when targets.is_implied then texts.implied_target end',
            "case when indicators.subject = 'issuer' then texts.issuer end",
            "case when indicators.definition_en like '%Assumed: %' then texts.assumed_definition end",
            'case when targets.is_only_in_summary then texts.only_in_summary end',
            'case when conflicts.conflicting_target_ids is not null then texts.conflicting_targets end',
            'case when restated.other_target_ids is not null then texts.restated_target end',
            'case when ambitions.baseline_note is not null then texts.baseline_not_printed end',
            "case when coalesce(targets.value_high, targets.value_low) < 0 and targets.measure like '%change%' "
            ~ "and indicators.direction = 'up' then texts.promised_fall end",
            'targets.caveat', 'priors.prior_note', 'priors.implied_prior_note',
        ]) }} as caveat
    from targets
    cross join {{ caveat_texts([
        'implied_target', 'conflicting_targets', 'restated_target', 'baseline_not_printed',
        'promised_fall', 'issuer', 'assumed_definition', 'only_in_summary'
    ]) }} as texts
    inner join {{ ref('stg_indicators') }} as indicators
        on targets.indicator_code = indicators.indicator_code
    inner join {{ ref('int_ambitions_measured') }} as ambitions
        on targets.target_observation_id = ambitions.target_observation_id
    inner join {{ ref('int_priors_found') }} as priors
        on targets.target_observation_id = priors.target_observation_id
    left join conflicts on targets.target_observation_id = conflicts.target_observation_id
    left join restated on targets.target_observation_id = restated.target_observation_id

),

final as (

    select
        targets.target_observation_id,
        {% for column in ['observation_id', 'year', 'figure', 'value', 'low', 'high'] -%}
        earlier_ranked.prior_target_{{ column }},
        {% endfor -%}
        conflicts.conflicting_target_ids,
        restated.other_target_ids,
        restated.restated_target_ids,
        promises.promise_target_ids,
        joint.joint_verdict,
        joint.joint_target_ids,
        cautioned.caveat,
        case when cautioned.caveat is null then 'ok' else 'caution' end as quality
    from targets
    inner join cautioned on targets.target_observation_id = cautioned.target_observation_id
    left join earlier_ranked
        on
            targets.target_observation_id = earlier_ranked.target_observation_id
            and earlier_ranked.recency = 1
    left join conflicts on targets.target_observation_id = conflicts.target_observation_id
    left join restated on targets.target_observation_id = restated.target_observation_id
    left join promises on targets.target_observation_id = promises.target_observation_id
    left join joint
        on targets.document_id = joint.document_id and targets.char_start = joint.char_start

)

select * from final
