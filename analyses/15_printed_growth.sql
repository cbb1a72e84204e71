-- Question: How fast do the districts say that they grow?
-- Answer:
--   district | indicator | to_year | change_pct | change_abs | change_low | change_high | unit
--   普陀 | 技术合同成交额 | 2019 | 125.7 | - | 125.65 | 125.75 | %
--   普陀 | 软件和信息服务业营业收入 | 2019 | 11.14 | - | 11.135 | 11.145 | %
--   普陀 | 全社会研发经费支出占GDP比重 | 2022 | - | 0.71 | 0.705 | 0.715 | pp
--   普陀 | 高新技术企业缴纳税收 | 2022 | 15.58 | - | 15.575 | 15.585 | %
--   普陀 | 高新技术企业营业收入 | 2022 | 32.17 | - | 32.165 | 32.175 | %
--   普陀 | 两大产业占区税比重 | 2023 | - | 2.03 | 2.025 | 2.035 | pp
--   普陀 | 技术合同成交额 | 2023 | 44.4 | - | 44.35 | 44.45 | %
--   普陀 | 智能软件产业区税 | 2023 | 13.51 | - | 13.505 | 13.515 | %
--   普陀 | 研发服务产业区税 | 2023 | 14.69 | - | 14.685 | 14.695 | %
--   闵行 | 技术合同成交额 | 2023 | 20 | - | 19.5 | 20.5 | %

select
    district,
    indicator,
    to_year,
    change_pct,
    change_abs,
    change_low,
    change_high,
    unit
from marts.fct_growth
where source = 'printed'
order by district, to_year, indicator;
