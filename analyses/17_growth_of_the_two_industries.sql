-- Question: How fast did both industries together grow in 2023, and is it the mean of their rates?
-- Answer:
--   indicator | source | change_pct | change_low | change_high
--   两大产业区税合计 | implied | 14.06 | 13.984 | 14.133
--   智能软件产业区税 | printed | 13.51 | 13.505 | 13.515
--   研发服务产业区税 | printed | 14.69 | 14.685 | 14.695

select
    indicator,
    source,
    change_pct,
    change_low,
    change_high
from marts.fct_growth
where
    indicator_code in (
        'two_industries_district_tax',
        'software_district_tax',
        'rd_services_district_tax'
    )
    and from_year = 2022
    and to_year = 2023
order by indicator, source;
