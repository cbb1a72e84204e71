-- Question: Which targets ask for less than 普陀 had already reached?
-- Answer:
--   indicator | target_year | target_figure | prior_year | prior_figure | ratio_pct | difference | difference_unit
--   全社会研发经费支出占GDP比重 | 2024 | 2.6% | 2022 | 3.07% | - | -0.47 | pp
--   区“互联网+”企业数 | 2025 | 10家 | 2019 | 11家 | 90.9091 | -1 | 家
--   技术合同成交额 | 2025 | 10亿以上 | 2023 | 131.91亿, 44.4% | 24.6548 | -3056000000 | 元
--   招商引进企业区税 | 2025 | 突破1亿元 | 2023 | 10594万元 | 94.3931 | -5940000 | 元
--   新认定高新技术企业数 | 2025 | 62家 | 2019 | 33家 | 187.8788 | 29 | 家

select
    target_indicator as indicator,
    target_year,
    target_figure,
    year as prior_year,
    figure as prior_figure,
    ratio_pct,
    difference,
    difference_unit
from marts.fct_target_comparisons
where held_against = 'prior_printed' and result = 'below_prior'
order by target_indicator;
