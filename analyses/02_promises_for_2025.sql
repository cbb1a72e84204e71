-- Question: What does 普陀 promise for 2025, and how firmly?
-- Answer:
--   indicator | measure | figure | strength | char_start
--   智能软件产业占区税比重 | level | 10%以上 | planned | 336
--   研发服务产业占区税比重 | level | 10%以上 | planned | 336
--   新认定高新技术企业数 | level | 62家 | planned | 387
--   新增市、区科技小巨人企业数 | level | 18家 | planned | 405
--   区“互联网+”企业数 | level | 10家 | planned | 420
--   技术合同成交额 | change_abs | 10亿以上 | stretch | 437
--   招商引进企业区税 | level | 突破1亿元 | planned | 461
--   公益科创教育活动场数 | level | 不少于12场 | planned | 3965
--   重大行政决策合法性审查率 | level | 100% | planned | 6118
--   热线和信访市民满意率 | level | 100% | stretch | 6272

select
    observations.indicator,
    observations.measure,
    observations.figure,
    targets.strength,
    observations.char_start
from marts.fct_target_attainment as targets
inner join marts.fct_observations as observations
    on targets.target_observation_id = observations.observation_id
where
    targets.document_id = 'putuo_2025_plan'
    and targets.kind = 'target'
    and targets.target_year = 2025
order by observations.char_start, observations.indicator;
