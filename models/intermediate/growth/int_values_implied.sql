{% set columns = [
    'indicator_code', 'place_key', 'district_code', 'area_code', 'year', 'basis', 'unit', 'method',
    'derivation', 'is_point', 'value', 'value_low', 'value_high', 'input_observation_ids',
    'input_figures',
] | join(', ') %}

with stacked as (

    select {{ columns }} from {{ ref('int_priors_implied') }}
    union all
    select {{ columns }} from {{ ref('int_sums_implied') }}
    union all
    select {{ columns }} from {{ ref('int_wholes_implied') }}
    union all
    select {{ columns }} from {{ ref('int_shares_implied') }}
    union all
    select {{ columns }} from {{ ref('int_targets_implied') }}

),

final as (

    select
        {{ columns }},
        case method
            when 'target_from_attainment' then 'target'
            else 'actual'
        end as kind,
        concat(
            'implied-', indicator_code, '-', place_key, '-',
            cast(year as {{ dbt.type_string() }}), '-', method,
            case
                when derivation is null then '' else concat('-', derivation)
            end
        ) as implied_value_id

    from stacked

)

select * from final
