-- Question: Which targets ask for less than 普陀 had already reached?
-- Answer:
--   indicator | target_year | target_figure | prior_actual_year | prior_actual_value | ambition_pct | ambition_pp | verdict
--   全社会研发经费支出占GDP比重 | 2024 | 2.6% | 2022 | 3.07 | - | -0.47 | not_due
--   区“互联网+”企业数 | 2025 | 10家 | 2019 | 11 | -9.0909 | - | not_due
--   技术合同成交额 | 2025 | 10亿以上 | 2023 | 4056000000 | -75.3452 | - | not_due
--   招商引进企业区税 | 2025 | 突破1亿元 | 2023 | 105940000 | -5.6069 | - | not_due
--   新认定高新技术企业数 | 2025 | 62家 | 2019 | 33 | 87.8788 | - | not_due

select
    indicator,
    target_year,
    target_figure,
    prior_actual_year,
    prior_actual_value,
    ambition_pct,
    ambition_pp,
    verdict
from marts.fct_target_attainment
where ambition = 'below_prior'
order by indicator;
