with comparability as (

    select * from {{ ref('stg_comparability') }}

),

indicators as (

    select * from {{ ref('dim_indicators') }}

),

final as (

    select
        a.concept_code,
        a.concept,
        comparability.indicator_code_a,
        a.indicator as indicator_a,
        comparability.indicator_code_b,
        b.indicator as indicator_b,
        comparability.grade,
        comparability.reasons,
        comparability.break_year,
        {{ in_english('comparability.caveat') }} as caveat_en,
        {{ in_chinese('comparability.caveat') }} as caveat_zh

    from comparability
    inner join indicators as a
        on comparability.indicator_code_a = a.indicator_code
    inner join indicators as b
        on comparability.indicator_code_b = b.indicator_code

)

select * from final
