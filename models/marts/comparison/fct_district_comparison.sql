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
        -- place and time
        places_a.district_code as district_code_a,
        places_a.district as district_a,
        places_b.district_code as district_code_b,
        places_b.district as district_b,
        compared.year_a,
        compared.year_b,

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
        b.figures as figure_b,
        b.value as value_b,
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

        -- caveat and evidence
        compared.reasons,
        {{ in_english('compared.caveat') }} as caveat_en,
        {{ in_chinese('compared.caveat') }} as caveat_zh,
        concat(a.observation_ids, ', ', b.observation_ids) as observation_ids

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
