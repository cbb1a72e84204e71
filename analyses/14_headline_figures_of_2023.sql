-- Question: What are the headline levels of both districts for 2023, theme by theme?
-- Answer:
--   theme | indicator | putuo | minhang
--   digital | 住宅小区地下车库移动网络覆盖工程数 | 104个 | 168
--   talent | 入选市启明星人数 | 22人 | 101人
--   talent | 入选市学术/技术带头人人数 | 6人 | 20人
--   talent | 外国高端人才工作许可证数 | 116件 | 520张
--   transfer | 技术合同成交额 | 131.91亿 | 320亿元
--   transfer | 新认定高新技术成果转化项目数 | 20项 | 108项

select
    indicators.theme,
    indicators.indicator,
    max(case when observations.district = '普陀' then observations.figure end) as putuo,
    max(case when observations.district = '闵行' then observations.figure end) as minhang
from marts.fct_observations as observations
inner join marts.dim_indicators as indicators
    on observations.indicator_code = indicators.indicator_code
where
    indicators.is_headline
    and observations.year = 2023
    and observations.kind = 'actual'
    and observations.measure = 'level'
    and observations.area_code is null
    and observations.repeat_of is null
group by indicators.theme, indicators.indicator_code, indicators.indicator
having count(distinct observations.district) = 2
order by indicators.theme, indicators.indicator;
