-- Only grades A and B have numbers and a relation. Each pair is there in both directions, with opposite relations and differences, and a
-- concept has one best pair.

with comparison as {{ materialized(false) }} (

    select
        pairs.*,
        indicators.concept_code
    from {{ ref('fct_district_comparison') }} as pairs
    inner join {{ ref('dim_indicators') }} as indicators
        on pairs.indicator_code_a = indicators.indicator_code

),

problems as (

    select
        comparison_id,
        'a number or relation on grade C' as problem
    from comparison
    where
        grade not in ('A', 'B')
        and (
            relation <> 'not_comparable'
            or difference is not null
            or difference_low is not null
            or difference_high is not null
            or ratio is not null
            or ratio_low is not null
            or ratio_high is not null
        )

    union all

    select
        comparison_id,
        'not comparable on grade A or B' as problem
    from comparison
    where grade in ('A', 'B') and relation = 'not_comparable'

    union all

    select
        comparison_id,
        'grade D beside what may be compared' as problem
    from comparison
    where grade = 'D'

    union all

    select
        a.comparison_id,
        'the other direction is missing or says something else' as problem
    from comparison as a
    left join comparison as b
        on
            a.district_code_a = b.district_code_b
            and a.district_code_b = b.district_code_a
            and a.indicator_code_a = b.indicator_code_b
            and a.indicator_code_b = b.indicator_code_a
            and a.measure = b.measure
            and a.year_a = b.year_b
            and a.year_b = b.year_a
            and a.grade = b.grade
            and a.is_best = b.is_best
            and coalesce(a.reasons, '') = coalesce(b.reasons, '')
            and coalesce(a.difference + b.difference, 0) = 0
            and coalesce(a.difference_low + b.difference_high, 0) = 0
            and b.relation = case a.relation
                when 'leads' then 'trails'
                when 'trails' then 'leads'
                when 'more' then 'less'
                when 'less' then 'more'
                else a.relation
            end
    where b.district_code_a is null

    union all

    select
        max(comparison_id) as comparison_id,
        'no best pair of a concept, or several' as problem
    from comparison
    group by district_code_a, district_code_b, concept_code
    having sum(case when is_best then 1 else 0 end) <> 1

)

select
    comparison_id,
    problem
from problems
