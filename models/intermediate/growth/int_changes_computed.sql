{#- Read once, by int_changes_collected; a table would be written for nothing. -#}
{{ config(materialized='view') }}

-- Changes between any two years of one indicator and place, from their levels.

with levels as (

    select * from {{ ref('int_levels_resolved') }}
    where basis <> 'event'

),

breaks as (

    select * from {{ ref('int_indicators_paired') }}
    where indicator_code_a = indicator_code_b and reasons like '%DEF%'

),

pairs as (

    select
        earlier.indicator_code,
        earlier.place_key,
        earlier.year as from_year,
        later.year as to_year,
        later.period,
        earlier.basis,
        earlier.value_point as from_point,
        earlier.value_low as from_low,
        earlier.value_high as from_high,
        later.value_point as to_point,
        later.value_low as to_low,
        later.value_high as to_high,
        earlier.observation_ids as from_observation_ids,
        later.observation_ids as to_observation_ids,
        earlier.figures as from_figure,
        later.figures as to_figure,
        breaks.caveat,
        later.year - earlier.year as years,
        case when earlier.basis = 'ratio' then 'pp' else later.unit end
            as change_abs_unit,
        case
            when earlier.method = 'printed' and later.method = 'printed'
                then 'computed'
            else 'implied'
        end as source
    from levels as earlier
    inner join levels as later
        on
            earlier.indicator_code = later.indicator_code
            and earlier.place_key = later.place_key
            and earlier.period = later.period
            and earlier.year < later.year
    left join breaks on earlier.indicator_code = breaks.indicator_code_a
    -- A prior that came from this very rate would only give it back.
    where
        not (
            earlier.method in ('prior_from_rate', 'prior_from_change')
            and later.method = 'printed'
            and later.year = earlier.year + 1
        )

),

final as (

    select
        indicator_code,
        place_key,
        from_year,
        to_year,
        period,
        source,
        basis,
        change_abs_unit,
        from_observation_ids,
        to_observation_ids,
        from_figure,
        to_figure,
        caveat,
        {{ interval_difference('to', 'from', 'change_abs') }},
        -- A share changes in points; a percentage of a percentage is not given.
        {{ interval_change_pct(
            'from', 'to', 'change_pct', condition="basis <> 'ratio'"
        ) }},
        {{ interval_change_pct(
            'from', 'to', 'cagr', years='years',
            condition="basis <> 'ratio' and years > 1"
        ) }}
    from pairs

)

select * from final
