-- Question: Does 普陀 keep its promises?
-- Answer:
--   plan_year | document_type | has_plan | promised | reported | exceeded | met | not_met | indeterminate | silent | no_document | not_due | only_in_summary | only_in_summary_exceeded
--   2015 | plan | True | 17 | 0 | 0 | 0 | 0 | 0 | 0 | 17 | 0 | 0 | 0
--   2019 | summary | False | - | - | - | - | - | - | - | - | - | 2 | 2
--   2023 | summary | False | - | - | - | - | - | - | - | - | - | 1 | 1
--   2025 | plan | True | 13 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 13 | 0 | 0
-- A summary repeats the promises whose outcome it reports, so a share of promises kept would show how summaries choose. There is none.
-- Without the plan of the year (has_plan) it is not even known how many were promised.

select
    plan_year,
    document_type,
    has_plan,
    promised,
    reported,
    exceeded,
    met,
    not_met,
    indeterminate,
    silent,
    no_document,
    not_due,
    only_in_summary,
    only_in_summary_exceeded
from marts.rpt_promises
where district = '普陀'
order by plan_year, document_type;
