-- Each sum, held against its parts: as rounded and as cut off after the last printed digit.

with actuals as (

    select * from {{ ref('int_actuals_combined') }}
    where measure = 'level'

),

observations as (

    select * from {{ ref('int_observations_assembled') }}

),

parts as (

    select
        observation_id,
        identity_id,
        is_complete,
        note,
        number_of_parts,
        count(*) < number_of_parts as lacks_parts,
        sum(value) as parts_value,
        {{ interval_sum('value', 'parts') }},
        sum(value_low) as known_low,
        min(value_low) as least_low,
        sum(case bound when 'rounded' then value_step else 0 end) as parts_step,
        {{ text_list('observation_ids') }} as part_observation_ids,
        {{ text_list('figures') }} as part_figures
    from {{ ref('int_summands_listed') }}
    group by observation_id, identity_id, is_complete, note, number_of_parts

),

final as (

    select
        parts.identity_id,
        parts.is_complete,
        parts.note,
        actuals.indicator_code,
        observations.document_id,
        actuals.place_key,
        actuals.year,
        actuals.period,
        actuals.unit,
        actuals.observation_ids as whole_observation_ids,
        actuals.figures as whole_figure,
        actuals.value as whole_value,
        actuals.value_low as whole_low,
        actuals.value_high as whole_high,
        parts.parts_value,
        parts.parts_low,
        parts.parts_high,
        {{ interval_difference('parts.parts', 'actuals.value', 'gap') }},
        parts.part_observation_ids,
        parts.part_figures,
        parts.lacks_parts,
        case
            when parts.lacks_parts then 'inconsistent'
            when parts.is_complete
                then {{ agreement(
                    'actuals.value_low', 'actuals.value_high',
                    'parts.parts_low', 'parts.parts_high'
                ) }}
            when parts.parts_low > actuals.value_high then 'inconsistent'
            when
                parts.parts_low is null
                or parts.parts_high is null
                or actuals.value_low is null
                then 'untestable'
            else 'consistent'
        end as under_rounding,
        -- Truncated, a printed v means at least v and less than v plus one step.
        case
            when parts.parts_low is null or actuals.value_low is null
                then 'untestable'
            when
                parts.is_complete
                and (
                    parts.parts_value
                    >= actuals.value + case actuals.bound
                        when 'rounded' then actuals.value_step else 0
                    end
                    and parts.parts_value > actuals.value
                    or actuals.value
                    >= parts.parts_value + parts.parts_step
                    and actuals.value > parts.parts_value
                )
                then 'inconsistent'
            when not parts.is_complete
                and parts.parts_value
                >= actuals.value + actuals.value_step
                then 'inconsistent'
            when parts.parts_value is null or actuals.value is null
                then 'untestable'
            else 'consistent'
        end as under_truncation

    from parts
    inner join actuals on parts.observation_id = actuals.observation_id
    inner join observations on parts.observation_id = observations.observation_id
    where
        not parts.lacks_parts
        -- Some of the parts are more than the whole already.
        or (parts.least_low >= 0 and actuals.value_high < parts.known_low)

)

select * from final
