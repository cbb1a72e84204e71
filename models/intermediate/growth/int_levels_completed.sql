-- Printed levels, and one implied prior where nothing is printed: a sum counts each part once.

{% set columns = [
    'indicator_code', 'place_key', 'year', 'period', 'basis', 'unit', 'value_point', 'value_low', 'value_high',
    'observation_ids', 'figures', 'note', 'cut_low', 'cut_high',
] %}

with printed as {{ materialized(false) }} (

    select * from {{ ref('int_actuals_combined') }}
    where measure = 'level'

),

priors as (

    select
        *,
        input_observation_ids as observation_ids,
        input_figures as figures
    from {{ ref('int_bases_implied') }}
    where kind = 'actual'

),

final as (

    {{ printed_else_implied(
        'printed', 'priors', columns, order=['method', 'observation_ids']
    ) }}

)

select * from final
