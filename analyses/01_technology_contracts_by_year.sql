-- Question: How large are the technology contracts, by district and year, and where is it printed?
-- Answer:
--   district | year | kind | figure | value | value_low | value_high | source_file | char_start
--   普陀 | 2015 | target | 突破8亿元 | 800000000 | 800000000 | - | 004_ed320ace82496732.txt | 1651
--   普陀 | 2019 | actual | 17.57亿元 | 1757000000 | 1756500000 | 1757500000 | 000_fb1919be47f0f134.txt | 3682
--   普陀 | 2019 | target | 7.5亿元 | 750000000 | 750000000 | 750000000 | 000_fb1919be47f0f134.txt | 3710
--   普陀 | 2023 | actual | 131.91亿 | 13191000000 | 13190500000 | 13191500000 | 001_9c3f654a89426a59.txt | 6425
--   闵行 | 2023 | actual | 320亿元 | 32000000000 | 31950000000 | 32050000000 | 003_54bb072f99b94610.txt | 911

select
    district,
    year,
    kind,
    figure,
    value,
    value_low,
    value_high,
    source_file,
    char_start
from marts.fct_observations
where
    indicator_code = 'technology_contract_value'
    and measure = 'level'
    and repeat_of is null
order by district, year, kind;
