-- Question: What does not fit inside the documents?
-- Answer:
--   document_id | kind | expected_en | found_en | under_rounding | under_truncation
--   minhang_2023_summary | part_exceeds_whole | 28.33亿条 for Data records collected | 近80.5亿条, which should be a part of it | untestable | untestable
--   minhang_2023_summary | rival_figures | one value of Technology enterprises granted bank credit | 145家, 161家 | - | -
--   minhang_2023_summary | run_on_numeral | 第二 | 二二 | - | -
--   putuo_2015_plan | target_conflict | one value of High-tech enterprises newly certified | 20-25家, 20家 | - | -
--   putuo_2019_summary | confirmed_sum | 25项 for 5G demonstrations | 25项 from 13项, 4项, 8项 | - | -
--   putuo_2019_summary | contradictory_qualifiers | qualifiers that point one way | 近200多位 | - | -
--   putuo_2019_summary | partial_list | 23家 for Incubators and makerspaces | 19家 from 12家, 2家, 2家, 3家 | consistent | consistent
--   putuo_2019_summary | sum_mismatch | 155次 for Survey visits | 160次 from 102家, 23次, 35家 | inconsistent | inconsistent
--   putuo_2019_summary | sum_mismatch | 7.9亿元 for District revenue from science and technology services | 7.97亿元 from 3.58亿元, 4.39亿元 | inconsistent | consistent
--   putuo_2023_summary | confirmed_sum | 24.76亿元 for District tax from the two industries | 24.76亿元 from 11.57亿元, 13.19亿元 | - | -
--   - | definition_break | one definition of District-level tax in total, as worded in 2019 | District tax in total | - | -
--   - | definition_break | one definition of Enterprises attracted | Quality enterprises attracted | - | -
--   - | definition_break | one definition of Outdoor 5G macro stations built | Outdoor 5G stations put into service | - | -
--   - | definition_break | one definition of Persons chosen for the Rising-Star Program | Persons chosen for the Rising-Star Program, Sailing Program apart | - | -
--   - | definition_break | one definition of Persons chosen for the Rising-Star Program | Persons chosen for the Sailing Program | - | -
--   - | definition_break | one definition of Share of science and technology services in district tax | Share of the two industries in district tax | - | -
--   - | implied_mismatch | 88.493亿元 to 88.815亿元 | 87.27亿元 to 88.49亿元 | inconsistent | consistent

select
    document_id,
    kind,
    expected_en,
    found_en,
    under_rounding,
    under_truncation
from marts.rpt_discrepancies
where kind not in ('source_damage', 'unit_not_printed')
order by document_id, kind, expected_en, found_en;
