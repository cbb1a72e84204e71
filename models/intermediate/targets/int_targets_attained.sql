-- How much of each target its outcome is, by how much it differs, whether what the document claims
-- of it agrees, and whether anybody could have reported it.

with targets as (

    select * from {{ ref('int_targets_classified') }}

),

outcomes as (

    select * from {{ ref('int_targets_judged') }}

),

claims as (

    select * from {{ ref('int_actuals_combined') }}
    where measure = 'attainment_pct'

),

progress as (

    select * from {{ ref('int_progress_measured') }}
    where is_part

),

documents as (

    select * from {{ ref('stg_documents') }}

),

summaries as (

    select distinct
        district_code,
        covers_year
    from documents
    where document_type = 'summary'

),

joined as (

    select
        targets.target_observation_id,
        targets.is_implied,
        targets.unit,
        targets.claimed_verdict,
        -- What is promised is measured against its threshold, so even "more than 800" has a point.
        targets.value as target_point,
        targets.value_low as target_low,
        targets.value_high as target_high,
        outcomes.actual_point,
        outcomes.actual_low,
        outcomes.actual_high,
        outcomes.verdict,
        outcomes.actual_observation_id,
        progress.part as progress_period,
        progress.observation_ids as progress_observation_ids,
        progress.figures as progress_figure,
        progress.value as progress_value,
        progress.value_point as progress_point,
        progress.value_low as progress_low,
        progress.value_high as progress_high,
        claims.observation_ids as claim_observation_id,
        claims.figures as claim_figure,
        claims.value as claimed_pct,
        claims.value_point as claimed_point,
        claims.value_low as claimed_low,
        claims.value_high as claimed_high,
        summaries.district_code is not null as has_summary,
        -- Of what should be low, less than all is more than was asked for.
        targets.measure = 'level'
        and targets.basis <> 'ratio'
        and not targets.is_less_better as is_amount,
        targets.measure <> 'rank'
        and (targets.unit = '%' or targets.basis = 'ratio') as is_percentage

    from targets
    inner join outcomes
        on targets.target_observation_id = outcomes.target_observation_id
    left join claims
        on
            targets.indicator_code = claims.indicator_code
            and targets.place_key = claims.place_key
            and targets.target_year = claims.year
            and targets.period = claims.period
            and targets.measure = 'level'
    left join progress
        on
            targets.indicator_code = progress.indicator_code
            and targets.place_key = progress.place_key
            and targets.target_year = progress.year
            and targets.period = progress.period
            and targets.measure = progress.measure
            and outcomes.actual_observation_id is null
    left join documents on targets.document_id = documents.document_id
    -- A year that a later plan still promises is reported by the summary of that plan's year.
    left join summaries
        on
            documents.district_code = summaries.district_code
            and summaries.covers_year
            = greatest(targets.plan_year, targets.target_year)

),

divided as (

    select
        *,
        {{ interval_difference('actual', 'target', 'raw_gap') }},
        {{ interval_quotient('actual', 'target', 'quotient', factor=100, decimals=4) }},
        {{ interval_quotient('progress', 'target', 'raw_progress', factor=100, decimals=4) }}
    from joined

),

attained as (

    select
        *,
        {% for end in ['point', 'low', 'high'] %}
        case
            -- The target was derived from the printed rate, so that rate is the attainment.
            when is_implied then claimed_{{ end }}
            when is_amount then quotient_{{ end }}
        end as raw_attainment_{{ end }},
        {% endfor %}
        case when is_percentage then 'pp' else unit end as gap_unit
    from divided

),

final as (

    select
        target_observation_id,
        {{ interval_in_digits('raw_attainment', 'attainment') }},
        {{ interval_in_digits('raw_gap', 'gap') }},
        gap_unit,
        claim_observation_id,
        claim_figure,
        claimed_pct,
        claimed_point,
        claimed_low,
        claimed_high,
        progress_period,
        progress_observation_ids,
        progress_figure,
        progress_value,
        progress_low,
        progress_high,
        {{ interval_in_digits('raw_progress', 'progress_pct', condition='is_amount') }},
        case
            -- The target, or the outcome, was derived from the claim; holding one against the other proves nothing.
            when is_implied or actual_observation_id = claim_observation_id then 'untestable'
            when claimed_pct is not null
                then {{ agreement(
                    'raw_attainment_low', 'raw_attainment_high', 'claimed_low', 'claimed_high'
                ) }}
            when claimed_verdict is null then null
            when verdict = claimed_verdict then 'consistent'
            when verdict in ('exceeded', 'met', 'not_met') then 'inconsistent'
            else 'untestable'
        end as claim_agreement,
        case
            when
                actual_observation_id is not null
                or claimed_pct is not null
                or claimed_verdict is not null
                then 'reported'
            when verdict = 'not_due' then 'not_due'
            when has_summary then 'silent'
            else 'no_document'
        end as outcome_state

    from attained

)

select * from final
