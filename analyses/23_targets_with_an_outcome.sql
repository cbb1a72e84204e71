-- Question: Which targets can be judged, and how did they end?
-- Answer:
--   plan_year | indicator | is_implied | target_figure | actual_figure | attainment_pct | attainment_low | attainment_high | verdict
--   2019 | 室外5G宏站建设数 | True | 706处, 126% | 706处 | 126 | 125.5 | 126.5 | exceeded
--   2019 | 技术合同成交额 | False | 7.5亿元 | 17.57亿元 | 234.27 | 234.2 | 234.334 | exceeded
--   2019 | 新认定高新技术企业数 | False | 23家 | 33家 | 143.4783 | 143.4782 | 143.4783 | exceeded
--   2023 | 招商引进企业区税 | True | 10594万元, 106% | 10594万元 | 106 | 105.5 | 106.5 | exceeded
--   2023 | 首次认定高新技术企业数 | False | 65家 | 67家 | 103.0769 | 103.0769 | 103.077 | exceeded

select
    plan_year,
    indicator,
    is_implied,
    target_figure,
    actual_figure,
    attainment_pct,
    attainment_low,
    attainment_high,
    verdict
from marts.fct_target_attainment
where actual_figure is not null
order by plan_year, indicator;
