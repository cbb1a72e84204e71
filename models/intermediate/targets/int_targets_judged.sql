-- Each target against its outcome, judged on the ends of both intervals.

with targets as (

    select * from {{ ref('int_targets_classified') }}

),

outcomes as (

    select * from {{ ref('int_outcomes_collected') }}

),

comparability as (

    select * from {{ ref('stg_comparability') }}
    where grade in ('B', 'C') and indicator_code_a <> indicator_code_b

),

as_of as (

    select
        coalesce(
            cast({{ as_of_literal() }} as date), max(issued_on)
        ) as as_of_date
    from {{ ref('stg_documents') }}

),

sibling_pairs as (

    select
        indicator_code_a as indicator_code,
        indicator_code_b as sibling_code
    from comparability

    union all

    select
        indicator_code_b as indicator_code,
        indicator_code_a as sibling_code
    from comparability

),

-- Outcomes of a sibling definition: they exist, but do not decide this target.
siblings as (

    select distinct
        sibling_pairs.indicator_code,
        outcomes.place_key,
        outcomes.year,
        outcomes.measure
    from outcomes
    inner join sibling_pairs
        on outcomes.indicator_code = sibling_pairs.sibling_code

),

joined as (

    select
        targets.*,
        as_of.as_of_date,
        outcomes.observation_ids as actual_observation_id,
        outcomes.figures as actual_figure,
        outcomes.bound as actual_bound,
        outcomes.value as actual_value,
        outcomes.value_low as actual_low,
        outcomes.value_high as actual_high,
        outcomes.indicator_code is not null as has_outcome,
        siblings.indicator_code is not null as has_sibling,
        coalesce(
            targets.target_year > extract(year from as_of.as_of_date)
            or (
                targets.target_year = extract(year from as_of.as_of_date)
                and as_of.as_of_date
                < make_date(targets.target_year, 12, 31)
            ), true
        ) as is_not_due

    from targets
    cross join as_of
    left join outcomes
        on
            targets.indicator_code = outcomes.indicator_code
            and targets.place_key = outcomes.place_key
            and targets.target_year = outcomes.year
            and targets.measure = outcomes.measure
    left join siblings
        on
            targets.indicator_code = siblings.indicator_code
            and targets.place_key = siblings.place_key
            and targets.target_year = siblings.year
            and targets.measure = siblings.measure

),

compared as (

    select
        *,
        case
            when operator in ('>', '>=', 'between') and can_be_exceeded
                then actual_low > value_high
            when operator = '<=' and can_be_exceeded
                then actual_high < value_low
            else false
        end as surpasses,
        case operator
            when '>='
                then actual_low >= value_high
                    or (not can_be_exceeded and actual_low >= value_low)
            when '>'
                then actual_low > value_low
                    or (actual_low >= value_low and actual_bound = 'greater_than')
            when 'between' then actual_low >= value_low
            when '<=' then actual_high <= coalesce(value_low, value_high)
            when '<' then actual_high < value_high
                or (actual_high <= value_high and actual_bound = 'less_than')
        end as satisfies,
        case operator
            when '>='
                then actual_high < value_low
                    or (actual_high <= value_low and actual_bound = 'less_than')
            when '>' then actual_high <= value_low
            when 'between'
                then actual_high < value_low
                    or (actual_high <= value_low and actual_bound = 'less_than')
            when '<='
                then actual_low > value_high
                    or (actual_low >= value_high and actual_bound = 'greater_than')
            when '<' then actual_low >= value_high
        end as misses

    from joined

),

final as (

    select
        target_observation_id,
        document_id,
        char_start,
        is_implied,
        place_key,
        district_code,
        area_code,
        plan_year,
        target_year,
        as_of_date,
        indicator_code,
        kind,
        measure,
        basis,
        target_kind,
        strength,
        operator,
        figure,
        value,
        value_low,
        value_high,
        unit,
        claimed_verdict,
        actual_observation_id,
        actual_figure,
        actual_value,
        actual_low,
        actual_high,
        case
            when has_outcome and coalesce(surpasses, false) then 'exceeded'
            when has_outcome and coalesce(satisfies, false) then 'met'
            when has_outcome and coalesce(misses, false) then 'not_met'
            when has_outcome then 'indeterminate'
            when is_not_due then 'not_due'
            when has_sibling then 'not_comparable'
            else 'no_actual'
        end as verdict

    from compared

)

select * from final
