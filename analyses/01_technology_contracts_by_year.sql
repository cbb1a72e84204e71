-- Question: How large are the technology contracts, by district and year, and where is it printed?
-- Answer:
--   district | year | kind | figure | value | value_low | value_high | document_id | char_start
--   普陀 | 2015 | target | 突破8亿元 | 800000000 | 800000000 | - | putuo_2015_plan | 1651
--   普陀 | 2019 | actual | 17.57亿元 | 1757000000 | 1756500000 | 1757500000 | putuo_2019_summary | 3682
--   普陀 | 2019 | target | 7.5亿元 | 750000000 | 750000000 | 750000000 | putuo_2019_summary | 3710
--   普陀 | 2023 | actual | 131.91亿 | 13191000000 | 13190500000 | 13191500000 | putuo_2023_summary | 6425
--   闵行 | 2023 | actual | 320亿元 | 32000000000 | 31950000000 | 32050000000 | minhang_2023_summary | 911

select
    district,
    year,
    kind,
    figure,
    value,
    value_low,
    value_high,
    document_id,
    char_start
from marts.fct_observations
where
    indicator_code = 'technology_contract_value'
    and measure = 'level'
    and repeat_of is null
order by district, year, kind;
