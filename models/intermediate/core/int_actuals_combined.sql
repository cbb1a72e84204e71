-- What is known of an outcome when every print of it counts: prints that disagree leave no single
-- value, but the interval that holds them all.

with observations as {{ not_materialized() }} (

    select * from {{ ref('int_observations_assembled') }}

),

first_prints as {{ not_materialized() }} (

    select
        *,
        bound in ('exact', 'rounded') as is_point
    from observations
    where
        kind = 'actual'
        and repeat_of is null
        and year is not null

),

grouped as (

    select
        indicator_code,
        place_key,
        year,
        measure,
        max(basis) as basis,
        max(unit) as unit,
        max(rank_group) as rank_group,
        max(value_step) as value_step,
        count(*) as prints,
        case
            when min(value) = max(value) and count(value) = count(*)
                then min(value)
        end as value,
        case when count(value_low) = count(*) then min(value_low) end
            as value_low,
        case when count(value_high) = count(*) then max(value_high) end
            as value_high,
        case
            when min(value) = max(value) and min(bound) = max(bound)
                then min(bound)
            else 'range'
        end as bound,
        coalesce(
            min(value) = max(value)
            and sum(case when is_point then 0 else 1 end) = 0, false
        ) as is_point,
        min(observation_id) as observation_id,
        min(figure) as figure

    from first_prints
    group by indicator_code, place_key, year, measure

),

-- Lists are expensive, and nearly every thing is printed once.
lists as (

    select
        first_prints.indicator_code,
        first_prints.place_key,
        first_prints.year,
        first_prints.measure,
        {{ text_list('first_prints.observation_id') }} as observation_ids,
        {{ text_list('first_prints.figure') }} as figures

    from first_prints
    inner join grouped
        on
            first_prints.indicator_code = grouped.indicator_code
            and first_prints.place_key = grouped.place_key
            and first_prints.year = grouped.year
            and first_prints.measure = grouped.measure
    where grouped.prints > 1
    group by
        first_prints.indicator_code,
        first_prints.place_key,
        first_prints.year,
        first_prints.measure

),

final as (

    select
        grouped.indicator_code,
        grouped.place_key,
        grouped.year,
        grouped.measure,
        grouped.basis,
        grouped.unit,
        grouped.rank_group,
        grouped.value_step,
        grouped.prints,
        grouped.value,
        grouped.value_low,
        grouped.value_high,
        grouped.bound,
        grouped.is_point,
        grouped.observation_id,
        coalesce(lists.observation_ids, grouped.observation_id)
            as observation_ids,
        coalesce(lists.figures, grouped.figure) as figures,
        case when grouped.is_point then grouped.value end as value_point

    from grouped
    left join lists
        on
            grouped.indicator_code = lists.indicator_code
            and grouped.place_key = lists.place_key
            and grouped.year = lists.year
            and grouped.measure = lists.measure

)

select * from final
