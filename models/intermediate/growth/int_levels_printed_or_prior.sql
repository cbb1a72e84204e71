-- Printed levels, and implied priors where nothing is printed.

with printed as (

    select * from {{ ref('int_actuals_combined') }}
    where measure = 'level'

),

priors as (

    select * from {{ ref('int_priors_implied') }}

),

final as (

    {{ levels_else_implied('printed', 'priors') }}

)

select * from final
