-- Question: How did the technology contracts of 普陀 develop, implied years included?
-- Answer:
--   from_year | to_year | source | change_pct | cagr_pct
--   2018 | 2019 | printed | 125.7 | -
--   2018 | 2022 | implied | 1073.4655 | 85.0834
--   2018 | 2023 | implied | 1594.4842 | 76.1195
--   2019 | 2022 | implied | 419.9227 | 73.2392
--   2019 | 2023 | computed | 650.7684 | 65.5299
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
