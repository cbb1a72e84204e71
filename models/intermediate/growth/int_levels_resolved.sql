-- One level for each indicator, place and year: the printed one, else the preferred implied one.

with printed as (

    select
        indicator_code,
        place_key,
        year,
        period,
        basis,
        unit,
        'printed' as method,
        value,
        value_point,
        value_low,
        value_high,
        observation_ids,
        figures,
        note,
        cast(null as {{ dbt.type_string() }}) as implied_value_id
    from {{ ref('int_actuals_combined') }}
    where measure = 'level'

),

implied as (

    select
        indicator_code,
        place_key,
        year,
        period,
        basis,
        unit,
        method,
        shown_point as value,
        value_point,
        value_low,
        value_high,
        input_observation_ids as observation_ids,
        input_figures as figures,
        note,
        implied_value_id
    from {{ ref('int_values_implied') }}
    where kind = 'actual'

),

not_printed as (

    select
        implied.*,
        row_number() over (
            partition by
                implied.indicator_code,
                implied.place_key,
                implied.year,
                implied.period
            order by implied.method, implied.implied_value_id
        ) as preference
    from implied
    left join printed
        on
            implied.indicator_code = printed.indicator_code
            and implied.place_key = printed.place_key
            and implied.year = printed.year
            and implied.period = printed.period
    where printed.indicator_code is null

),

final as (

    select * from printed

    union all

    select
        indicator_code,
        place_key,
        year,
        period,
        basis,
        unit,
        method,
        value,
        value_point,
        value_low,
        value_high,
        observation_ids,
        figures,
        note,
        implied_value_id
    from not_printed
    where preference = 1

)

select * from final
