-- Question: What do the documents say of R&D as a share of GDP: levels, changes, ranks and targets?
-- Answer:
--   district | year | kind | measure | figure | value | unit | rank_group
--   普陀 | 2022 | actual | change_abs | 0.71个百分点 | 0.71 | pp | -
--   普陀 | 2022 | actual | level | 3.07% | 3.07 | % | -
--   普陀 | 2022 | actual | rank | 第三 | 3 | rank | 中心城区
--   普陀 | 2024 | target | level | 2.6% | 2.6 | % | -
--   闵行 | 2022 | actual | level | 10.6% | 10.6 | % | -
--   闵行 | 2022 | actual | rank | 第一 | 1 | rank | 全市

select
    district,
    year,
    kind,
    measure,
    figure,
    value,
    unit,
    rank_group
from marts.fct_observations
where
    indicator_code = 'rd_gdp_share'
    and repeat_of is null
order by district, year, measure;
