-- Levels, rates and ranks of whole districts. Pairs of them outnumber figures by far, so series get a number to be
-- matched and joined by.

with actuals as {{ materialized(false) }} (

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

{% set columns = [
    'indicator_code', 'place_key', 'year', 'measure', 'rank_group', 'basis',
    'unit', 'value', 'value_point', 'value_low', 'value_high', 'figures',
    'observation_ids', 'note',
] | join(', ') %}

levels_and_ranks as (

    select {{ columns }} from levels
    union all
    select {{ columns }} from ranks
    where preference = 1

),

whole_districts as (

    select * from {{ ref('int_places_listed') }}
    where district_code is not null and area_code is null

),

dimensions as (

    select
        unit,
        min(dimension) as dimension
    from {{ ref('stg_units') }}
    group by unit

),

final as (

    select
        numbered.place_key,
        whole_districts.district_code,
        whole_districts.city_code,
        numbered.year,
        numbered.indicator_code,
        numbered.measure,
        numbered.value,
        numbered.value_point,
        numbered.value_low,
        numbered.value_high,
        numbered.unit,
        numbered.observation_ids,
        numbered.figures,
        -- Beside the figure of another district, each sentence says which of the two it is about.
        whole_districts.district_en
        || ': '
        || replace(
            replace(numbered.note, '␞', '␞' || whole_districts.district_en || ': '),
            '␟', '␟' || whole_districts.district || '：'
        ) as note,
        numbered.basis = 'ratio' or numbered.measure = 'change_pct' as is_share_or_rate,
        coalesce(numbered.rank_group, '') as rank_group,
        -- Counts of unlike things are for the grade to judge; years and days are not.
        case
            when dimensions.dimension = 'count' then 'count' else numbered.unit
        end as unit_family,
        -- How long or how warm it is, does not depend on how large the district is.
        numbered.basis <> 'ratio'
        and numbered.measure <> 'change_pct'
        and coalesce(dimensions.dimension, '') not in ('duration', 'temperature')
            as depends_on_size,
        dense_rank() over (
            order by numbered.place_key, numbered.indicator_code, numbered.measure
        ) as series_id

    from levels_and_ranks as numbered
    inner join whole_districts on numbered.place_key = whole_districts.place_key
    left join dimensions on numbered.unit = dimensions.unit

)

select * from final
