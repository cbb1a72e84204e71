with graded as (

    select * from {{ ref('int_levels_graded') }}
    where grade = 'D'

),

levels as (

    select * from {{ ref('int_levels_numbered') }}

),

indicators as (

    select * from {{ ref('dim_indicators') }}

),

places as (

    select * from {{ ref('int_places_listed') }}

),

final as (

    select
        -- place and time
        places_a.district_code as district_code_a,
        places_a.district as district_a,
        places_b.district_code as district_code_b,
        places_b.district as district_b,
        graded.year_a,
        graded.year_b,

        -- indicator
        indicators_a.concept,
        a.measure,
        a.indicator_code as indicator_code_a,
        indicators_a.indicator as indicator_a,
        b.indicator_code as indicator_code_b,
        indicators_b.indicator as indicator_b,

        -- value
        a.figures as figure_a,
        a.value as value_a,
        a.unit as unit_a,
        b.figures as figure_b,
        b.value as value_b,
        b.unit as unit_b,

        -- caveat and evidence
        graded.reasons,
        {{ in_english('graded.caveat') }} as caveat_en,
        {{ in_chinese('graded.caveat') }} as caveat_zh,
        concat(a.observation_ids, ', ', b.observation_ids) as observation_ids

    from graded
    inner join levels as a
        on graded.series_id_a = a.series_id and graded.year_a = a.year
    inner join levels as b
        on graded.series_id_b = b.series_id and graded.year_b = b.year
    inner join indicators as indicators_a
        on a.indicator_code = indicators_a.indicator_code
    inner join indicators as indicators_b
        on b.indicator_code = indicators_b.indicator_code
    inner join places as places_a on a.place_key = places_a.place_key
    inner join places as places_b on b.place_key = places_b.place_key

)

select * from final
