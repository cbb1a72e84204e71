-- Question: Which figures lost their unit, and which unit does the warehouse take?
-- Answer:
--   document_id | found_en | expected_en | observation_id
--   minhang_2023_summary | 168 | a figure in 个 | minhang_2023_summary-01109-garage_coverage_projects-level
--   putuo_2019_summary | 1140万 | a figure in 元 | putuo_2019_summary-03574-talent_city_funding-level
--   putuo_2023_summary | 131.91亿 | a figure in 元 | putuo_2023_summary-06425-technology_contract_value-level
--   putuo_2025_plan | 10亿以上 | a figure in 元 | putuo_2025_plan-00437-technology_contract_value-change_abs
--   putuo_2025_plan | 千亿级 | a figure in 元 | putuo_2025_plan-01868-software_cluster_scale-level
--   putuo_2025_plan | 百亿级 | a figure in 元 | putuo_2025_plan-02272-key_industry_track_scale-level

select
    findings.document_id,
    findings.found_en,
    findings.expected_en,
    links.observation_id
from marts.rpt_discrepancies as findings
inner join marts.fct_links as links
    on findings.discrepancy_id = links.subject_id and links.subject = 'finding'
where findings.kind = 'unit_not_printed'
order by links.observation_id;
