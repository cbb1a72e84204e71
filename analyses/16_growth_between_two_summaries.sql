-- Question: How fast did 普陀 grow from 2019 to 2023, a year, by the levels it printed?
-- Answer:
--   indicator | from_figure | to_figure | change_pct | cagr_pct | cagr_low | cagr_high
--   技术合同成交额 | 17.57亿元 | 131.91亿 | 650.77 | 65.53 | 65.5165 | 65.5433
--   认定登记技术合同数 | 249份 | 1250件 | 402.008 | 49.6848 | 49.6847 | 49.6848
--   研发服务产业区税 | 3.58亿元 | 11.57亿元 | 223.2 | 34.08 | 34.018 | 34.141
--   智能软件产业区税 | 4.39亿元 | 13.19亿元 | 200.46 | 31.66 | 31.607 | 31.708
--   获上海市科学技术奖项目数 | 15个 | 21个 | 40 | 8.7757 | 8.7757 | 8.7758
--   入选市学术/技术带头人人数 | 5人 | 6人 | 20 | 4.6635 | 4.6635 | 4.6636

select
    indicator,
    from_figure,
    to_figure,
    change_pct,
    cagr_pct,
    cagr_low,
    cagr_high
from marts.fct_growth
where
    district = '普陀'
    and source = 'computed'
    and from_year = 2019
    and to_year = 2023
order by cagr_pct desc, indicator asc;
