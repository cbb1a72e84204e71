-- Of all pairs of years of two series the nearest, of equally near ones the latest; found once for two districts, and handed on in
-- both directions, so that both rest on the same figures.

with levels as {{ materialized(false) }} (

    select
        series_id,
        place_key,
        city_code,
        indicator_code,
        measure,
        rank_group,
        year
    from {{ ref('int_levels_numbered') }}

),

indicator_pairs as (

    select
        indicator_code_a,
        indicator_code_b
    from {{ ref('int_indicators_paired') }}

),

-- Lag, then later year of a, then later year of b, as one number to take the least of: a row_number() over the three
-- took four times the processor time (100,000 figures with 2,058,697 pairs of years: 0.53 s instead of 0.13 s).
nearest as (

    select
        a.series_id as series_id_a,
        b.series_id as series_id_b,
        min(
            cast(abs(a.year - b.year) as {{ dbt.type_bigint() }}) * 100000000
            + (9999 - a.year) * 10000
            + (9999 - b.year)
        ) as lag_and_years

    from levels as a
    inner join indicator_pairs
        on a.indicator_code = indicator_pairs.indicator_code_a
    inner join levels as b
        on
            indicator_pairs.indicator_code_b = b.indicator_code
            and a.city_code = b.city_code
            and a.measure = b.measure
            and a.place_key < b.place_key
            -- A rank is a place among others: only the same thing in the same group is comparable.
            and a.rank_group = b.rank_group
            and (a.measure <> 'rank' or a.indicator_code = b.indicator_code)
    group by a.series_id, b.series_id

),

years as (

    select
        series_id_a,
        series_id_b,
        cast(
            9999 - mod(floor(lag_and_years / 10000.0), 10000)
            as {{ dbt.type_int() }}
        ) as year_a,
        cast(9999 - mod(lag_and_years, 10000) as {{ dbt.type_int() }})
            as year_b

    from nearest

),

final as (

    select
        series_id_a,
        series_id_b,
        year_a,
        year_b
    from years

    union all

    select
        series_id_b as series_id_a,
        series_id_a as series_id_b,
        year_b as year_a,
        year_a as year_b
    from years

)

select * from final
