-- Question: What becomes of the 902 numerals of the five documents?
-- Answer:
--   disposition | numerals | with_observation
--   figure | 365 | 365
--   heading | 153 | 0
--   name | 136 | 0
--   date | 111 | 0
--   idiom | 72 | 0
--   ordinal | 27 | 0
--   plan_period | 15 | 0
--   document_number | 13 | 0
--   threshold | 7 | 0
--   frequency | 2 | 0
--   unit | 2 | 0
--   figure_run_on | 1 | 1

select
    disposition,
    count(*) as numerals,
    sum(case when observation_count > 0 then 1 else 0 end) as with_observation
from marts.fct_numerals
group by disposition
order by numerals desc, disposition asc;
