-- Question: Which shares moved, and by how many percentage points?
-- Answer:
--   district | indicator | from_year | to_year | source | change_abs | change_low | change_high
--   普陀 | 两大产业占区税比重 | 2022 | 2023 | printed | 2.03 | 2.025 | 2.035
--   普陀 | 全社会研发经费支出占GDP比重 | 2021 | 2022 | printed | 0.71 | 0.705 | 0.715
--   普陀 | 智能软件产业占区税比重 | 2022 | 2023 | implied | 1.023 | 0.996 | 1.0489
--   普陀 | 研发服务产业占区税比重 | 2022 | 2023 | implied | 1.007 | 0.9833 | 1.0317

select
    district,
    indicator,
    from_year,
    to_year,
    source,
    change_abs,
    change_low,
    change_high
from marts.fct_growth
where unit = 'pp'
order by district, indicator, to_year, source;
