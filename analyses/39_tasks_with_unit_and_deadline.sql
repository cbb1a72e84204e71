-- Question: How many tasks does each plan set in words, and how many name a unit, a responsible one, or a deadline?
-- Answer:
--   district | plan_year | number_of_tasks | with_named_unit | responsible | with_deadline | with_figure
--   普陀 | 2015 | 122 | 33 | 5 | 7 | 16
--   普陀 | 2025 | 161 | 21 | 2 | 8 | 12
-- Tasks are counted, not judged: whether one was done can be told only where it has a figure, and those are promises.

select
    district,
    plan_year,
    count(*) as number_of_tasks,
    count(named_unit) as with_named_unit,
    sum(case unit_role when 'responsible' then 1 else 0 end) as responsible,
    count(deadline) as with_deadline,
    sum(case when has_figure then 1 else 0 end) as with_figure
from marts.fct_tasks
group by district, plan_year
order by district, plan_year;
