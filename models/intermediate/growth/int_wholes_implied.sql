-- A whole from a part and its share. Part and share may be printed, implied priors or sums.

with levels as (

    select * from {{ ref('int_levels_printed_or_prior') }}

),

sums as (

    select * from {{ ref('int_sums_implied') }}

),

identities as (

    select * from {{ ref('stg_identities') }}
    where relation = 'share'

),

known as (

    {{ levels_else_implied('levels', 'sums', 'method') }}

),

joined as (

    select
        whole.indicator_code,
        part.year,
        share_level.value as share_value,
        share_level.value_low as share_low,
        share_level.value_high as share_high,
        part.value,
        part.value_low,
        part.value_high,
        whole.identity_id,
        whole.area_code as whole_area_code,
        concat(whole.identity_id, '-', part.place_key) as derivation,
        part.is_point and share_level.is_point as is_point,
        concat(part.observation_ids, ', ', share_level.observation_ids)
            as input_observation_ids,
        concat(part.figures, ', ', share_level.figures) as input_figures,
        case when whole.area_code is null then part.district_code end
            as district_code,
        coalesce(whole.area_code, part.area_code) as area_code

    from identities as whole
    inner join identities as part_identity
        on
            whole.identity_id = part_identity.identity_id
            and part_identity.role = 'part'
    inner join identities as share_identity
        on
            whole.identity_id = share_identity.identity_id
            and share_identity.role = 'share'
    inner join known as part
        on
            part_identity.indicator_code = part.indicator_code
            and part.year = coalesce(part_identity.year, part.year)
    inner join known as share_level
        on
            share_identity.indicator_code = share_level.indicator_code
            and part.place_key = share_level.place_key
            and part.year = share_level.year
    where
        whole.role = 'whole'
        -- A share of the city says nothing of another city's whole.
        and (
            whole.area_code is null
            or whole.area_code = {{ city_code('part.district_code', 'part.area_code') }}
        )

),

final as (

    select
        joined.indicator_code,
        joined.district_code,
        joined.area_code,
        joined.year,
        indicators.basis,
        indicators.unit,
        joined.is_point,
        joined.input_observation_ids,
        joined.input_figures,
        joined.identity_id,
        joined.derivation,
        'whole_from_share' as method,
        {{ quotient('joined.value_low', 'cast(joined.share_high as double) / 100') }}
            as value_low,
        {{ quotient('joined.value_high', 'cast(joined.share_low as double) / 100') }}
            as value_high,
        {{ place_key('joined.district_code', 'joined.area_code') }} as place_key,
        case
            when joined.is_point
                then {{ quotient('joined.value', 'cast(joined.share_value as double) / 100') }}
        end as value

    from joined
    inner join {{ ref('stg_indicators') }} as indicators
        on joined.indicator_code = indicators.indicator_code

)

select * from final
