-- Question: Which totals follow from the printed shares, though no document prints them?
-- Answer:
--   district | area_code | indicator | year | value | value_low | value_high | unit | input_figures
--   - | 310000 | 全市科学技术奖总数 | 2022 | 315 | 309 | 320.8 | 项(人) | 85项(人), 27%
--   普陀 | - | 区税总额 | 2022 | 9484000000 | 9475300000 | 9492100000 | 元 | 11.57亿元, 14.69%, 13.19亿元, 13.51%, 24.92%, 2.03个百分点
--   普陀 | - | 区税总额 | 2023 | 9935800000 | 9931790000 | 9939800000 | 元 | 24.76亿元, 24.92%
--   普陀 | - | 区级税收总额（2019年口径） | 2019 | 8790000000 | 8727000000 | 8849000000 | 元 | 7.9亿元, 8.99%
--   普陀 | - | 区级税收总额（2019年口径） | 2019 | 8865000000 | 8849300000 | 8881500000 | 元 | 3.58亿元, 4.39亿元, 8.99%
--   闵行 | - | 地区生产总值 | 2022 | 287200000000 | 285860000000 | 288590000000 | 元 | 304.45亿元, 10.6%

select
    district,
    area_code,
    indicator,
    year,
    value,
    value_low,
    value_high,
    unit,
    input_figures
from marts.fct_implied_values
where method = 'whole_from_share'
order by indicator, year, value_low;
