-- Everything that a target is held against, a row each: its outcome, what is known of a part of it, what the document claims, the
-- last levels before it, the level that a change leads to, the last target of the same thing, and the targets of the same figure.

{% set no_text = 'cast(null as ' ~ dbt.type_string() ~ ')' %}
{% set number = 'cast(null as decimal(38, 6))' %}
-- Of each row: where it comes from, whether it exists, and its columns; what is not named is null.
{% set rows = {
    'outcome': {
        'exists': 'judged.actual_observation_id is not null',
        'year': 'targets.target_year', 'period': 'targets.period', 'figure': 'judged.actual_figure',
        'value': 'judged.actual_value', 'value_low': 'judged.actual_low', 'value_high': 'judged.actual_high',
        'ratio_pct': 'attained.attainment_point', 'ratio_low': 'attained.attainment_low',
        'ratio_high': 'attained.attainment_high',
        'difference': 'attained.gap_point', 'difference_low': 'attained.gap_low',
        'difference_high': 'attained.gap_high', 'result': 'judged.verdict',
    },
    'progress': {
        'exists': 'attained.progress_period is not null',
        'year': 'targets.target_year', 'period': 'attained.progress_period', 'figure': 'attained.progress_figure',
        'value': 'attained.progress_value', 'value_low': 'attained.progress_low',
        'value_high': 'attained.progress_high',
        'ratio_pct': 'attained.progress_pct_point', 'ratio_low': 'attained.progress_pct_low',
        'ratio_high': 'attained.progress_pct_high',
    },
    'claim': {
        'exists': 'attained.claim_agreement is not null',
        'year': 'targets.target_year', 'period': 'targets.period', 'figure': 'attained.claim_figure',
        'claimed_verdict': 'targets.claimed_verdict',
        'ratio_pct': 'attained.claimed_pct', 'ratio_low': 'attained.claimed_low',
        'ratio_high': 'attained.claimed_high', 'result': 'attained.claim_agreement',
    },
    'joint_targets': {
        'exists': 'linked.joint_verdict is not null',
        'year': 'targets.target_year', 'period': 'targets.period', 'figure': 'targets.figure',
        'result': 'linked.joint_verdict',
    },
    'prior_printed': {
        'exists': 'priors.prior_actual_year is not null',
        'year': 'priors.prior_actual_year', 'period': 'targets.period', 'figure': 'priors.prior_actual_figure',
        'value': 'priors.prior_actual_value', 'value_low': 'priors.prior_actual_low',
        'value_high': 'priors.prior_actual_high',
        'ratio_pct': 'ambitions.printed_ratio_point', 'ratio_low': 'ambitions.printed_ratio_low',
        'ratio_high': 'ambitions.printed_ratio_high',
        'difference': 'ambitions.printed_difference_point', 'difference_low': 'ambitions.printed_difference_low',
        'difference_high': 'ambitions.printed_difference_high', 'result': 'ambitions.printed_ambition',
        'note': 'priors.prior_note',
    },
    'prior_implied': {
        'exists': 'priors.implied_prior_year is not null',
        'year': 'priors.implied_prior_year', 'period': 'targets.period',
        'value': 'priors.implied_shown_point', 'value_low': 'priors.implied_shown_low',
        'value_high': 'priors.implied_shown_high',
        'ratio_pct': 'ambitions.implied_ratio_point', 'ratio_low': 'ambitions.implied_ratio_low',
        'ratio_high': 'ambitions.implied_ratio_high',
        'difference': 'ambitions.implied_difference_point', 'difference_low': 'ambitions.implied_difference_low',
        'difference_high': 'ambitions.implied_difference_high', 'result': 'ambitions.implied_ambition',
        'note': 'priors.implied_prior_note',
    },
    'prior_related': {
        'exists': 'priors.related_prior_year is not null',
        'year': 'priors.related_prior_year', 'period': 'targets.period', 'figure': 'priors.related_prior_figure',
        'indicator_code': 'priors.related_prior_indicator_code', 'note': 'priors.related_prior_note',
    },
    'prior_target': {
        'exists': 'linked.prior_target_year is not null',
        'year': 'linked.prior_target_year', 'period': 'targets.period', 'figure': 'linked.prior_target_figure',
        'value': 'linked.prior_target_value', 'value_low': 'linked.prior_target_low',
        'value_high': 'linked.prior_target_high',
    },
    'level_asked': {
        'exists': 'ambitions.target_level_low is not null or ambitions.target_level_high is not null',
        'year': 'targets.target_year', 'period': 'targets.period',
        'value': 'ambitions.target_level_point', 'value_low': 'ambitions.target_level_low',
        'value_high': 'ambitions.target_level_high', 'note': 'ambitions.target_level_note',
    },
} %}

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

final as (

    {% for held_against, columns in rows.items() %}
    select
        targets.target_observation_id,
        '{{ held_against }}' as held_against,
        {{ columns.year }} as year,
        {{ columns.period }} as period,
        {{ columns.indicator_code | default('targets.indicator_code') }} as indicator_code,
        {{ columns.figure | default(no_text) }} as figure,
        {% for column in [
            'value', 'value_low', 'value_high', 'ratio_pct', 'ratio_low', 'ratio_high',
            'difference', 'difference_low', 'difference_high',
        ] %}
        {{ columns[column] | default(number) }} as {{ column }},
        {% endfor %}
        {{ 'attained.gap_unit' if columns.difference else no_text }} as difference_unit,
        {{ columns.claimed_verdict | default(no_text) }} as claimed_verdict,
        {{ columns.result | default(no_text) }} as result,
        {{ columns.note | default(no_text) }} as note
    from targets
    inner join judged on targets.target_observation_id = judged.target_observation_id
    inner join attained on targets.target_observation_id = attained.target_observation_id
    inner join priors on targets.target_observation_id = priors.target_observation_id
    inner join ambitions on targets.target_observation_id = ambitions.target_observation_id
    inner join linked on targets.target_observation_id = linked.target_observation_id
    where {{ columns.exists }}
    {{ 'union all' if not loop.last }}
    {% endfor %}

)

select * from final
