{% set columns = [
    'indicator_code', 'place_key', 'year', 'period', 'basis', 'unit', 'method', 'value_point', 'value_low',
    'value_high', 'cut_low', 'cut_high', 'input_observation_ids', 'input_figures', 'note',
] | join(', ') %}

with stacked as (

    select
        {{ columns }},
        kind,
        crosses_break,
        cast(null as {{ dbt.type_string() }}) as derivation
    from {{ ref('int_bases_implied') }}

    {% for model in ['int_sums_implied', 'int_wholes_implied', 'int_shares_implied'] %}
    union all

    select
        {{ columns }},
        'actual' as kind,
        false as crosses_break,
        derivation
    from {{ ref(model) }}
    {% endfor %}

),

final as (

    select
        {{ columns }},
        kind,
        crosses_break,
        {{ interval_in_digits('value', 'shown') }},
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
