-- Printed levels, and implied priors where nothing is printed.

with printed as (

    select
        indicator_code,
        place_key,
        year,
        basis,
        unit,
        value_point,
        value_low,
        value_high,
        observation_ids,
        figures
    from {{ ref('int_actuals_combined') }}
    where measure = 'level'

),

priors as (

    select
        indicator_code,
        place_key,
        year,
        basis,
        unit,
        value_point,
        value_low,
        value_high,
        input_observation_ids as observation_ids,
        input_figures as figures
    from {{ ref('int_bases_implied') }}
    where kind = 'actual'

),

final as (

    select * from printed

    union all

    select priors.*
    from priors
    left join printed
        on
            priors.indicator_code = printed.indicator_code
            and priors.place_key = printed.place_key
            and priors.year = printed.year
    where printed.indicator_code is null

)

select * from final
