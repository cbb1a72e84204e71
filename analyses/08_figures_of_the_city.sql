-- Question: Which figures describe the whole city although a district prints them?
-- Answer:
--   document_id | year | indicator | figure | char_start
--   putuo_2019_summary | 2019 | 市成果转化先锋人物数 | 十名 | 3451
--   putuo_2023_summary | 2023 | 市首批科技服务业发展示范区数 | 4家 | 4701
--   putuo_2023_summary | 2023 | 全市首批地下车库全覆盖街道数 | 4个 | 7335

select
    document_id,
    year,
    indicator,
    figure,
    char_start
from marts.fct_observations
where area_code = '310000'
order by document_id, char_start;
