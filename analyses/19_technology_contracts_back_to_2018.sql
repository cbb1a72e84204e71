-- Question: How did the technology contracts of 普陀 develop, implied years included?
-- Answer:
--   from_year | to_year | source | change_pct | cagr_pct
--   2018 | 2019 | printed | 125.7 | -
--   2018 | 2022 | implied | 1073.5 | 85.083
--   2018 | 2023 | implied | 1594.5 | 76.12
--   2019 | 2022 | implied | 419.92 | 73.239
--   2019 | 2023 | computed | 650.77 | 65.53
--   2022 | 2023 | printed | 44.4 | -

select
    from_year,
    to_year,
    source,
    change_pct,
    cagr_pct
from marts.fct_growth
where district = '普陀' and indicator_code = 'technology_contract_value'
order by from_year, to_year, source;
