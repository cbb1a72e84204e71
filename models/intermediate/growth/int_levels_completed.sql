-- Printed levels, and one implied prior where nothing is printed: a sum counts each part once.

with printed as (

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
        observation_ids,
        figures,
        note
    from {{ ref('int_actuals_combined') }}
    where measure = 'level'

),

priors as (

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
        row_number() over (
            partition by indicator_code, place_key, year, period
            order by method, input_observation_ids
        ) as preference
    from {{ ref('int_bases_implied') }}
    where kind = 'actual'

),

final as (

    select * from printed

    union all

    select
        priors.indicator_code,
        priors.place_key,
        priors.year,
        priors.period,
        priors.basis,
        priors.unit,
        priors.value_point,
        priors.value_low,
        priors.value_high,
        priors.observation_ids,
        priors.figures,
        priors.note
    from priors
    left join printed
        on
            priors.indicator_code = printed.indicator_code
            and priors.place_key = printed.place_key
            and priors.year = printed.year
            and priors.period = printed.period
    where printed.indicator_code is null and priors.preference = 1

)

select * from final
