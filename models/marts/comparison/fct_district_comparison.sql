with compared as (

    select * from {{ ref('int_levels_compared') }}

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
        -- concept
        indicators_a.concept_code,
        indicators_a.concept,
        indicators_a.theme,
        a.measure,

        -- side a
        a.city_code,
        places_a.district_code as district_code_a,
        places_a.district as district_a,
        a.indicator_code as indicator_code_a,
        indicators_a.indicator as indicator_a,
        compared.year_a,
        a.value as value_a,
        a.value_low as value_low_a,
        a.value_high as value_high_a,
        a.unit as unit_a,
        a.figures as figure_a,
        a.observation_ids as observation_ids_a,
        a.printed_rank as rank_a,
        a.rank_group as rank_group_a,

        -- side b
        places_b.district_code as district_code_b,
        places_b.district as district_b,
        b.indicator_code as indicator_code_b,
        indicators_b.indicator as indicator_b,
        compared.year_b,
        b.value as value_b,
        b.value_low as value_low_b,
        b.value_high as value_high_b,
        b.unit as unit_b,
        b.figures as figure_b,
        b.observation_ids as observation_ids_b,
        b.printed_rank as rank_b,
        b.rank_group as rank_group_b,

        -- comparison
        compared.grade,
        compared.reasons,
        compared.unit,
        compared.difference_unit,
        compared.difference_point as difference,
        compared.difference_low,
        compared.difference_high,
        compared.ratio_point as ratio,
        compared.ratio_low,
        compared.ratio_high,
        compared.leader,
        {{ in_english('compared.caveat') }} as caveat_en,
        {{ in_chinese('compared.caveat') }} as caveat_zh

    from compared
    inner join levels as a
        on compared.series_id_a = a.series_id and compared.year_a = a.year
    inner join levels as b
        on compared.series_id_b = b.series_id and compared.year_b = b.year
    inner join indicators as indicators_a
        on a.indicator_code = indicators_a.indicator_code
    inner join indicators as indicators_b
        on b.indicator_code = indicators_b.indicator_code
    inner join places as places_a on a.place_key = places_a.place_key
    inner join places as places_b on b.place_key = places_b.place_key

)

select * from final
