with graded as (

    select * from {{ ref('int_levels_graded') }}
    where grade = 'D'

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
        graded.year_a,
        graded.year_b,

        -- indicator
        indicators_a.concept,
        indicators_a.concept_en,
        a.measure,
        a.indicator_code as indicator_code_a,
        indicators_a.indicator as indicator_a,
        indicators_a.indicator_en as indicator_a_en,
        b.indicator_code as indicator_code_b,
        indicators_b.indicator as indicator_b,
        indicators_b.indicator_en as indicator_b_en,

        -- value
        a.figures as figure_a,
        a.value as value_a,
        a.unit as unit_a,
        b.figures as figure_b,
        b.value as value_b,
        b.unit as unit_b,

        -- caveat
        'do_not_use' as quality,
        graded.reasons,
        {{ in_english('graded.caveat') }} as caveat_en,
        {{ in_chinese('graded.caveat') }} as caveat_zh

    from {{ both_sides('graded') }}

)

select * from final
