with indicators as (

    select * from {{ ref('stg_indicators') }}

),

final as (

    select
        indicators.indicator_code,
        indicators.indicator,
        indicators.indicator_en,
        indicators.concept_code,
        indicators.concept,
        indicators.concept_en,
        indicators.theme,
        indicators.unit,
        indicators.counted_one_en,
        indicators.counted_en,
        indicators.basis,
        indicators.subject,
        indicators.direction,
        indicators.funder,
        indicators.funding_stage,
        indicators.definition_en,
        indicators.definition_zh,
        indicators.is_headline

    from indicators

)

select * from final
