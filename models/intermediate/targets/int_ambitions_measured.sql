-- What each target asks for, against the last levels before its year.

with targets as (

    select
        *,
        -- At the least: its floor, or its ceiling where less is better.
        case
            when operator in ('<', '<=') then value_high else value_low
        end as asked
    from {{ ref('int_targets_classified') }}

),

priors as (

    select * from {{ ref('int_priors_found') }}

),

baselines as (

    select
        *,
        year + 1 as next_year
    from {{ ref('int_levels_resolved') }}
    where method = 'printed'

),

joined as (

    select
        priors.*,
        targets.basis,
        targets.asked,
        targets.measure in ('change_pct', 'change_abs')
        and baselines.indicator_code is null as lacks_baseline

    from targets
    inner join priors
        on targets.target_observation_id = priors.target_observation_id
    left join baselines
        on
            targets.indicator_code = baselines.indicator_code
            and targets.place_key = baselines.place_key
            and targets.target_year = baselines.next_year
            and targets.period = baselines.period

),

final as (

    select
        target_observation_id,
        case
            when basis <> 'ratio'
                then {{ change_pct('prior_actual_value', 'asked') }}
        end as ambition_pct,
        case
            when basis = 'ratio'
                then cast(asked - prior_actual_value as decimal(24, 6))
        end as ambition_pp,
        case
            when prior_actual_year is null then null
            when related_prior_year is not null then 'indeterminate'
            when asked > prior_actual_high then 'above_prior'
            when asked < prior_actual_low then 'below_prior'
            when
                prior_actual_low = prior_actual_high
                and asked = prior_actual_low
                then 'at_prior'
            else 'indeterminate'
        end as ambition,
        case
            when implied_prior_year is null then null
            when asked > implied_prior_high then 'above_prior'
            when asked < implied_prior_low then 'below_prior'
            else 'indeterminate'
        end as implied_ambition,
        case when lacks_baseline then 'baseline_not_printed' end as baseline_note

    from joined

)

select * from final
