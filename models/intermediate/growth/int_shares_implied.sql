-- A share that is not printed, from a part and an implied whole.

with levels as (

    select * from {{ ref('int_levels_printed_or_prior') }}

),

wholes as (

    select * from {{ ref('int_wholes_implied') }}

),

identities as (

    select * from {{ ref('stg_identities') }}
    where relation = 'share'

),

joined as (

    select
        share_identity.indicator_code,
        part.place_key,
        part.district_code,
        part.area_code,
        part.year,
        whole.derivation,
        part.value,
        part.value_low,
        part.value_high,
        whole.value as whole_value,
        whole.value_low as whole_low,
        whole.value_high as whole_high,
        part.is_point and whole.is_point as is_point,
        concat(part.observation_ids, ', ', whole.input_observation_ids)
            as input_observation_ids,
        concat(part.figures, ', ', whole.input_figures) as input_figures

    from identities as share_identity
    inner join identities as part_identity
        on
            share_identity.identity_id = part_identity.identity_id
            and part_identity.role = 'part'
    inner join identities as whole_identity
        on
            share_identity.identity_id = whole_identity.identity_id
            and whole_identity.role = 'whole'
    inner join levels as part
        on part_identity.indicator_code = part.indicator_code
    inner join wholes as whole
        on
            whole_identity.indicator_code = whole.indicator_code
            and part.place_key = whole.place_key
            and part.year = whole.year
    left join levels as share_level
        on
            share_identity.indicator_code = share_level.indicator_code
            and part.place_key = share_level.place_key
            and part.year = share_level.year
    where
        share_identity.role = 'share'
        -- The whole was derived from its own share: nothing new would follow.
        and share_identity.identity_id <> whole.identity_id
        and share_level.indicator_code is null

),

final as (

    select
        indicator_code,
        place_key,
        district_code,
        area_code,
        year,
        is_point,
        input_observation_ids,
        input_figures,
        derivation,
        'ratio' as basis,
        '%' as unit,
        'share_of_whole' as method,
        {{ quotient('value_low * 100', 'whole_high') }} as value_low,
        {{ quotient('value_high * 100', 'whole_low') }} as value_high,
        case
            when is_point then {{ quotient('value * 100', 'whole_value') }}
        end as value

    from joined

)

select * from final
