-- Question: What changed in figures and catalogue since the history began, when, from what to what?
-- Answer:
--   changed_at | change | subject | row_key | column_name | entry_before | entry_after
--   2026-11-28 05:03:08.713696 | added | codelists | codelist=implied_method; code=whole_at_least_parts | definition | - | The whole is at least the sum of the parts that are known.
--   2026-11-28 05:03:08.713696 | added | codelists | codelist=implied_method; code=whole_at_least_parts | label_en | - | At least its parts
--   2026-11-28 05:03:08.713696 | added | codelists | codelist=implied_method; code=whole_at_least_parts | label_zh | - | 不少于分项之和

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
