-- Every target and expectation that is printed has exactly one row in the mart, and no other row has
-- a document.

with printed as (

    select observation_id
    from {{ ref('fct_observations') }}
    where kind in ('target', 'expected') and repeat_of is null

),

judged as (

    select
        target_observation_id,
        count(*) as number_of_rows
    from {{ ref('fct_target_attainment') }}
    where not is_implied
    group by target_observation_id

)

select
    coalesce(judged.number_of_rows, 0) as number_of_rows,
    coalesce(printed.observation_id, judged.target_observation_id)
        as target_observation_id
from printed
full outer join judged
    on printed.observation_id = judged.target_observation_id
where
    printed.observation_id is null
    or coalesce(judged.number_of_rows, 0) <> 1
