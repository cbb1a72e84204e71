-- Of all pairs of years of two series the nearest, of equally near ones the latest. Most pairs share a
-- year, so only the others are tried year against year.

with levels as (

    select
        district_code,
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

series as (

    select distinct
        district_code,
        city_code,
        indicator_code,
        measure
    from levels

),

shared_years as (

    select
        a.district_code as district_code_a,
        b.district_code as district_code_b,
        a.indicator_code as indicator_code_a,
        b.indicator_code as indicator_code_b,
        a.measure,
        max(a.year) as year_a,
        max(b.year) as year_b
    from levels as a
    inner join indicator_pairs
        on a.indicator_code = indicator_pairs.indicator_code_a
    inner join levels as b
        on
            indicator_pairs.indicator_code_b = b.indicator_code
            and a.city_code = b.city_code
            and a.measure = b.measure
            and a.year = b.year
            and a.district_code < b.district_code
    group by
        a.district_code,
        b.district_code,
        a.indicator_code,
        b.indicator_code,
        a.measure

),

without_shared_year as (

    select
        a.district_code as district_code_a,
        b.district_code as district_code_b,
        a.indicator_code as indicator_code_a,
        b.indicator_code as indicator_code_b,
        a.measure
    from series as a
    inner join indicator_pairs
        on a.indicator_code = indicator_pairs.indicator_code_a
    inner join series as b
        on
            indicator_pairs.indicator_code_b = b.indicator_code
            and a.city_code = b.city_code
            and a.measure = b.measure
            and a.district_code < b.district_code
    left join shared_years
        on
            a.district_code = shared_years.district_code_a
            and b.district_code = shared_years.district_code_b
            and a.indicator_code = shared_years.indicator_code_a
            and b.indicator_code = shared_years.indicator_code_b
            and a.measure = shared_years.measure
    where shared_years.measure is null

),

-- Lag, then later year of a, then later year of b, as one number to take the least of.
ranked as (

    select
        pairs.district_code_a,
        pairs.district_code_b,
        pairs.indicator_code_a,
        pairs.indicator_code_b,
        pairs.measure,
        min(
            cast(abs(a.year - b.year) as {{ dbt.type_bigint() }}) * 100000000
            + (9999 - a.year) * 10000
            + (9999 - b.year)
        ) as nearest
    from without_shared_year as pairs
    inner join levels as a
        on
            pairs.district_code_a = a.district_code
            and pairs.indicator_code_a = a.indicator_code
            and pairs.measure = a.measure
    inner join levels as b
        on
            pairs.district_code_b = b.district_code
            and pairs.indicator_code_b = b.indicator_code
            and pairs.measure = b.measure
    group by
        pairs.district_code_a,
        pairs.district_code_b,
        pairs.indicator_code_a,
        pairs.indicator_code_b,
        pairs.measure

),

final as (

    select
        district_code_a,
        district_code_b,
        indicator_code_a,
        indicator_code_b,
        measure,
        year_a,
        year_b
    from shared_years

    union all

    select
        district_code_a,
        district_code_b,
        indicator_code_a,
        indicator_code_b,
        measure,
        cast(
            9999 - mod(floor(nearest / 10000.0), 10000)
            as {{ dbt.type_int() }}
        ) as year_a,
        cast(9999 - mod(nearest, 10000) as {{ dbt.type_int() }}) as year_b
    from ranked

)

select * from final
