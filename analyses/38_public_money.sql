-- Question: How much public money is there, from whom, and is it promised or paid?
-- Answer:
--   year | indicator | figure | kind | funder | funding_stage
--   2015 | 区级科技创新项目支持资金 | 600万元 | target | district | planned
--   2015 | 争取科技扶持资金 | 1500万元 | target | city_or_above | sought
--   2019 | 人才计划市级资助资金 | 1140万 | actual | city | approved
--   2019 | 市级科技专项立项资金 | 9681.5万元 | actual | city | approved
--   2023 | 稳增长奖励申请资金 | 638万元 | actual | district | applied
--   2023 | 市创新资金立项扶持金额 | 255万元 | actual | city | approved
--   2023 | 清华中心市重大专项首批支持资金 | 6647万元 | actual | city | approved
--   2023 | 产业专项政策支持资金 | 4159.24万元 | expected | not_stated | intended
--   2023 | 市载体绩效评价扶持资金 | 119.67万元 | expected | not_stated | intended
--   2023 | 企业研发投入奖励资金 | 856.87万元 | actual | district | paid
--   2023 | 孵化器绩效资金 | 166.93万元 | actual | not_stated | paid
--   2023 | 科技服务券兑现金额 | 573.27万元 | actual | not_stated | paid
-- These are the amounts that the documents print, not a budget: they overlap, cover different programmes and cannot be added up.
-- Who pays is given only where a sentence says so.

select
    observations.year,
    observations.indicator,
    observations.figure,
    observations.kind,
    indicators.funder,
    indicators.funding_stage
from marts.fct_observations as observations
inner join marts.dim_indicators as indicators
    on observations.indicator_code = indicators.indicator_code
where
    indicators.funding_stage is not null
    and observations.measure = 'level'
    and observations.repeat_of is null
order by observations.year, indicators.funding_stage, observations.indicator;
