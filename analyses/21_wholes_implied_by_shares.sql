-- Question: Which totals follow from the printed shares, though no document prints them?
-- Answer:
--   district | area | indicator | year | value | value_low | value_high | unit | input_figures
--   - | 上海市 | 全市科学技术奖总数 | 2022 | 314.814815 | 309.090909 | 320.754717 | 项(人) | 85项(人), 27%
--   普陀 | - | 区税总额 | 2022 | 9483698143.576756 | 9475314126.057884 | 9492089861.994204 | 元 | 11.57亿元, 14.69%, 13.19亿元, 13.51%, 24.92%, 2.03个百分点
--   普陀 | - | 区税总额 | 2023 | 9935794542.536116 | 9931795386.158476 | 9939795304.033716 | 元 | 24.76亿元, 24.92%
--   普陀 | - | 区级税收总额（2019年口径） | 2019 | 8787541713.01446 | 8727070594.774876 | 8848080133.555927 | 元 | 7.9亿元, 8.99%
--   闵行 | - | 地区生产总值 | 2023 | 287216981132.075488 | 285863849765.25824 | 288582938388.625536 | 元 | 304.45亿元, 10.6%

select
    district,
    area,
    indicator,
    year,
    value,
    value_low,
    value_high,
    unit,
    input_figures
from marts.fct_implied_values
where method = 'whole_from_share'
order by indicator, year;
