-- What is known of an outcome when every print of it is heard: prints that disagree leave no single
-- value, but the interval that holds them all.

with observations as (

    select * from {{ ref('int_observations') }}

),

first_prints as (

    select
        *,
        bound in ('exact', 'rounded') as is_point,
        {{ place_key() }} as place_key
    from observations
    where
        kind = 'actual'
        and repeat_of is null
        and year is not null

),

final as (

    select
        indicator_code,
        place_key,
        district_code,
        area_code,
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
        {{ text_list('observation_id') }} as observation_ids,
        {{ text_list('figure') }} as figures

    from first_prints
    group by
        indicator_code, place_key, district_code, area_code, year, measure

)

select * from final
