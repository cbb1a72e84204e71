-- Question: How large is the share of each industry in district tax, against the 10 % of 2025?
-- Answer:
--   indicator | year | value | value_low | value_high
--   智能软件产业占区税比重 | 2022 | 12.252732 | 12.23672 | 12.268763
--   智能软件产业占区税比重 | 2023 | 13.275234 | 13.264861 | 13.285614
--   研发服务产业占区税比重 | 2022 | 10.637268 | 10.622807 | 10.651745
--   研发服务产业占区税比重 | 2023 | 11.644766 | 11.635048 | 11.654489

select
    indicator,
    year,
    value,
    value_low,
    value_high
from marts.fct_implied_values
where method = 'share_of_whole'
order by indicator, year;
