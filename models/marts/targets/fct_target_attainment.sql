with targets as (

    select * from {{ ref('int_targets_classified') }}

),

judged as (

    select * from {{ ref('int_targets_judged') }}

),

attained as (

    select * from {{ ref('int_targets_attained') }}

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

final as (

    select
        -- keys
        targets.target_observation_id,
        targets.document_id,

        -- place
        places.district_code,
        places.district,
        places.area_code,

        -- time
        targets.plan_year,
        targets.target_year,
        judged.as_of_date,

        -- indicator
        targets.indicator_code,
        indicators.indicator,
        indicators.is_headline,
        targets.kind,
        targets.is_implied,
        targets.target_kind,
        targets.strength,

        -- target
        targets.figure as target_figure,
        targets.value as target_value,
        targets.value_low as target_low,
        targets.value_high as target_high,
        targets.unit,

        -- outcome
        judged.actual_figure,
        attained.attainment_point as attainment_pct,
        attained.attainment_low,
        attained.attainment_high,

        -- verdict
        attained.outcome_state,
        judged.verdict,
        judged.verdict_reason,

        -- caveat
        linked.quality,
        {{ in_english('linked.caveat') }} as caveat_en,
        {{ in_chinese('linked.caveat') }} as caveat_zh

    from targets
    inner join judged on targets.target_observation_id = judged.target_observation_id
    inner join attained on targets.target_observation_id = attained.target_observation_id
    inner join linked on targets.target_observation_id = linked.target_observation_id
    inner join indicators on targets.indicator_code = indicators.indicator_code
    left join places on targets.place_key = places.place_key

)

select * from final
