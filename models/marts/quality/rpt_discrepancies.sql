with findings as (

    select * from {{ ref('int_findings_collected') }}

),

places as (

    select * from {{ ref('int_places_listed') }}

),

indicators as (

    select * from {{ ref('dim_indicators') }}

),

explanations as (

    select * from {{ ref('dim_codelists') }}
    where codelist = 'discrepancy_explanation'

),

resolutions as (

    select * from {{ ref('dim_codelists') }}
    where codelist = 'discrepancy_resolution'

),

final as (

    select
        -- key
        findings.discrepancy_id,
        findings.document_id,

        -- place and time
        places.district_code,
        places.district,
        places.district_en,
        findings.year,

        -- indicator
        findings.indicator_code,
        indicators.indicator,
        indicators.indicator_en,
        indicators.is_headline,

        -- what does not fit
        findings.kind,
        findings.severity,
        findings.gap_point as gap,
        findings.gap_low,
        findings.gap_high,
        findings.gap_unit,
        {{ in_english('findings.expected') }} as expected_en,
        {{ in_chinese('findings.expected') }} as expected_zh,
        {{ in_english('findings.found') }} as found_en,
        {{ in_chinese('findings.found') }} as found_zh,
        findings.under_rounding,
        findings.under_truncation,
        resolutions.definition_en as resolution_en,
        resolutions.definition_zh as resolution_zh,
        coalesce({{ in_english('findings.note') }}, explanations.definition_en) as explanation_en,
        coalesce({{ in_chinese('findings.note') }}, explanations.definition_zh) as explanation_zh

    from findings
    left join indicators on findings.indicator_code = indicators.indicator_code
    left join places on findings.place_key = places.place_key
    left join explanations on findings.kind = explanations.code
    left join resolutions on findings.resolution_code = resolutions.code

)

select * from final
