with findings as (

    select * from {{ ref('int_findings_collected') }}

),

places as (

    select * from {{ ref('int_places_listed') }}

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
        places.city_code,
        findings.discrepancy_id,
        findings.document_id,
        findings.kind,
        findings.observation_ids,
        findings.expected,
        findings.found,
        findings.under_rounding,
        findings.under_truncation,
        resolutions.definition as resolution,
        coalesce(findings.note, explanations.definition) as explanation

    from findings
    left join places on findings.place_key = places.place_key
    left join explanations on findings.kind = explanations.code
    left join resolutions on findings.resolution_code = resolutions.code

)

select * from final
