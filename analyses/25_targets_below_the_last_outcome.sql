-- Question: Which targets ask for less than 普陀 had already reached?
-- Answer:
--   indicator | target_year | target_figure | prior_year | held_against | prior_figure | prior_low | ratio_pct | difference | difference_unit
--   全社会研发经费支出占GDP比重 | 2024 | 2.6% | 2022 | prior_printed | 3.07% | 3.065 | - | -0.47 | pp
--   区“互联网+”企业数 | 2025 | 10家 | 2019 | prior_printed | 11家 | 11 | 90.9091 | -1 | 家
--   技术合同成交额 | 2019 | 7.5亿元 | 2018 | prior_implied | - | 778073000 | 96.343 | -28470000 | 元
--   技术合同成交额 | 2025 | 10亿以上 | 2023 | prior_printed | 131.91亿, 44.4% | 4052640000 | 24.655 | -3056000000 | 元
--   招商引进企业区税 | 2025 | 突破1亿元 | 2023 | prior_printed | 10594万元 | 105935000 | 94.3931 | -5940000 | 元
--   新认定高新技术企业数 | 2025 | 62家 | 2023 | prior_implied | - | 67 | - | - | 家
--   智能软件产业占区税比重 | 2025 | 10%以上 | 2023 | prior_implied | - | 13.2648 | - | -3.275 | pp
--   研发服务产业占区税比重 | 2025 | 10%以上 | 2023 | prior_implied | - | 11.635 | - | -1.645 | pp

select
    target_indicator as indicator,
    target_year,
    target_figure,
    year as prior_year,
    held_against,
    figure as prior_figure,
    value_low as prior_low,
    ratio_pct,
    difference,
    difference_unit
from marts.fct_target_comparisons
where held_against in ('prior_printed', 'prior_implied') and result = 'below_prior'
order by target_indicator, year;
