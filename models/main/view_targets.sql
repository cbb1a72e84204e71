{{ config(alias='fct_target_attainment') }}

-- What was promised and what became of it: no forecast, and no target that only a completion rate implies.

with targets as (

    select * from {{ ref('fct_target_attainment') }}

),

indicators as (

    select * from {{ ref('dim_indicators') }}

),

codelists as (

    select * from {{ ref('dim_codelists') }}

),

final as (

    select
        targets.target_observation_id,
        targets.document_id,
        targets.district_code,
        targets.district,
        targets.area,
        targets.plan_year,
        targets.target_year,
        targets.as_of_date,
        targets.indicator_code,
        targets.indicator,
        indicators.indicator_en,
        indicators.is_headline,
        targets.strength,
        targets.target_kind,
        targets.target_figure,
        {{ shown_interval(
            'targets.target_low', 'targets.target_high', 'targets.unit', 'en', 'units.label_en'
        ) }} as target_text_en,
        targets.actual_figure,
        targets.unit,
        targets.attainment_pct,
        targets.verdict,
        verdicts.label_zh as verdict_zh,
        verdicts.label_en as verdict_en,
        targets.verdict_reason_zh,
        targets.verdict_reason_en,
        coalesce(targets.ambition, targets.implied_ambition) as ambition,
        targets.caveat_zh,
        targets.caveat_en,
        targets.actual_observation_id,
        targets.char_start

    from targets
    inner join indicators on targets.indicator_code = indicators.indicator_code
    inner join codelists as verdicts
        on targets.verdict = verdicts.code and verdicts.codelist = 'verdict'
    left join codelists as units
        on targets.unit = units.code and units.codelist = 'unit'
    where targets.kind = 'target' and not targets.is_implied

)

select * from final
