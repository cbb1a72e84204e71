-- What each target asks for, against the last levels before its year.

with targets as (

    select
        *,
        -- At the least: its floor, or its ceiling where less is better.
        case
            when operator in ('<', '<=') or (operator = 'between' and is_less_better)
                then value_high
            else value_low
        end as asked
    from {{ ref('int_targets_classified') }}

),

priors as (

    select * from {{ ref('int_priors_found') }}

),

baselines as (

    select * from {{ ref('int_levels_resolved') }}
    where method = 'printed'

),

-- A level of before a break leads to none of after it without a word.
broken as (

    select
        targets.target_observation_id,
        {{ sentence_list('breaks.caveat') }} as caveat
    from targets
    inner join {{ ref('int_breaks_listed') }} as breaks
        on
            {{ is_broken('targets', 'breaks') }}
            and {{ crosses_break('breaks', 'targets.base_year', 'targets.target_year') }}
    group by targets.target_observation_id

),

joined as (

    select
        priors.*,
        targets.asked,
        {% for end in ['point', 'low', 'high'] %}
        targets.asked as asked_{{ end }},
        {% endfor %}
        {% for end, rounding in [('point', 'round'), ('low', 'floor'), ('high', 'ceil')] %}
        case
            when targets.measure = 'change_abs' or targets.basis = 'ratio'
                then cast(baselines.value_{{ end }} + targets.asked as decimal(38, 6))
            -- From a loss no rate leads on.
            when targets.measure = 'change_pct' and coalesce(baselines.value_low, 0) >= 0
                then {{ quotient(
                    'baselines.value_' ~ end ~ ' * (100 + targets.asked)', '100', rounding=rounding
                ) }}
        end as level_{{ end }},
        {% endfor %}
        {{ sentences(['baselines.note', 'broken.caveat']) }} as target_level_note,
        targets.measure in ('level', 'change_abs')
        and targets.basis <> 'ratio' as is_amount,
        targets.measure <> 'rank' as has_difference,
        targets.measure in ('change_pct', 'change_abs')
        and baselines.indicator_code is null as lacks_baseline

    from targets
    inner join priors
        on targets.target_observation_id = priors.target_observation_id
    left join broken on targets.target_observation_id = broken.target_observation_id
    left join baselines
        on
            targets.indicator_code = baselines.indicator_code
            and targets.place_key = baselines.place_key
            and targets.base_year = baselines.year
            and targets.period = baselines.period

),

sized as (

    select
        *,
        {{ interval_quotient(
            'asked', 'prior_actual', 'printed_quotient', factor=100, decimals=4
        ) }},
        {{ interval_difference('asked', 'prior_actual', 'printed_distance') }},
        {{ interval_quotient(
            'asked', 'implied_prior', 'implied_quotient', factor=100, decimals=4
        ) }},
        {{ interval_difference('asked', 'implied_prior', 'implied_distance') }}
    from joined

),

final as (

    select
        target_observation_id,
        {% for prior in ['printed', 'implied'] %}
        {{ interval_in_digits(prior ~ '_quotient', prior ~ '_ratio', condition='is_amount') }},
        {{ interval_in_digits(
            prior ~ '_distance', prior ~ '_difference', condition='has_difference'
        ) }},
        {% endfor %}
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
        end as printed_ambition,
        case
            when implied_prior_year is null then null
            when asked > implied_prior_high then 'above_prior'
            when asked < implied_prior_low then 'below_prior'
            else 'indeterminate'
        end as implied_ambition,
        case when lacks_baseline then 'baseline_not_printed' end as baseline_note,
        target_level_note,
        {{ interval_in_digits('level', 'target_level') }}

    from sized

)

select * from final
