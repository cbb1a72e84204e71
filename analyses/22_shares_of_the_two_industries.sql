-- Question: How large is the share of each industry in district tax, against the 10 % of 2025?
-- Answer:
--   indicator | year | value | value_low | value_high
--   智能软件产业占区税比重 | 2022 | 12.253 | 12.2367 | 12.2688
--   智能软件产业占区税比重 | 2023 | 13.275 | 13.2648 | 13.2857
--   研发服务产业占区税比重 | 2022 | 10.637 | 10.6228 | 10.6518
--   研发服务产业占区税比重 | 2023 | 11.645 | 11.635 | 11.6545

select
    indicator,
    year,
    value,
    value_low,
    value_high
from marts.fct_implied_values
where method = 'share_of_whole'
order by indicator, year;
