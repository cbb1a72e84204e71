-- Question: What changed in figures and catalogue since the history began, when, from what to what?
-- Answer:
--   changed_at | change | subject | row_key | column_name | entry_before | entry_after

select
    changed_at,
    change,
    subject,
    row_key,
    column_name,
    entry_before,
    entry_after
from marts.rpt_changes
order by changed_at desc, subject asc, row_key asc, column_name asc;
