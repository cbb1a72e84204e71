-- Question: What is printed for single places in 普陀 in 2023, rather than for the whole district?
-- Answer:
--   area | indicator | figure | basis
--   上海清华国际创新中心 | 清华中心引进专家数 | 38人 | flow
--   上海清华国际创新中心 | 清华中心市重大专项首批支持资金 | 6647万元 | event
--   上海清华国际创新中心 | 清华中心系列活动数 | 16场 | flow
--   上海清华国际创新中心 | 清华资源落地企业数 | 23家 | flow
--   中以（上海）创新园 | 园区累计引入企业、机构、项目数 | 163家 | cumulative
--   中以（上海）创新园 | 园区累计落地知识产权数 | 607项 | cumulative
--   中以（上海）创新园 | 园区新注册企业数 | 49家 | flow
--   中以（上海）创新园 | 园区新落地知识产权数 | 92项 | flow

select
    areas.area,
    observations.indicator,
    observations.figure,
    indicators.basis
from marts.fct_observations as observations
inner join marts.dim_areas as areas on observations.area_code = areas.area_code
inner join marts.dim_indicators as indicators
    on observations.indicator_code = indicators.indicator_code
where
    observations.district_code = '310107'
    and observations.year = 2023
order by areas.area, observations.char_start, observations.measure;
