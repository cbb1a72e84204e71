-- Pairs of grade C or D carry no numbers; a pair of observations stands once, whatever the order.

with comparison as (

    select * from {{ ref('fct_district_comparison') }}

)

select
    concept_code,
    observation_ids_a,
    observation_ids_b,
    'a number on grade C or D' as problem
from comparison
where
    grade in ('C', 'D')
    and (
        difference is not null
        or difference_low is not null
        or difference_high is not null
        or ratio is not null
        or ratio_low is not null
        or ratio_high is not null
        or leader is not null
    )

union all

select
    one.concept_code,
    one.observation_ids_a,
    one.observation_ids_b,
    'the same pair in both orders' as problem
from comparison as one
inner join comparison as other
    on
        one.observation_ids_a = other.observation_ids_b
        and one.observation_ids_b = other.observation_ids_a
