with compared as (

    select * from {{ ref('int_levels_compared') }}

),

final as (

    select
        -- key
        {{ comparison_id() }} as comparison_id,

        -- place and time
        places_a.district_code as district_code_a,
        places_a.district as district_a,
        places_a.district_en as district_a_en,
        places_b.district_code as district_code_b,
        places_b.district as district_b,
        places_b.district_en as district_b_en,
        compared.year_a,
        compared.year_b,

        -- indicator
        a.measure,
        a.indicator_code as indicator_code_a,
        indicators_a.indicator as indicator_a,
        b.indicator_code as indicator_code_b,
        indicators_b.indicator as indicator_b,
        concat_ws(
            ' / ',
            indicators_a.indicator_en,
            nullif(indicators_b.indicator_en, indicators_a.indicator_en)
        ) as indicators_en,

        -- value
        a.figures as figure_a,
        b.figures as figure_b,
        compared.difference_point as difference,
        compared.difference_low,
        compared.difference_high,
        compared.ratio_point as ratio,
        compared.ratio_low,
        compared.ratio_high,
        compared.unit,

        -- verdict
        compared.grade,
        compared.relation,
        compared.is_best,

        -- caveat
        compared.reasons,
        {{ in_english('compared.caveat') }} as caveat_en,
        {{ in_chinese('compared.caveat') }} as caveat_zh

    from {{ both_sides('compared') }}

)

select * from final
