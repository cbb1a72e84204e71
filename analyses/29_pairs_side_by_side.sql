-- Question: Which figures of the same year stand side by side but must not be divided?
-- Answer:
--   putuo | indicator_a | minhang | indicator_b | reasons
--   2626个 | 5G室外基站开通数 | 7581座 | 累计建设5G基站数 | SCOPE|STOCKFLOW|SIZE
--   23家 | 获市创新资金立项扶持企业数 | 996家 | 创业大赛参赛企业数 | DEF|SIZE
--   23家 | 获市创新资金立项扶持企业数 | 201家 | 参赛企业获市级立项数 | DEF|SCOPE|SIZE
--   23家 | 获市创新资金立项扶持企业数 | 9家 | 国赛优秀企业数 | DEF|SIZE
--   23家 | 获市创新资金立项扶持企业数 | 2家 | 国赛全国百强企业数 | DEF|SIZE
--   二十余场 | 重大科创赛事活动场数 | 56场 | 各类双创活动场数 | SCOPE|ISSUER|SIZE
--   1110件 | 外国人才业务通过件数 | 3950张 | 外国人来华工作许可证数 | DEF|SCOPE|SIZE
--   1110件 | 外国人才业务通过件数 | 520张 | 外国高端人才工作许可证数 | DEF|SCOPE|SIZE
--   116件 | 外国高端人才工作许可证数 | 3950张 | 外国人来华工作许可证数 | SCOPE|SIZE
--   7家 | 区级科普基地授牌数 | 12家 | 新增区级科普教育基地数 | DEF|SIZE
--   7家 | 区级科普基地授牌数 | 2家 | 新增市级科普基地数 | LEVEL|SIZE
--   7家 | 区级科普基地授牌数 | 96家 | 科普教育基地数 | LEVEL|STOCKFLOW|SIZE
--   2家 | 市绩效评价优秀科普基地数 | 12家 | 新增区级科普教育基地数 | DEF|LEVEL|SIZE
--   2家 | 市绩效评价优秀科普基地数 | 2家 | 新增市级科普基地数 | DEF|LEVEL|SIZE
--   2家 | 市绩效评价优秀科普基地数 | 96家 | 科普教育基地数 | LEVEL|STOCKFLOW|SIZE
--   3家 | 获评国家级科普基地数 | 12家 | 新增区级科普教育基地数 | DEF|LEVEL|SIZE
--   3家 | 获评国家级科普基地数 | 2家 | 新增市级科普基地数 | DEF|LEVEL|SIZE
--   3家 | 获评国家级科普基地数 | 96家 | 科普教育基地数 | LEVEL|STOCKFLOW|SIZE
--   超7万人次 | 科技节启动仪式参与人次 | 9万多人次 | 科技节和科普日活动参加人次 | SCOPE|SIZE
--   近百场 | 科普惠民活动场数 | 近300场 | 科技节和科普日科普活动场数 | SCOPE|SIZE
--   67家 | 首次认定高新技术企业数 | 3612家 | 有效期内高新技术企业数 | DEF|STOCKFLOW|SIZE

select
    pairs.figure_a as putuo,
    pairs.indicator_a,
    pairs.figure_b as minhang,
    pairs.indicator_b,
    pairs.reasons
from marts.fct_district_comparison as pairs
inner join marts.dim_indicators as indicators
    on pairs.indicator_code_a = indicators.indicator_code
where pairs.grade = 'C' and pairs.year_a = pairs.year_b and pairs.district_a = '普陀'
order by indicators.concept, pairs.indicator_a, pairs.indicator_b;
