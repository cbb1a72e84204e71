-- Question: Does 普陀 keep its promises?
-- Answer:
--   TODO
-- As far as the documents go: 3 of 33 promises have a reported outcome, and a summary repeats those of its year that it
-- reports. A share of promises kept would say how summaries choose, so there is none.

select
    plan_year,
    document_type,
    promised,
    reported,
    exceeded,
    met,
    not_met,
    indeterminate,
    silent,
    no_document,
    not_due
from marts.rpt_promises
where district = '普陀'
order by plan_year, document_type;
