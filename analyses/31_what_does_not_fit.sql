-- Question: What does not fit inside the documents?
-- Answer:
--   document_id | kind | expected | found | under_rounding | under_truncation
--   minhang_2023_summary | part_exceeds_whole | 28.33亿条 for 累计归集数据量 | 8050000000 条 from 近80.5亿条 | untestable | untestable
--   minhang_2023_summary | rival_figures | one value of 获银行授信科技企业数 | 145家, 161家 | - | -
--   minhang_2023_summary | run_on_numeral | 第二 | 二二 | - | -
--   putuo_2015_plan | target_conflict | one value of 新认定高新技术企业数 | 20-25家, 20家 | - | -
--   putuo_2019_summary | contradictory_qualifiers | qualifiers that point one way | 近200多位 | - | -
--   putuo_2019_summary | partial_list | 23家 for 科技企业孵化器、众创空间数 | 19 家 from 12家, 2家, 2家, 3家 | consistent | consistent
--   putuo_2019_summary | sum_mismatch | 155次 for 大调研次数 | 160 次 from 102家, 23次, 35家 | inconsistent | inconsistent
--   putuo_2019_summary | sum_mismatch | 7.9亿元 for 科技服务业区级收入 | 797000000 元 from 3.58亿元, 4.39亿元 | inconsistent | consistent
--   - | implied_mismatch | agreement with implied-district_level_tax_total-310107/-2019-whole_from_share-science_services_share-310107/ | 8849300000 to 8881500000 元 | inconsistent | -
--   - | implied_mismatch | agreement with implied-district_level_tax_total-310107/-2019-whole_from_share-science_services_share-310107/-sum_of_parts | 8727000000 to 8849000000 元 | inconsistent | -

select
    document_id,
    kind,
    expected,
    found,
    under_rounding,
    under_truncation
from marts.rpt_discrepancies
where kind not in ('source_damage', 'unit_not_printed')
order by document_id, kind, expected;
