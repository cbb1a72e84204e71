-- Question: What is printed for 大零号湾 and for its core area alone?
-- Answer:
--   area | indicator | figure | value_low | value_high | unit
--   大零号湾 | 大零号湾重点方向数 | 5大 | 5 | 5 | 个
--   大零号湾 | 大零号湾重点工作安排数 | 80项 | 80 | 80 | 项
--   大零号湾 | 聚焦战略性新兴产业数 | 4个 | 4 | 4 | 个
--   大零号湾 | 聚焦未来产业数 | 3个 | 3 | 3 | 个
--   大零号湾 | 策源和攻关方向数 | 19个 | 19 | 19 | 个
--   大零号湾 | 金融港首批入驻机构数 | 26家 | 26 | 26 | 家
--   大零号湾 | 科创金融联盟基金总规模 | 超150亿元 | 15000000000 | - | 元
--   大零号湾 | 创新策源私募基金规模 | 1亿元 | 50000000 | 150000000 | 元
--   大零号湾 | 区域累计汇聚硬科技企业数 | 4000余家 | 4000 | 5000 | 家
--   大零号湾 | 估值亿元以上企业数 | 112家 | 112 | 112 | 家
--   大零号湾 | 市场估值超10亿元企业数 | 30家 | 30 | 30 | 家
--   大零号湾 | 科技传播联盟首批成员数 | 21家 | 21 | 21 | 家
--   大零号湾核心区 | 核心区完成融资企业数 | 25家 | 25 | 25 | 家
--   大零号湾核心区 | 核心区企业融资额 | 超13亿元 | 1300000000 | - | 元

select
    areas.area,
    observations.indicator,
    observations.figure,
    observations.value_low,
    observations.value_high,
    observations.unit
from marts.fct_observations as observations
inner join marts.dim_areas as areas on observations.area_code = areas.area_code
where areas.area_code in ('310112-DLH', '310112-DLHC')
order by areas.area, observations.char_start;
