{{ config(materialized='view') }}

-- Rates, claims and implied values that disagree with another way to the same number.

{% set no_text = 'cast(null as ' ~ dbt.type_string() ~ ')' %}

-- Few rates disagree, so only those become texts.
with changes as (

    select
        changes.*,
        coalesce(changes.change_pct_point, changes.change_abs_point) as change_point,
        {{ shown_number(
            'coalesce(changes.change_pct_point, changes.change_abs_point)', 'changes.unit'
        ) }} as rate_shown,
        {{ shown_number('changes.change_low', 'changes.unit') }} as low_shown,
        {{ shown_number('changes.change_high', 'changes.unit') }} as high_shown
    from {{ ref('int_changes_collected') }} as changes
    inner join {{ ref('int_changes_compared') }} as compared
        on changes.growth_id = compared.growth_id
    where compared.agreement = 'inconsistent'

),

targets_attained as (

    select
        *,
        {{ interval_difference('attainment', 'claimed', 'claim_gap') }},
        {{ shown_number('claimed_pct', "'%'") }} as claim_shown,
        {{ shown_number('attainment_point', "'%'") }} as attainment_shown
    from {{ ref('int_targets_attained') }}
    where claim_agreement = 'inconsistent'

),

implied_values as (

    select
        *,
        {{ shown_number('shown_low', 'unit') }} as low_shown,
        {{ shown_number('shown_high', 'unit') }} as high_shown
    from {{ ref('int_values_implied') }}

),

rates as (

    select
        changes.indicator_code,
        changes.place_key,
        changes.from_year,
        changes.to_year,
        changes.period,
        {{ text_list(
            "coalesce(changes.rate_observation_ids, concat("
            ~ "changes.from_observation_ids, ', ', changes.to_observation_ids))"
        ) }} as observation_ids,
        {{ text_list(
            "concat(changes.source, ' ', coalesce(changes.rate_shown, "
            ~ interval_text('changes.low_shown', 'changes.high_shown') ~ "))"
        ) }} as rates_en,
        {{ text_list(
            "concat(sources.label_zh, coalesce(changes.rate_shown, "
            ~ interval_text('changes.low_shown', 'changes.high_shown', 'zh') ~ "))"
        ) }} as rates_zh,
        {{ interval_spread('changes.change', 'gap') }}
    from changes
    inner join {{ ref('stg_codelists') }} as sources
        on changes.source = sources.code and sources.codelist = 'growth_source'
    group by
        changes.indicator_code,
        changes.place_key,
        changes.from_year,
        changes.to_year,
        changes.period

),

final as (

    select
        'growth_mismatch' as kind,
        observations.document_id,
        rates.place_key,
        concat(
            rates.indicator_code, '-', replace(rates.place_key, '/', '-'), '-',
            cast(rates.from_year as {{ dbt.type_string() }}), '-',
            cast(rates.to_year as {{ dbt.type_string() }}),
            case rates.period when 'year' then '' else concat('-', rates.period) end
        ) as subject,
        rates.observation_ids,
        {{ no_text }} as under_truncation,
        rates.gap_point,
        rates.gap_low,
        rates.gap_high,
        'pp' as gap_unit,
        {{ both_languages(
            "concat('one rate of ', indicators.indicator_en)",
            "concat(indicators.indicator, '只有一个增长率')"
        ) }} as expected,
        {{ both_languages('rates.rates_en', "replace(rates.rates_zh, ', ', '、')") }} as found
    from rates
    inner join {{ ref('stg_indicators') }} as indicators
        on rates.indicator_code = indicators.indicator_code
    left join {{ ref('int_observations_assembled') }} as observations
        on split_part(rates.observation_ids, ', ', 1) = observations.observation_id

    union all

    select
        'claim_mismatch' as kind,
        targets_classified.document_id,
        targets_classified.place_key,
        targets_attained.target_observation_id as subject,
        concat(
            targets_attained.target_observation_id, ', ',
            targets_judged.actual_observation_id
        ) as observation_ids,
        {{ no_text }} as under_truncation,
        targets_attained.claim_gap_point as gap_point,
        targets_attained.claim_gap_low as gap_low,
        targets_attained.claim_gap_high as gap_high,
        'pp' as gap_unit,
        {{ both_languages(
            "coalesce(claims.label_en, targets_attained.claim_shown || ' attained', 'what the document claims')",
            "coalesce(claims.label_zh, '完成' || targets_attained.claim_shown, '文件所称的结果')"
        ) }} as expected,
        {{ both_languages(
            "concat_ws(', ', verdicts.label_en, targets_attained.attainment_shown || ' attained')",
            "concat_ws('，', verdicts.label_zh, '完成' || targets_attained.attainment_shown)"
        ) }} as found
    from targets_attained
    inner join {{ ref('int_targets_judged') }} as targets_judged
        on targets_attained.target_observation_id = targets_judged.target_observation_id
    inner join {{ ref('int_targets_classified') }} as targets_classified
        on targets_attained.target_observation_id = targets_classified.target_observation_id
    inner join {{ ref('stg_codelists') }} as verdicts
        on targets_judged.verdict = verdicts.code and verdicts.codelist = 'verdict'
    left join {{ ref('stg_codelists') }} as claims
        on targets_classified.claimed_verdict = claims.code and claims.codelist = 'verdict'

    union all

    select
        'implied_mismatch' as kind,
        {{ no_text }} as document_id,
        implied_values.place_key,
        implied_values.implied_value_id as subject,
        concat_ws(
            ', ', implied_values.input_observation_ids,
            coalesce(alternatives.input_observation_ids, values_compared.compared_with)
        ) as observation_ids,
        values_compared.under_truncation,
        values_compared.gap_point,
        values_compared.gap_low,
        values_compared.gap_high,
        implied_values.unit as gap_unit,
        {{ both_languages(
            "coalesce(prints.figure, " ~ interval_text('alternatives.low_shown', 'alternatives.high_shown') ~ ")",
            "coalesce(prints.figure, " ~ interval_text('alternatives.low_shown', 'alternatives.high_shown', 'zh') ~ ")"
        ) }} as expected,
        {{ both_languages(
            interval_text('implied_values.low_shown', 'implied_values.high_shown'),
            interval_text('implied_values.low_shown', 'implied_values.high_shown', 'zh')
        ) }} as found
    from {{ ref('int_values_compared') }} as values_compared
    inner join implied_values
        on values_compared.implied_value_id = implied_values.implied_value_id
    left join implied_values as alternatives
        on values_compared.compared_with = alternatives.implied_value_id
    left join {{ ref('int_observations_assembled') }} as prints
        on values_compared.compared_with = prints.observation_id
    left join {{ ref('int_values_compared') }} as mirrored
        on
            values_compared.implied_value_id = mirrored.compared_with
            and values_compared.compared_with = mirrored.implied_value_id
    -- Sums of parts are compared with their printed whole in int_sums_checked.
    where
        values_compared.agreement = 'inconsistent'
        and coalesce(values_compared.implied_value_id < mirrored.implied_value_id, true)
        and implied_values.method <> 'sum_of_parts'

)

select * from final
