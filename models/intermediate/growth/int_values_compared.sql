-- What is known beside an implied value: the printed value of the same thing, else another implied one,
-- and the notes of its inputs.

with implied_values as (

    select * from {{ ref('int_values_implied') }}

),

observations as (

    select * from {{ ref('int_observations_assembled') }}
    where note is not null

),

others as (

    select
        indicator_code,
        place_key,
        year,
        period,
        'actual' as kind,
        1 as preference,
        observation_ids as other_id,
        value_low,
        value_high
    from {{ ref('int_actuals_combined') }}
    where measure = 'level'

    union all

    select
        indicator_code,
        place_key,
        year,
        period,
        kind,
        2 as preference,
        implied_value_id as other_id,
        value_low,
        value_high
    from implied_values

),

pairs as (

    select
        implied_values.implied_value_id,
        others.other_id,
        {{ agreement(
            'implied_values.value_low', 'implied_values.value_high',
            'others.value_low', 'others.value_high'
        ) }} as agreement,
        row_number() over (
            partition by implied_values.implied_value_id
            order by others.preference, others.other_id
        ) as preference
    from implied_values
    inner join others
        on
            implied_values.indicator_code = others.indicator_code
            and implied_values.place_key = others.place_key
            and implied_values.year = others.year
            and implied_values.period = others.period
            and implied_values.kind = others.kind
            and implied_values.implied_value_id <> others.other_id

),

inputs as (

    {{ split_list(
        'implied_values', ['implied_value_id'], 'input_observation_ids'
    ) }}

),

-- What must be known of an input must be known of what follows from it.
notes as (

    select
        inputs.implied_value_id,
        min(observations.note) as note
    from inputs
    inner join observations on inputs.item = observations.observation_id
    group by inputs.implied_value_id

),

final as (

    select
        implied_values.implied_value_id,
        pairs.other_id as compared_with,
        pairs.agreement,
        notes.note
    from implied_values
    left join pairs
        on
            implied_values.implied_value_id = pairs.implied_value_id
            and pairs.preference = 1
    left join notes on implied_values.implied_value_id = notes.implied_value_id

)

select * from final
