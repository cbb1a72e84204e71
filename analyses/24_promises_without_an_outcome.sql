-- Question: Which promises of 2015 were never reported on in these documents?
-- Answer:
--   indicator | target_figure | strength | verdict
--   引进内资 | 3亿元 | binding | no_actual
--   引进外资 | 5000万美元 | binding | no_actual
--   新认定高新技术企业数 | 20-25家 | binding | no_actual
--   科技服务业区级税收 | 14% | binding | no_actual
--   实施研发项目科技企业数 | 150家 | planned | no_actual
--   新增市、区科技小巨人企业数 | 15家 | planned | no_actual
--   科技企业研发项目数 | 500项 | planned | no_actual
--   专利申请量 | 突破2200件 | stretch | no_actual
--   争取科技扶持资金 | 1500万元 | stretch | no_actual
--   人才专项承接数 | 2-5项 | stretch | no_actual
--   区级科技创新项目支持资金 | 600万元 | stretch | no_actual
--   区级科技创新项目数 | 60项 | stretch | no_actual
--   发明和实用新型专利申请比重 | 75%以上 | stretch | no_actual
--   承接市级以上各类专项数 | 100项 | stretch | no_actual
--   技术合同成交额 | 突破8亿元 | stretch | no_actual
--   新认定高新技术企业数 | 20家 | stretch | no_actual
--   认定登记技术合同数 | 超200份 | stretch | no_actual

select
    indicator,
    target_figure,
    strength,
    verdict
from marts.fct_target_attainment
where plan_year = 2015 and kind = 'target' and verdict = 'no_actual'
order by strength, indicator, target_figure;
