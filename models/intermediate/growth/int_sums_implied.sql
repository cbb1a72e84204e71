-- A whole from all of its parts, where the identity says that the list of parts is complete.

with levels as (

    select * from {{ ref('int_levels_completed') }}

),

identities as (

    select * from {{ ref('stg_identities') }}
    where relation = 'sum' and is_complete

),

parts as (

    select
        part.identity_id,
        whole.indicator_code as whole_code,
        part.indicator_code,
        part.year,
        count(*) over (partition by part.identity_id) as number_of_parts
    from identities as part
    inner join identities as whole on part.identity_id = whole.identity_id
    where part.role = 'part' and whole.role = 'whole'

),

final as (

    select
        parts.whole_code as indicator_code,
        levels.place_key,
        levels.year,
        levels.period,
        parts.identity_id as derivation,
        'sum_of_parts' as method,
        max(levels.basis) as basis,
        max(levels.unit) as unit,
        {{ text_list('levels.observation_ids') }} as input_observation_ids,
        {{ text_list('levels.figures') }} as input_figures,
        {{ interval_sum('levels.value', 'value') }}
    from parts
    inner join levels
        on
            parts.indicator_code = levels.indicator_code
            -- An identity may hold in one year only, where a definition broke after it.
            and levels.year = coalesce(parts.year, levels.year)
    group by
        parts.identity_id,
        parts.whole_code,
        levels.place_key,
        levels.year,
        levels.period
    having count(*) = max(parts.number_of_parts)

)

select * from final
