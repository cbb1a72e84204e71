-- Question: Are 10亿元 more of technology contracts in 2025 much?
-- Answer:
--   target_figure | target_year | last_rise_from | last_rise_year | last_rise | asked_in_pct_of_last_rise | ratio_low | ratio_high | result | last_level
--   10亿以上 | 2025 | 131.91亿, 44.4% | 2023 | 4056000000 | 24.655 | 24.6349 | 24.6753 | below_prior | 131.91亿
-- The plan prints neither the level nor the growth of 2024, so this is beside the rise of 2023, which follows from the level and rate of
-- that year, and beside its level.

select
    targets.target_figure,
    targets.target_year,
    targets.figure as last_rise_from,
    targets.year as last_rise_year,
    targets.value as last_rise,
    targets.ratio_pct as asked_in_pct_of_last_rise,
    targets.ratio_low,
    targets.ratio_high,
    targets.result,
    levels.figure as last_level
from marts.fct_target_comparisons as targets
left join marts.fct_observations as levels
    on
        targets.indicator_code = levels.indicator_code
        and targets.district_code = levels.district_code
        and targets.year = levels.year
        and levels.measure = 'level'
        and levels.kind = 'actual'
        and levels.repeat_of is null
where
    targets.indicator_code = 'technology_contract_value'
    and targets.target_year = 2025
    and targets.held_against = 'prior_printed';
