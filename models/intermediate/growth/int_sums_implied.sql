-- A whole from all of its parts, where the identity says that the list of parts is complete.

with levels as (

    select * from {{ ref('int_levels_printed_or_prior') }}

),

identities as (

    select * from {{ ref('stg_identities') }}
    where relation = 'sum' and is_complete

),

wholes as (

    select * from identities
    where role = 'whole'

),

parts as (

    select * from identities
    where role = 'part'

),

parts_counted as (

    select
        identity_id,
        count(*) as number_of_parts
    from parts
    group by identity_id

),

parts_found as (

    select
        parts.identity_id,
        levels.place_key,
        levels.district_code,
        levels.area_code,
        levels.year,
        max(levels.basis) as basis,
        max(levels.unit) as unit,
        count(*) as number_found,
        min(case when levels.is_point then 1 else 0 end) = 1 as is_point,
        sum(levels.value) as value,
        case when count(levels.value_low) = count(*)
                then sum(levels.value_low)
        end as value_low,
        case when count(levels.value_high) = count(*)
                then sum(levels.value_high)
        end as value_high,
        {{ text_list('levels.observation_ids') }} as input_observation_ids,
        {{ text_list('levels.figures') }} as input_figures

    from parts
    inner join levels
        on
            parts.indicator_code = levels.indicator_code
            -- An identity may hold in one year only, where a definition broke after it.
            and levels.year = coalesce(parts.year, levels.year)
    group by
        parts.identity_id,
        levels.place_key,
        levels.district_code,
        levels.area_code,
        levels.year

),

final as (

    select
        wholes.indicator_code,
        parts_found.place_key,
        parts_found.district_code,
        parts_found.area_code,
        parts_found.year,
        parts_found.basis,
        parts_found.unit,
        parts_found.is_point,
        parts_found.input_observation_ids,
        parts_found.input_figures,
        wholes.identity_id as derivation,
        'sum_of_parts' as method,
        cast(parts_found.value_low as decimal(24, 6)) as value_low,
        cast(parts_found.value_high as decimal(24, 6)) as value_high,
        case
            when parts_found.is_point
                then cast(parts_found.value as decimal(24, 6))
        end as value

    from parts_found
    inner join parts_counted
        on
            parts_found.identity_id = parts_counted.identity_id
            and parts_found.number_found = parts_counted.number_of_parts
    inner join wholes on parts_found.identity_id = wholes.identity_id

)

select * from final
