-- Printed levels, and implied priors where nothing is printed.

with printed as (

    select * from {{ ref('int_actuals') }}
    where measure = 'level'

),

priors as (

    select * from {{ ref('int_implied_priors') }}

),

final as (

    select
        indicator_code,
        place_key,
        district_code,
        area_code,
        year,
        basis,
        unit,
        is_point,
        value,
        value_low,
        value_high,
        observation_ids,
        figures,
        'printed' as method
    from printed

    union all

    select
        priors.indicator_code,
        priors.place_key,
        priors.district_code,
        priors.area_code,
        priors.year,
        priors.basis,
        priors.unit,
        priors.is_point,
        priors.value,
        priors.value_low,
        priors.value_high,
        priors.input_observation_ids as observation_ids,
        priors.input_figures as figures,
        priors.method
    from priors
    left join printed
        on
            priors.indicator_code = printed.indicator_code
            and priors.place_key = printed.place_key
            and priors.year = printed.year
    where printed.indicator_code is null

)

select * from final
