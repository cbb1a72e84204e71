-- A share that is not printed, from a part and an implied whole.

with levels as (

    select * from {{ ref('int_levels_completed') }}

),

wholes as (

    select * from {{ ref('int_wholes_implied') }}

),

identities as (

    select * from {{ ref('stg_identities') }}
    where relation = 'share'

),

final as (

    select
        share_identity.indicator_code,
        parts.place_key,
        parts.year,
        parts.period,
        'ratio' as basis,
        '%' as unit,
        'share_of_whole' as method,
        wholes.derivation,
        concat(parts.observation_ids, ', ', wholes.input_observation_ids)
            as input_observation_ids,
        concat(parts.figures, ', ', wholes.input_figures) as input_figures,
        {{ sentences(['parts.note', 'wholes.note']) }} as note,
        {{ interval_quotient('parts.value', 'wholes.value', 'value', factor=100) }},
        {{ interval_quotient('parts.cut', 'wholes.cut', 'cut', factor=100, point=false) }}
    from identities as share_identity
    inner join identities as part
        on share_identity.identity_id = part.identity_id and part.role = 'part'
    inner join identities as whole
        on
            share_identity.identity_id = whole.identity_id
            and whole.role = 'whole'
    inner join levels as parts on part.indicator_code = parts.indicator_code
    inner join wholes
        on
            whole.indicator_code = wholes.indicator_code
            and parts.place_key = wholes.place_key
            and parts.year = wholes.year
            and parts.period = wholes.period
            -- From a whole that rests on the share itself nothing new would follow.
            and share_identity.identity_id <> wholes.identity_id
    left join levels as printed
        on
            share_identity.indicator_code = printed.indicator_code
            and parts.place_key = printed.place_key
            and parts.year = printed.year
            and parts.period = printed.period
    where
        share_identity.role = 'share'
        and printed.indicator_code is null

)

select * from final
