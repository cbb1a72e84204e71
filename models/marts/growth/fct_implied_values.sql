with implied_values as (

    select * from {{ ref('int_values_implied') }}

),

printed as (

    select * from {{ ref('int_actuals_combined') }}
    where measure = 'level'

),

indicators as (

    select * from {{ ref('dim_indicators') }}

),

districts as (

    select * from {{ ref('dim_districts') }}

),

areas as (

    select * from {{ ref('dim_areas') }}

),

observations as (

    select * from {{ ref('int_observations_assembled') }}

),

inputs as (

    {{ split_list(
        'implied_values', ['implied_value_id'], 'input_observation_ids'
    ) }}

),

-- What must be known of an input must be known of what follows from it.
input_notes as (

    select
        inputs.implied_value_id,
        min(observations.note) as note
    from inputs
    inner join observations on inputs.item = observations.observation_id
    where observations.note is not null
    group by inputs.implied_value_id

),

others as (

    select
        one.implied_value_id,
        min(other.implied_value_id) as other_id
    from implied_values as one
    inner join implied_values as other
        on
            one.indicator_code = other.indicator_code
            and one.place_key = other.place_key
            and one.year = other.year
            and one.kind = other.kind
            and one.implied_value_id <> other.implied_value_id
    group by one.implied_value_id

),

compared as (

    select
        implied_values.*,
        coalesce(printed.observation_ids, others.other_id) as compared_with,
        coalesce(printed.value_low, other_values.value_low) as compared_low,
        coalesce(printed.value_high, other_values.value_high)
            as compared_high

    from implied_values
    left join printed
        on
            implied_values.indicator_code = printed.indicator_code
            and implied_values.place_key = printed.place_key
            and implied_values.year = printed.year
            and implied_values.kind = 'actual'
    left join others
        on implied_values.implied_value_id = others.implied_value_id
    left join implied_values as other_values
        on others.other_id = other_values.implied_value_id

),

final as (

    select
        -- keys
        compared.implied_value_id,

        -- place
        {{ city_code('compared.district_code', 'compared.area_code') }} as city_code,
        compared.district_code,
        districts.district,
        compared.area_code,
        areas.area,

        -- time
        compared.year,

        -- indicator
        compared.indicator_code,
        indicators.indicator,
        indicators.concept,
        indicators.theme,
        compared.kind,
        compared.basis,
        compared.method,

        -- value
        compared.value,
        compared.value_low,
        compared.value_high,
        compared.unit,

        -- evidence
        compared.input_observation_ids,
        compared.input_figures,
        compared.compared_with,
        input_notes.note,
        case
            when compared.compared_with is not null
                then {{ agreement(
                    'compared.value_low', 'compared.value_high',
                    'compared.compared_low', 'compared.compared_high'
                ) }}
        end as agreement

    from compared
    inner join indicators
        on compared.indicator_code = indicators.indicator_code
    left join input_notes
        on compared.implied_value_id = input_notes.implied_value_id
    left join districts on compared.district_code = districts.district_code
    left join areas on compared.area_code = areas.area_code

)

select * from final
