with indicators as (

    select * from {{ ref('stg_indicators') }}

),

concepts as (

    select * from {{ ref('stg_concepts') }}

),

final as (

    select
        indicators.indicator_code,
        indicators.indicator,
        indicators.indicator_en,
        indicators.concept_code,
        concepts.concept,
        concepts.concept_en,
        concepts.theme,
        indicators.unit,
        indicators.basis,
        indicators.subject,
        indicators.direction,
        indicators.funder,
        indicators.funding_stage,
        indicators.definition_en,
        indicators.definition_zh,
        indicators.is_headline

    from indicators
    inner join concepts on indicators.concept_code = concepts.concept_code

)

select * from final
