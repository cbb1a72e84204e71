-- Question: What do the documents claim of their targets, and does it follow from their figures?
-- Answer:
--   plan_year | indicator | claimed_verdict | claimed_pct | verdict | agreement
--   2019 | 室外5G宏站建设数 | - | 126 | exceeded | untestable
--   2019 | 技术合同成交额 | exceeded | - | exceeded | consistent
--   2019 | 新认定高新技术企业数 | exceeded | - | exceeded | consistent
--   2023 | 招商引进企业区税 | - | 106 | exceeded | untestable
--   2023 | 首次认定高新技术企业数 | exceeded | - | exceeded | consistent

select
    targets.plan_year,
    targets.indicator,
    claims.claimed_verdict,
    claims.ratio_pct as claimed_pct,
    targets.verdict,
    claims.result as agreement
from marts.fct_target_comparisons as claims
inner join marts.fct_target_attainment as targets
    on claims.target_observation_id = targets.target_observation_id
where claims.held_against = 'claim'
order by targets.plan_year, targets.indicator;
