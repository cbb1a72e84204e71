-- A whole from a part and its share. Part and share may be printed, implied priors or sums.

with levels as (

    select * from {{ ref('int_levels_completed') }}

),

sums as (

    select
        indicator_code,
        place_key,
        year,
        period,
        basis,
        unit,
        value_point,
        value_low,
        value_high,
        input_observation_ids as observation_ids,
        input_figures as figures,
        note,
        cut_low,
        cut_high
    from {{ ref('int_sums_implied') }}
    where method = 'sum_of_parts'

),

identities as (

    select * from {{ ref('stg_identities') }}
    where relation = 'share'

),

places as (

    select * from {{ ref('int_places_listed') }}

),

indicators as (

    select * from {{ ref('stg_indicators') }}

),

-- A sum also where the printed whole contradicts it, so that what follows from each shows.
known as (

    select
        *,
        '' as known_from
    from levels

    union all

    select
        sums.*,
        case when levels.indicator_code is null then '' else '-sum_of_parts' end
            as known_from
    from sums
    left join levels
        on
            sums.indicator_code = levels.indicator_code
            and sums.place_key = levels.place_key
            and sums.year = levels.year
            and sums.period = levels.period
    where
        levels.indicator_code is null
        or {{ agreement(
            'sums.value_low', 'sums.value_high', 'levels.value_low', 'levels.value_high'
        ) }} = 'inconsistent'

),

shares as (

    select
        *,
        {{ interval_factor('value', 'factor') }},
        {{ interval_factor('cut', 'cut_factor', point=false) }}
    from known

),

final as (

    select
        whole.identity_id,
        whole.indicator_code,
        parts.year,
        parts.period,
        indicators.basis,
        indicators.unit,
        'whole_from_share' as method,
        coalesce('/' || whole.area_code, parts.place_key) as place_key,
        concat(whole.identity_id, '-', parts.place_key, parts.known_from) as derivation,
        concat(parts.observation_ids, ', ', shares.observation_ids)
            as input_observation_ids,
        concat(parts.figures, ', ', shares.figures) as input_figures,
        {{ sentences(['parts.note', 'shares.note']) }} as note,
        {{ interval_quotient('parts.value', 'shares.factor', 'value') }},
        {{ interval_quotient('parts.cut', 'shares.cut_factor', 'cut', point=false) }}
    from identities as whole
    inner join identities as part
        on whole.identity_id = part.identity_id and part.role = 'part'
    inner join identities as share_identity
        on
            whole.identity_id = share_identity.identity_id
            and share_identity.role = 'share'
    inner join known as parts
        on
            part.indicator_code = parts.indicator_code
            and parts.year = coalesce(part.year, parts.year)
    inner join shares
        on
            share_identity.indicator_code = shares.indicator_code
            and parts.place_key = shares.place_key
            and parts.year = shares.year
            and parts.period = shares.period
            and shares.known_from = ''
    inner join indicators on whole.indicator_code = indicators.indicator_code
    left join places on parts.place_key = places.place_key
    where
        whole.role = 'whole'
        -- A share of the city says nothing of another city's whole.
        and (
            whole.area_code is null or whole.area_code = places.city_code
        )

)

select * from final
