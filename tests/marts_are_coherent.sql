-- Every id that a row names exists, every link is of a row that exists, every computed row has the links that it rests on, and every
-- target and expectation that is printed has its row in fct_target_attainment, whose key lets it have no second one. Of comparisons
-- only grades A and B have numbers and a relation; each is there in both directions, with opposite relations and differences, and a
-- concept has one best pair.

{% set subjects = {
    'implied_value': ['fct_implied_values', 'implied_value_id', 'true'],
    'growth': ['fct_growth', 'growth_id', 'true'],
    'target': [
        'fct_target_attainment', 'target_observation_id', 'actual_figure is not null'
    ],
    'comparison': ['fct_district_comparison', 'comparison_id', 'true'],
    'finding': ['rpt_discrepancies', 'discrepancy_id', "kind not in ('source_damage', 'definition_break')"],
} %}

with links as {{ materialized(false) }} (

    select * from {{ ref('fct_links') }}

),

ids as (

    select observation_id as id
    from {{ ref('fct_observations') }}

    union all

    select implied_value_id as id
    from {{ ref('fct_implied_values') }}

),

named as (

    {% for column in ['repeat_of', 'conflicts_with', 'superseded_by'] %}
    select
        'fct_observations.{{ column }}' as place,
        observation_id as row_key,
        {{ column }} as id
    from {{ ref('fct_observations') }}

    union all

    {% endfor %}
    select
        'fct_target_comparisons' as place,
        held_against as row_key,
        target_observation_id as id
    from {{ ref('fct_target_comparisons') }}

    union all

    select
        'fct_links.linked_id' as place,
        subject_id as row_key,
        linked_id as id
    from links

),

subjects as (

    {% for subject, (model, key, condition) in subjects.items() %}
    select
        '{{ subject }}' as subject,
        {{ key }} as subject_id,
        {{ condition }} as needs_links
    from {{ ref(model) }}

    union all

    {% endfor %}
    select
        'comparison' as subject,
        comparison_id as subject_id,
        true as needs_links
    from {{ ref('fct_lookalikes') }}

),

printed as (

    select observation_id
    from {{ ref('fct_observations') }}
    where kind in ('target', 'expected') and repeat_of is null

),

judged as (

    select target_observation_id
    from {{ ref('fct_target_attainment') }}
    where not is_implied

),

linked as (

    select
        subject,
        subject_id,
        max(
            case
                when
                    link_role in ('input', 'from', 'to', 'rate', 'outcome', 'a', 'b', 'figure')
                    then 1
                else 0
            end
        ) as has_grounds
    from links
    group by subject, subject_id

),

comparison as {{ materialized(false) }} (

    select
        pairs.*,
        indicators.concept_code
    from {{ ref('fct_district_comparison') }} as pairs
    inner join {{ ref('dim_indicators') }} as indicators
        on pairs.indicator_code_a = indicators.indicator_code

),

wrong_pairs as (

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
    named.place,
    named.row_key,
    named.id as found,
    'an id that does not exist' as problem
from named
left join ids on named.id = ids.id
where named.id is not null and ids.id is null

union all

select
    'fct_links' as place,
    coalesce(linked.subject, subjects.subject) as row_key,
    coalesce(linked.subject_id, subjects.subject_id) as found,
    case
        when subjects.subject is null then 'a link of a row that does not exist'
        else 'a computed row without links'
    end as problem
from linked
full outer join subjects
    on linked.subject = subjects.subject and linked.subject_id = subjects.subject_id
where
    subjects.subject is null
    or (subjects.needs_links and coalesce(linked.has_grounds, 0) = 0)

union all

select
    'fct_target_attainment' as place,
    'target_observation_id' as row_key,
    coalesce(printed.observation_id, judged.target_observation_id) as found,
    'a printed target without a row, or a row without a printed target' as problem
from printed
full outer join judged
    on printed.observation_id = judged.target_observation_id
where printed.observation_id is null or judged.target_observation_id is null

union all

select
    'fct_district_comparison' as place,
    'comparison_id' as row_key,
    comparison_id as found,
    problem
from wrong_pairs
