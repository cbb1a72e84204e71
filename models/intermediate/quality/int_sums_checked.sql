-- Each sum that a document states, held against its parts: as rounded and as cut off after the last
-- printed digit.

with actuals as (

    select * from {{ ref('int_actuals_combined') }}
    where measure = 'level'

),

identities as (

    select * from {{ ref('stg_identities') }}
    where relation = 'sum'

),

observations as (

    select * from {{ ref('int_observations_assembled') }}

),

parts_counted as (

    select
        identity_id,
        count(*) as number_of_parts
    from identities
    where role = 'part'
    group by identity_id

),

parts as (

    select
        identities.identity_id,
        actuals.place_key,
        actuals.year,
        actuals.period,
        count(*) as number_found,
        sum(actuals.value) as parts_value,
        {{ interval_sum('actuals.value', 'parts') }},
        sum(actuals.value_low) as known_low,
        min(actuals.value_low) as least_low,
        sum(case actuals.bound when 'rounded' then actuals.value_step else 0 end)
            as parts_step,
        {{ text_list('actuals.observation_ids') }} as part_observation_ids,
        {{ text_list('actuals.figures') }} as part_figures

    from identities
    inner join actuals
        on
            identities.indicator_code = actuals.indicator_code
            and actuals.year = coalesce(identities.year, actuals.year)
    where identities.role = 'part'
    group by
        identities.identity_id,
        actuals.place_key,
        actuals.year,
        actuals.period

),

final as (

    select
        identities.identity_id,
        identities.is_complete,
        identities.note,
        identities.indicator_code,
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
        parts.number_found < parts_counted.number_of_parts as lacks_parts,
        case
            when parts.number_found < parts_counted.number_of_parts then 'inconsistent'
            when identities.is_complete
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
                identities.is_complete
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
            when not identities.is_complete
                and parts.parts_value
                >= actuals.value + actuals.value_step
                then 'inconsistent'
            when parts.parts_value is null or actuals.value is null
                then 'untestable'
            else 'consistent'
        end as under_truncation

    from identities
    inner join actuals on identities.indicator_code = actuals.indicator_code
    inner join observations
        on actuals.observation_id = observations.observation_id
    inner join parts
        on
            identities.identity_id = parts.identity_id
            and actuals.place_key = parts.place_key
            and actuals.year = parts.year
            and actuals.period = parts.period
    inner join parts_counted
        on
            identities.identity_id = parts_counted.identity_id
            and (
                parts.number_found = parts_counted.number_of_parts
                -- Some of the parts are more than the whole already.
                or (parts.least_low >= 0 and actuals.value_high < parts.known_low)
            )
    where identities.role = 'whole'

)

select * from final
