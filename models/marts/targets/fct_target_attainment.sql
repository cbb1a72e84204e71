with targets as (

    select * from {{ ref('int_targets_classified') }}

),

judged as (

    select * from {{ ref('int_targets_judged') }}

),

attained as (

    select * from {{ ref('int_targets_attained') }}

),

priors as (

    select * from {{ ref('int_priors_found') }}

),

ambitions as (

    select * from {{ ref('int_ambitions_measured') }}

),

linked as (

    select * from {{ ref('int_targets_linked') }}

),

indicators as (

    select * from {{ ref('dim_indicators') }}

),

places as (

    select * from {{ ref('int_places_listed') }}

),

prints as (

    select
        observations.observation_id,
        documents.source_file,
        observations.char_start,
        observations.char_end
    from {{ ref('int_observations_assembled') }} as observations
    inner join {{ ref('dim_documents') }} as documents
        on observations.document_id = documents.document_id

),

final as (

    select
        -- keys
        targets.target_observation_id,
        targets.document_id,
        targets.is_implied,

        -- place
        places.city_code,
        places.district_code,
        places.district,
        places.area_code,
        places.area,

        -- time
        targets.plan_year,
        targets.target_year,
        targets.period,
        targets.base_year,
        judged.as_of_date,

        -- indicator
        targets.indicator_code,
        indicators.indicator,
        indicators.concept,
        indicators.theme,
        targets.kind,
        targets.measure,
        targets.rank_group,
        targets.target_kind,
        targets.strength,

        -- target
        targets.operator,
        targets.figure as target_figure,
        targets.value as target_value,
        targets.value_low as target_low,
        targets.value_high as target_high,
        targets.unit,
        prints.source_file,
        prints.char_start,
        prints.char_end,

        -- outcome
        judged.actual_observation_id,
        judged.actual_figure,
        judged.actual_value,
        judged.actual_low,
        judged.actual_high,
        actual_prints.source_file as actual_source_file,
        actual_prints.char_start as actual_char_start,
        actual_prints.char_end as actual_char_end,
        attained.attainment_point as attainment_pct,
        attained.attainment_low,
        attained.attainment_high,
        attained.gap_point as gap,
        attained.gap_low,
        attained.gap_high,
        attained.gap_unit,
        judged.verdict,
        attained.outcome_state,
        attained.progress_period,
        attained.progress_value,
        attained.progress_low,
        attained.progress_high,
        attained.progress_pct,
        attained.progress_observation_ids,
        linked.joint_verdict,
        targets.claimed_verdict,
        attained.claimed_pct,
        attained.claim_observation_id,

        -- ambition
        priors.prior_actual_year,
        priors.prior_actual_value,
        priors.prior_actual_observation_id,
        ambitions.ambition_pct,
        ambitions.ambition_pp,
        ambitions.ambition,
        ambitions.target_level,
        ambitions.target_level_low,
        ambitions.target_level_high,
        priors.implied_prior_year,
        priors.implied_prior_value,
        priors.implied_prior_low,
        priors.implied_prior_high,
        priors.implied_prior_id,
        ambitions.implied_ambition,
        priors.related_prior_year,
        priors.related_prior_figure,
        priors.related_prior_indicator_code,
        linked.prior_target_observation_id,
        linked.prior_target_year,
        linked.prior_target_figure,

        -- links
        linked.conflicting_target_ids as rival_target_ids,
        linked.promise_target_ids,
        linked.joint_target_ids,
        attained.claim_agreement,
        {{ in_english(sentences(['judged.caveat', 'priors.prior_note'])) }} as caveat_en,
        {{ in_chinese(sentences(['judged.caveat', 'priors.prior_note'])) }} as caveat_zh,
        reasons.definition_en as verdict_reason_en,
        reasons.definition_zh as verdict_reason_zh,
        notes.definition_en as baseline_note_en,
        notes.definition_zh as baseline_note_zh

    from targets
    inner join judged on targets.target_observation_id = judged.target_observation_id
    inner join attained on targets.target_observation_id = attained.target_observation_id
    inner join priors on targets.target_observation_id = priors.target_observation_id
    inner join ambitions on targets.target_observation_id = ambitions.target_observation_id
    inner join linked on targets.target_observation_id = linked.target_observation_id
    inner join indicators on targets.indicator_code = indicators.indicator_code
    left join prints on targets.target_observation_id = prints.observation_id
    left join prints as actual_prints
        on judged.actual_observation_id = actual_prints.observation_id
    left join places on targets.place_key = places.place_key
    left join {{ ref('dim_codelists') }} as reasons
        on judged.verdict_reason = reasons.code and reasons.codelist = 'verdict_reason'
    left join {{ ref('dim_codelists') }} as notes
        on ambitions.baseline_note = notes.code and notes.codelist = 'baseline_note'

)

select * from final
