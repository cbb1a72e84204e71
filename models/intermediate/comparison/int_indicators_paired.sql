-- Which definitions are compared: one with itself, and every pair that was judged, both ways
-- round. A pair that nobody judged is not here.

with indicators as (

    select * from {{ ref('stg_indicators') }}

),

comparability as (

    select * from {{ ref('stg_comparability') }}

),

final as (

    select
        indicators.indicator_code as indicator_code_a,
        indicators.indicator_code as indicator_code_b,
        comparability.grade,
        comparability.reasons,
        comparability.break_year,
        comparability.caveat
    from indicators
    left join comparability
        on
            indicators.indicator_code = comparability.indicator_code_a
            and indicators.indicator_code = comparability.indicator_code_b

    union all

    select
        indicator_code_a,
        indicator_code_b,
        grade,
        reasons,
        break_year,
        caveat
    from comparability
    where indicator_code_a <> indicator_code_b

    union all

    select
        indicator_code_b as indicator_code_a,
        indicator_code_a as indicator_code_b,
        grade,
        reasons,
        break_year,
        caveat
    from comparability
    where indicator_code_a <> indicator_code_b

)

select * from final
