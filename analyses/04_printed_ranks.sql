-- Question: Which places do the districts claim, and among whom?
-- Answer:
--   district | year | rank_group | place | indicator
--   普陀 | 2019 | 全市 | 1 | 社保卡管理服务考核
--   普陀 | 2019 | 全市 | 2 | 智慧城市信息基础设施评估
--   普陀 | 2022 | 中心城区 | 3 | 全社会研发经费支出占GDP比重
--   普陀 | 2019 | 中心城区 | 3 | 创业大赛参赛企业数
--   普陀 | 2019 | 全区 | 6 | 机关龙舟赛名次
--   闵行 | 2022 | 全市 | 1 | 全社会研发经费支出占GDP比重
--   闵行 | 2023 | 全市 | 1 | 新认定高新技术成果转化项目数
--   闵行 | 2023 | 全市 | 1 | 院士专家工作站建站总量
--   闵行 | 2023 | 全市 | 2 | 有效期内高新技术企业数
--   闵行 | 2023 | 全市 | 2 | 科技企业银行授信额
--   闵行 | 2023 | 全市 | 2 | 累计建设5G基站数

select
    district,
    year,
    rank_group,
    value as place,
    indicator
from marts.fct_observations
where
    measure = 'rank'
    and value is not null
    and repeat_of is null
order by district, value, indicator;
