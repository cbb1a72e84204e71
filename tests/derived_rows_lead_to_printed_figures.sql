-- Every id that a row names exists, every link is of a row that exists, every computed row has the links that it rests on, and every
-- target and expectation that is printed has its row in fct_target_attainment, whose key lets it have no second one.

{% set subjects = {
    'implied_value': ['fct_implied_values', 'implied_value_id', 'true'],
    'growth': ['fct_growth', 'growth_id', 'true'],
    'target': [
        'fct_target_attainment', 'target_observation_id', 'actual_figure is not null'
    ],
    'comparison': ['fct_district_comparison', 'comparison_id', 'true'],
    'finding': ['rpt_discrepancies', 'discrepancy_id', "kind not in ('source_damage', 'definition_break')"],
} %}

with links as (

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

rested as (

    select distinct
        subject,
        subject_id
    from links
    where link_role in ('input', 'from', 'to', 'rate', 'outcome', 'a', 'b', 'figure')

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

select distinct
    'fct_links.subject_id' as place,
    links.subject as row_key,
    links.subject_id as found,
    'a link of a row that does not exist' as problem
from links
left join subjects
    on links.subject = subjects.subject and links.subject_id = subjects.subject_id
where subjects.subject is null

union all

select
    'fct_links' as place,
    subjects.subject as row_key,
    subjects.subject_id as found,
    'a computed row without links' as problem
from subjects
left join rested
    on subjects.subject = rested.subject and subjects.subject_id = rested.subject_id
where subjects.needs_links and rested.subject is null

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
