{{ config(alias='fct_target_attainment') }}

{% set day = 'cast(targets.as_of_date as ' ~ dbt.type_string() ~ ')' %}
{% set is_fall = "(targets.target_kind in ('increment', 'growth_rate')"
    ~ " and coalesce(targets.target_high, targets.target_value) < 0)" %}
{% set implied_zh = shown_interval('targets.target_low', 'targets.target_high', 'targets.unit') %}
{% set implied_en = shown_interval(
    'targets.target_low', 'targets.target_high', 'targets.unit', 'en', english_unit()
) %}

-- What was promised and what became of it: no forecast. A target of which only the completion rate is printed has an interval.

with targets as (

    select * from {{ ref('fct_target_attainment') }}

),

indicators as (

    select * from {{ ref('dim_indicators') }}

),

codelists as (

    select * from {{ ref('dim_codelists') }}

),

-- Against the last printed level; where that leaves it open or is missing, against a later implied one.
ambitions as (

    select
        priors.target_observation_id,
        priors.result as ambition,
        {{ shown_prior('priors', 'zh') }} as last_zh,
        {{ shown_prior('priors', 'en') }} as last_en,
        row_number() over (
            partition by priors.target_observation_id
            order by
                case
                    when priors.held_against = 'prior_printed' and priors.result <> 'indeterminate'
                        then 1
                    when priors.held_against = 'prior_implied' then 2
                    else 3
                end,
                priors.result desc
        ) as place
    from {{ ref('fct_target_comparisons') }} as priors
    inner join indicators on priors.indicator_code = indicators.indicator_code
    left join codelists as units on priors.unit = units.code and units.codelist = 'unit'
    where
        priors.held_against in ('prior_printed', 'prior_implied')
        and priors.result is not null

),

-- As the list of figures that is printed, in English.
outcomes as (

    select
        links.subject_id as target_observation_id,
        {{ text_list(shown_value('observations', 'en')) }} as actual_text_en
    from {{ ref('fct_links') }} as links
    inner join {{ ref('fct_observations') }} as observations
        on links.observation_id = observations.observation_id
    inner join indicators on observations.indicator_code = indicators.indicator_code
    left join codelists as units
        on observations.unit = units.code and units.codelist = 'unit'
    where links.subject = 'target' and links.link_role = 'outcome'
    group by links.subject_id

),

final as (

    select
        targets.target_observation_id,
        targets.document_id,
        targets.district_code,
        targets.district,
        districts.district_en,
        areas.area,
        areas.area_en,
        targets.plan_year,
        targets.target_year,
        targets.as_of_date,
        targets.indicator_code,
        targets.indicator,
        indicators.indicator_en,
        targets.strength,
        targets.target_kind,
        -- A change is not taken for the level that it changes, nor a fall for growth.
        concat(
            case targets.strength when 'stretch' then '力争' else '' end,
            case
                when {{ is_fall }} and observations.bound in ('exact', 'rounded', 'range') then '变动'
                when {{ is_fall }} then ''
                when targets.target_kind = 'increment' then '增加'
                when targets.target_kind = 'growth_rate' then '增长'
                when targets.target_kind = 'maintain' then '保持'
                else ''
            end,
            coalesce({{ shown_value('observations') }}, '推算' || {{ implied_zh }})
        ) as target_text_zh,
        concat(
            case
                when {{ is_fall }} then 'a change of '
                when targets.target_kind = 'increment' then 'an increase of '
                when targets.target_kind = 'growth_rate' then 'growth of '
                when targets.target_kind = 'maintain' then 'to stay '
                else ''
            end,
            coalesce({{ shown_value('observations', 'en') }}, 'implied ' || {{ implied_en }}),
            case targets.strength when 'stretch' then ' (stretch)' else '' end
        ) as target_text_en,
        targets.actual_figure,
        outcomes.actual_text_en,
        targets.attainment_pct,
        targets.verdict,
        -- What is not due is so on one day; a target that a summary states was picked by it.
        concat_ws(
            '', verdicts.label_zh,
            case when targets.verdict = 'not_due' then concat('（截至', {{ day }}, '）') end,
            case documents.document_type when 'summary' then '（目标载于总结）' end,
            case when targets.is_implied then '（目标由完成率推得）' end
        ) as verdict_zh,
        concat_ws(
            '', verdicts.label_en,
            case when targets.verdict = 'not_due' then concat(' (as of ', {{ day }}, ')') end,
            case documents.document_type when 'summary' then ' (target stated in a summary)' end,
            case when targets.is_implied then ' (target implied by a completion rate)' end
        ) as verdict_en,
        reasons.definition_zh as verdict_reason_zh,
        reasons.definition_en as verdict_reason_en,
        ambition_labels.label_zh || '（' || ambitions.last_zh || '）' as ambition_zh,
        ambition_labels.label_en || ' (' || ambitions.last_en || ')' as ambition_en,
        targets.quality,
        {{ caveat_in_full('targets', 'zh') }} as caveat_zh,
        {{ caveat_in_full('targets', 'en') }} as caveat_en

    from targets
    inner join indicators on targets.indicator_code = indicators.indicator_code
    inner join codelists as verdicts
        on targets.verdict = verdicts.code and verdicts.codelist = 'verdict'
    -- Without an outcome, whether the summary of the year is silent or not in the collection says more.
    inner join codelists as reasons
        on
            case targets.verdict
                when 'no_actual' then targets.outcome_state else targets.verdict_reason
            end
            = reasons.code
            and case targets.verdict when 'no_actual' then 'outcome_state' else 'verdict_reason' end
            = reasons.codelist
    left join {{ ref('fct_observations') }} as observations
        on targets.target_observation_id = observations.observation_id
    left join {{ ref('dim_documents') }} as documents
        on targets.document_id = documents.document_id
    left join {{ ref('dim_districts') }} as districts
        on targets.district_code = districts.district_code
    left join {{ ref('dim_areas') }} as areas on targets.area_code = areas.area_code
    left join outcomes
        on targets.target_observation_id = outcomes.target_observation_id
    left join ambitions
        on targets.target_observation_id = ambitions.target_observation_id and ambitions.place = 1
    left join codelists as ambition_labels
        on
            ambitions.ambition = ambition_labels.code
            -- Less of a rise is no fall, more of a number no better place.
            and ambition_labels.codelist = case
                when targets.target_kind = 'rank' then 'ambition_of_rank'
                when {{ is_fall }} then 'ambition_of_fall'
                when
                    targets.target_kind in ('increment', 'growth_rate')
                    and coalesce(targets.target_low, targets.target_value) > 0
                    then 'ambition_of_change'
                else 'ambition'
            end
    left join codelists as units
        on targets.unit = units.code and units.codelist = 'unit'
    where targets.kind = 'target'

)

select * from final
