-- Question: Which facts does 闵行 print twice, and where?
-- Answer:
--   indicator | measure | first_print | first_place | second_print | second_place
--   有效期内高新技术企业数 | level | 3612家 | 961 | 3612家 | 3551
--   有效期内高新技术企业数 | rank | 第二 | 970 | 第二 | 3560
--   新增市、区科技小巨人企业数 | level | 56家 | 947 | 56家 | 3617
--   科技企业银行授信额 | level | 7.3亿元 | 1038 | 7.3亿元 | 3710
--   科技企业银行授信额 | rank | 第二 | 1047 | 第二 | 3719
--   新增院士专家工作站数 | level | 10家 | 985 | 10家 | 3800
--   院士专家工作站建站总量 | level | 128家 | 1001 | 128家 | 3816
--   院士专家工作站建站总量 | rank | 第一 | 1009 | 第一 | 3824
--   累计建设5G基站数 | level | 7581座 | 1078 | 7581座 | 4510
--   累计建设5G基站数 | rank | 第二 | 1087 | 第二 | 4519
--   住宅小区地下车库移动网络覆盖工程数 | level | 168 | 1109 | 168个 | 4541
--   智能便民电话亭建设数 | level | 31个 | 1115 | 31个 | 4548

select
    repeats.indicator,
    repeats.measure,
    firsts.figure as first_print,
    firsts.char_start as first_place,
    repeats.figure as second_print,
    repeats.char_start as second_place
from marts.fct_observations as repeats
inner join marts.fct_observations as firsts
    on repeats.repeat_of = firsts.observation_id
where repeats.document_id = 'minhang_2023_summary'
order by second_place;
