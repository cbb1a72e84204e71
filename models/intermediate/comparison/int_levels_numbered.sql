-- Levels and rates of whole districts. Pairs of them outnumber figures by far, so series get a number to be
-- matched and joined by.

with actuals as {{ not_materialized() }} (

    select * from {{ ref('int_actuals_combined') }}

),

levels as (

    select * from actuals
    where
        measure in ('level', 'change_pct')
        and period = 'year'
        and coalesce(base_year, year - 1) = year - 1

),

ranks as (

    select
        *,
        -- The wider group has the later place.
        row_number() over (
            partition by indicator_code, place_key, year
            order by value_high desc nulls last, rank_group asc
        ) as preference
    from actuals
    where measure = 'rank' and period = 'year'

),

whole_districts as (

    select * from {{ ref('int_places_listed') }}
    where district_code is not null and area_code is null

),

counts as (

    select distinct unit
    from {{ ref('stg_units') }}
    where dimension = 'count'

),

final as (

    select
        levels.place_key,
        whole_districts.city_code,
        levels.year,
        levels.indicator_code,
        levels.measure,
        levels.value,
        levels.value_point,
        levels.value_low,
        levels.value_high,
        levels.unit,
        levels.observation_ids,
        levels.figures,
        levels.note,
        ranks.value as printed_rank,
        ranks.rank_group,
        -- Counts of unlike things are for the grade to judge; years and days are not.
        case when counts.unit is null then levels.unit else 'count' end as unit_family,
        dense_rank() over (
            order by levels.place_key, levels.indicator_code, levels.measure
        ) as series_id

    from levels
    inner join whole_districts on levels.place_key = whole_districts.place_key
    left join counts on levels.unit = counts.unit
    left join ranks
        on
            levels.place_key = ranks.place_key
            and levels.indicator_code = ranks.indicator_code
            and levels.year = ranks.year
            and levels.measure = 'level'
            and ranks.preference = 1

)

select * from final
