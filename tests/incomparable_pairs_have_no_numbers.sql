-- Pairs of grade C or D carry no numbers. A pair has one row: its key is unique, and side a has the lower code.

with comparison as {{ not_materialized() }} (

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
    concept_code,
    observation_ids_a,
    observation_ids_b,
    'the district with the higher code as side a' as problem
from comparison
where district_code_a >= district_code_b
