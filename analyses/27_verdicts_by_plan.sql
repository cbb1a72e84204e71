-- Question: How many targets does each document set, by kind and verdict?
-- Answer:
--   plan_year | target_kind | verdict | targets
--   2015 | growth_rate | no_actual | 1
--   2015 | level | no_actual | 15
--   2015 | range | no_actual | 2
--   2015 | share | no_actual | 1
--   2019 | level | exceeded | 2
--   2023 | level | exceeded | 1
--   2023 | level | no_actual | 2
--   2025 | coverage | not_due | 2
--   2025 | increment | not_due | 1
--   2025 | level | not_due | 7
--   2025 | maintain | not_due | 2
--   2025 | share | not_due | 1

select
    plan_year,
    target_kind,
    verdict,
    count(*) as targets
from marts.fct_target_attainment
where not is_implied
group by plan_year, target_kind, verdict
order by plan_year, target_kind, verdict;
