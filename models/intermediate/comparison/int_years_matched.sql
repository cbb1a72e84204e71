-- Of all pairs of years of two series the nearest, of equally near ones the latest. Series and levels go by
-- numbers here: by names, the same ranking took four times the processor time (100,000 figures, 2,058,697 pairs
-- of years: 1.5 s instead of 0.4 s).

with levels as (

    select
        level_id,
        series_id,
        place_key,
        city_code,
        indicator_code,
        measure,
        year
    from {{ ref('int_levels_comparable') }}

),

indicator_pairs as (

    select
        indicator_code_a,
        indicator_code_b
    from {{ ref('int_indicators_paired') }}

),

ranked as (

    select
        a.level_id as level_id_a,
        b.level_id as level_id_b,
        row_number() over (
            partition by a.series_id, b.series_id
            order by abs(a.year - b.year), a.year desc, b.year desc
        ) as preference

    from levels as a
    inner join indicator_pairs
        on a.indicator_code = indicator_pairs.indicator_code_a
    inner join levels as b
        on
            indicator_pairs.indicator_code_b = b.indicator_code
            and a.city_code = b.city_code
            and a.measure = b.measure
            and a.place_key < b.place_key

),

final as (

    select
        level_id_a,
        level_id_b

    from ranked
    where preference = 1

)

select * from final
