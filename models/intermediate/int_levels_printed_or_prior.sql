-- Printed levels, and implied priors where nothing is printed.

with printed as (

    select * from {{ ref('int_actuals') }}
    where measure = 'level'

),

priors as (

    select * from {{ ref('int_implied_priors') }}

),

final as (

    {{ levels_else_implied('printed', 'priors') }}

)

select * from final
