{% set columns = [
    'indicator_code', 'place_key', 'year', 'period', 'basis', 'unit', 'method', 'value_point', 'value_low',
    'value_high', 'cut_low', 'cut_high', 'input_observation_ids', 'input_figures', 'note',
] | join(', ') %}

with identities as (

    select * from {{ ref('stg_identities') }}
    where relation = 'share'

),

levels as (

    select * from {{ ref('int_levels_completed') }}

),

wholes as (

    select * from {{ ref('int_wholes_implied') }}

),

-- A share that is not printed, from a part and an implied whole.
shares as (

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

),

stacked as (

    select
        {{ columns }},
        kind,
        crosses_break,
        cast(null as {{ dbt.type_string() }}) as derivation
    from {{ ref('int_bases_implied') }}

    {% for relation in [ref('int_sums_implied'), 'wholes', 'shares'] %}
    union all

    select
        {{ columns }},
        'actual' as kind,
        false as crosses_break,
        derivation
    from {{ relation }}
    {% endfor %}

),

final as (

    select
        {{ columns }},
        kind,
        crosses_break,
        {{ interval_in_digits('value', 'shown', open_digits=5) }},
        concat(
            'implied-', indicator_code, '-', place_key, '-',
            cast(year as {{ dbt.type_string() }}),
            case period when 'year' then '' else concat('-', period) end,
            '-', method,
            coalesce('-' || derivation, '')
        ) as implied_value_id
    from stacked

)

select * from final
