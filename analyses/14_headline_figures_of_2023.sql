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
    theme,
    indicator,
    max(case when district = '普陀' then figure end) as putuo,
    max(case when district = '闵行' then figure end) as minhang
from marts.fct_observations
where
    is_headline
    and year = 2023
    and kind = 'actual'
    and measure = 'level'
    and area_code is null
    and repeat_of is null
group by theme, indicator_code, indicator
having count(distinct district) = 2
order by theme, indicator;
