-- Each target against its outcome, judged on the ends of both intervals.

with targets as (

    select * from {{ ref('int_targets_classified') }}

),

outcomes as {{ materialized(false) }} (

    select * from {{ ref('int_outcomes_collected') }}

),

related as (

    select * from {{ ref('int_indicators_paired') }}
    where grade in ('B', 'C') and indicator_code_a <> indicator_code_b

),

as_of as (

    {{ as_of_date() }}

),

-- They exist, but do not decide the target of another definition.
related_outcomes as (

    select distinct
        related.indicator_code_a as indicator_code,
        outcomes.place_key,
        outcomes.year,
        outcomes.period,
        outcomes.measure
    from outcomes
    inner join related on outcomes.indicator_code = related.indicator_code_b

),

joined as (

    select
        targets.*,
        as_of.as_of_date,
        outcomes.observation_ids as actual_observation_id,
        outcomes.figures as actual_figure,
        outcomes.note as actual_note,
        outcomes.bound as actual_bound,
        outcomes.value as actual_value,
        outcomes.value_point as actual_point,
        outcomes.value_low as actual_low,
        outcomes.value_high as actual_high,
        outcomes.indicator_code is not null as has_outcome,
        case
            when targets.operator = 'between' and targets.is_less_better
                then 'between, falling'
            else targets.operator
        end as comparison,
        related_outcomes.indicator_code is not null as has_related_outcome,
        targets.target_year is null
        or as_of.as_of_date
        < case
            when targets.plan_year > targets.target_year
                then make_date(targets.plan_year, 12, 31)
            else last_day(make_date(targets.target_year, {{ last_month('targets.period') }}, 1))
        end as is_not_due

    from targets
    cross join as_of
    left join outcomes
        on
            targets.indicator_code = outcomes.indicator_code
            and targets.place_key = outcomes.place_key
            and targets.target_year = outcomes.year
            and targets.measure = outcomes.measure
            and targets.period = outcomes.period
            and coalesce(targets.base_year, 0) = coalesce(outcomes.base_year, 0)
            and coalesce(targets.rank_group, '') = coalesce(outcomes.rank_group, '')
    left join related_outcomes
        on
            targets.indicator_code = related_outcomes.indicator_code
            and targets.place_key = related_outcomes.place_key
            and targets.target_year = related_outcomes.year
            and targets.measure = related_outcomes.measure
            and targets.period = related_outcomes.period

),

compared as (

    select
        *,
        case
            when not can_be_exceeded then false
            when comparison in ('>=', 'between')
                then actual_low > value_high
                    or (actual_low >= value_high and actual_bound = 'greater_than')
            when comparison in ('<=', 'between, falling')
                then actual_high < value_low
                    or (actual_high <= value_low and actual_bound = 'less_than')
            else false
        end as surpasses,
        case comparison
            when '>='
                then actual_low >= value_high
                    or (not can_be_exceeded and actual_low >= value_low)
                    -- All that was asked for was reported.
                    or (
                        basis = 'ratio' and value = 100 and actual_value >= value
                        and actual_bound in ('exact', 'rounded')
                    )
            when '>'
                then actual_low > value_low
                    or (actual_low >= value_low and actual_bound = 'greater_than')
            when 'between' then actual_low >= value_low
            when 'between, falling' then actual_high <= value_high
            when '<=' then actual_high <= coalesce(value_low, value_high)
            when '<' then actual_high < value_high
                or (actual_high <= value_high and actual_bound = 'less_than')
        end as satisfies,
        case
            when comparison in ('>=', 'between')
                then actual_high < value_low
                    or (actual_high <= value_low and actual_bound = 'less_than')
            when comparison in ('<=', 'between, falling')
                then actual_low > value_high
                    or (actual_low >= value_high and actual_bound = 'greater_than')
            when comparison = '>' then actual_high <= value_low
            when comparison = '<' then actual_low >= value_high
        end as misses

    from joined

),

judged as (

    select
        *,
        case
            when has_outcome and coalesce(surpasses, false) then 'exceeded'
            when has_outcome and coalesce(satisfies, false) then 'met'
            when has_outcome and coalesce(misses, false) then 'not_met'
            when has_outcome then 'indeterminate'
            when is_not_due then 'not_due'
            when has_related_outcome then 'not_comparable'
            else 'no_actual'
        end as verdict

    from compared

),

final as (

    select
        target_observation_id,
        as_of_date,
        actual_observation_id,
        actual_figure,
        actual_value,
        actual_point,
        actual_low,
        actual_high,
        verdict,
        {{ sentences(['note', 'actual_note']) }} as caveat,
        case
            when is_implied then 'target_follows_from_rate'
            when verdict = 'not_due' and target_year is null
                then 'year_not_named'
            when verdict = 'not_due' then 'year_not_ended'
            when verdict = 'not_comparable' then 'other_definition'
            when
                verdict = 'no_actual'
                and base_year is not null
                then 'change_not_reported'
            when verdict = 'no_actual' then 'outcome_not_reported'
            when verdict = 'indeterminate' then 'digits_do_not_decide'
            else 'ends_decide'
        end as verdict_reason

    from judged

)

select * from final
