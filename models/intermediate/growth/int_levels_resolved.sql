-- One level for each indicator, place and year: the printed one, else the preferred implied one.

{% set columns = [
    'indicator_code', 'place_key', 'year', 'period', 'basis', 'unit', 'method', 'value', 'value_point', 'value_low',
    'value_high', 'observation_ids', 'figures', 'note', 'implied_value_id',
] %}

with printed as {{ materialized(false) }} (

    select
        *,
        'printed' as method,
        cast(null as {{ dbt.type_string() }}) as implied_value_id
    from {{ ref('int_actuals_combined') }}
    where measure = 'level'

),

implied as (

    select
        *,
        shown_point as value,
        input_observation_ids as observation_ids,
        input_figures as figures
    from {{ ref('int_values_implied') }}
    where kind = 'actual'

),

final as (

    {{ printed_else_implied(
        'printed', 'implied', columns, order=['method', 'implied_value_id']
    ) }}

)

select * from final
