-- Question: How many figures are exact, rounded, bounded on one side or without any bound?
-- Answer:
--   bound | figures
--   exact | 265
--   rounded | 56
--   greater_than | 16
--   at_least | 6
--   less_than | 5
--   approximate | 3
--   range | 2

select
    bound,
    count(*) as figures
from marts.fct_observations
where repeat_of is null
group by bound
order by figures desc, bound asc;
