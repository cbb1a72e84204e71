-- Question: One page on each district: headline, growth, targets, standing?
-- Answer:
--   district | section | subject | year | detail | finding
--   普陀 | 1 headline | 5G室外基站开通数 | 2023 | actual | 2626个
--   普陀 | 1 headline | 两大产业区税合计 | 2023 | actual | 24.76亿元
--   普陀 | 1 headline | 两大产业占区税比重 | 2023 | actual | 24.92%
--   普陀 | 1 headline | 住宅小区地下车库移动网络覆盖工程数 | 2023 | actual | 104个
--   普陀 | 1 headline | 入选市启明星人数 | 2023 | actual | 22人
--   普陀 | 1 headline | 入选市启明星人数（扬帆另计） | 2019 | actual | 12人
--   普陀 | 1 headline | 入选市学术/技术带头人人数 | 2019 | actual | 5人
--   普陀 | 1 headline | 入选市学术/技术带头人人数 | 2023 | actual | 6人
--   普陀 | 1 headline | 全年招商引进企业数 | 2023 | actual | 360家
--   普陀 | 1 headline | 全社会研发经费支出占GDP比重 | 2022 | actual | 3.07%
--   普陀 | 1 headline | 创业大赛参赛企业数 | 2019 | actual | 202家
--   普陀 | 1 headline | 参赛企业获市级立项数 | 2019 | actual | 48家
--   普陀 | 1 headline | 在孵企业数 | 2019 | actual | 1144家
--   普陀 | 1 headline | 外国高端人才工作许可证数 | 2023 | actual | 116件
--   普陀 | 1 headline | 室外5G宏站建设数 | 2019 | actual | 706处
--   普陀 | 1 headline | 市级科技专项立项数 | 2019 | actual | 251个
--   普陀 | 1 headline | 市级科技专项立项资金 | 2019 | actual | 9681.5万元
--   普陀 | 1 headline | 引进优质企业数 | 2019 | actual | 76家
--   普陀 | 1 headline | 技术合同成交额 | 2019 | actual | 17.57亿元
--   普陀 | 1 headline | 技术合同成交额 | 2023 | actual | 131.91亿
--   普陀 | 1 headline | 招商引进企业产税 | 2023 | actual | 35238.25万元
--   普陀 | 1 headline | 招商引进企业区税 | 2023 | actual | 10594万元
--   普陀 | 1 headline | 新增市、区科技小巨人企业数 | 2019 | actual | 17家
--   普陀 | 1 headline | 新增数字化转型示范项目和标杆场景数 | 2023 | actual | 26个
--   普陀 | 1 headline | 新认定高新技术企业数 | 2019 | actual | 33家
--   普陀 | 1 headline | 新认定高新技术成果转化项目数 | 2023 | actual | 20项
--   普陀 | 1 headline | 智能软件产业区税 | 2019 | actual | 4.39亿元
--   普陀 | 1 headline | 智能软件产业区税 | 2023 | actual | 13.19亿元
--   普陀 | 1 headline | 研发服务产业区税 | 2019 | actual | 3.58亿元
--   普陀 | 1 headline | 研发服务产业区税 | 2023 | actual | 11.57亿元
--   普陀 | 1 headline | 科技企业孵化器、众创空间数 | 2019 | actual | 23家
--   普陀 | 1 headline | 科技型中小企业评价入库数 | 2023 | actual | 593家
--   普陀 | 1 headline | 科技服务业区级收入 | 2019 | actual | 7.9亿元
--   普陀 | 1 headline | 科技服务业占区级税收比重 | 2019 | actual | 8.99%
--   普陀 | 1 headline | 科普惠民活动场数 | 2023 | actual | 近百场
--   普陀 | 1 headline | 获上海市科学技术奖项目数 | 2019 | actual | 15个
--   普陀 | 1 headline | 获上海市科学技术奖项目数 | 2023 | actual | 21个
--   普陀 | 1 headline | 认定登记技术合同数 | 2019 | actual | 249份
--   普陀 | 1 headline | 认定登记技术合同数 | 2023 | actual | 1250件
--   普陀 | 1 headline | 软件和信息服务业营业收入 | 2019 | actual | 238.34亿元
--   普陀 | 1 headline | 首次认定高新技术企业数 | 2023 | actual | 67家
--   普陀 | 1 headline | 高新技术企业缴纳税收 | 2022 | actual | 46.01亿元
--   普陀 | 1 headline | 高新技术企业营业收入 | 2022 | actual | 1104.94亿元
--   普陀 | 2 growth | 两大产业占区税比重 | 2023 | printed since 2022 | 2.03 %
--   普陀 | 2 growth | 入选市学术/技术带头人人数 | 2023 | computed since 2019 | 4.6635 % a year
--   普陀 | 2 growth | 全社会研发经费支出占GDP比重 | 2022 | printed since 2021 | 0.71 %
--   普陀 | 2 growth | 技术合同成交额 | 2019 | printed since 2018 | 125.7 %
--   普陀 | 2 growth | 技术合同成交额 | 2023 | computed since 2019 | 65.53 % a year
--   普陀 | 2 growth | 技术合同成交额 | 2023 | printed since 2022 | 44.4 %
--   普陀 | 2 growth | 智能软件产业区税 | 2023 | computed since 2019 | 31.66 % a year
--   普陀 | 2 growth | 智能软件产业区税 | 2023 | printed since 2022 | 13.51 %
--   普陀 | 2 growth | 研发服务产业区税 | 2023 | computed since 2019 | 34.08 % a year
--   普陀 | 2 growth | 研发服务产业区税 | 2023 | printed since 2022 | 14.69 %
--   普陀 | 2 growth | 获上海市科学技术奖项目数 | 2023 | computed since 2019 | 8.7757 % a year
--   普陀 | 2 growth | 认定登记技术合同数 | 2023 | computed since 2019 | 49.6848 % a year
--   普陀 | 2 growth | 软件和信息服务业营业收入 | 2019 | printed since 2018 | 11.14 %
--   普陀 | 2 growth | 高新技术企业缴纳税收 | 2022 | printed since 2021 | 15.58 %
--   普陀 | 2 growth | 高新技术企业营业收入 | 2022 | printed since 2021 | 32.17 %
--   普陀 | 3 targets | 全社会研发经费支出占GDP比重 | 2024 | 2.6% | not_due
--   普陀 | 3 targets | 公益科创教育活动场数 | 2025 | 不少于12场 | not_due
--   普陀 | 3 targets | 区“互联网+”企业数 | 2025 | 10家 | not_due
--   普陀 | 3 targets | 技术合同成交额 | 2019 | 7.5亿元 | exceeded with 17.57亿元
--   普陀 | 3 targets | 技术合同成交额 | 2025 | 10亿以上 | not_due
--   普陀 | 3 targets | 招商引进企业区税 | 2025 | 突破1亿元 | not_due
--   普陀 | 3 targets | 新增市、区科技小巨人企业数 | 2025 | 18家 | not_due
--   普陀 | 3 targets | 新认定高新技术企业数 | 2019 | 23家 | exceeded with 33家
--   普陀 | 3 targets | 新认定高新技术企业数 | 2025 | 62家 | not_due
--   普陀 | 3 targets | 智能软件产业占区税比重 | 2025 | 10%以上 | not_due
--   普陀 | 3 targets | 智能软件产业集群规模 | - | 千亿级 | not_due
--   普陀 | 3 targets | 热线和信访市民满意率 | 2025 | 100% | not_due
--   普陀 | 3 targets | 特色产业赛道规模 | - | 百亿级 | not_due
--   普陀 | 3 targets | 研发服务产业占区税比重 | 2025 | 10%以上 | not_due
--   普陀 | 3 targets | 重大行政决策合法性审查率 | 2025 | 100% | not_due
--   普陀 | 3 targets | 首次认定高新技术企业数 | 2023 | 65家 | exceeded with 67家
--   普陀 | 4 standing | 住宅小区地下车库移动网络覆盖工程数 | 2023 | grade B, level | less: 普陀 104个, 闵行 168
--   普陀 | 4 standing | 入选市启明星人数 | 2023 | grade B, level | less: 普陀 22人, 闵行 101人
--   普陀 | 4 standing | 入选市学术/技术带头人人数 | 2023 | grade A, level | less: 普陀 6人, 闵行 20人
--   普陀 | 4 standing | 全社会研发经费支出占GDP比重 | 2022 | grade B, level | trails: 普陀 3.07%, 闵行 10.6%
--   普陀 | 4 standing | 外国高端人才工作许可证数 | 2023 | grade A, level | less: 普陀 116件, 闵行 520张
--   普陀 | 4 standing | 技术合同成交额 | 2023 | grade A, change_pct | leads: 普陀 44.4%, 闵行 20%
--   普陀 | 4 standing | 技术合同成交额 | 2023 | grade A, level | less: 普陀 131.91亿, 闵行 320亿元
--   普陀 | 4 standing | 新认定高新技术成果转化项目数 | 2023 | grade A, level | less: 普陀 20项, 闵行 108项
--   闵行 | 1 headline | 住宅小区地下车库移动网络覆盖工程数 | 2023 | actual | 168
--   闵行 | 1 headline | 入选市启明星人数 | 2023 | actual | 101人
--   闵行 | 1 headline | 入选市学术/技术带头人人数 | 2023 | actual | 20人
--   闵行 | 1 headline | 全社会研发投入（经费支出） | 2022 | actual | 304.45亿元
--   闵行 | 1 headline | 全社会研发经费支出占GDP比重 | 2022 | actual | 10.6%
--   闵行 | 1 headline | 具备科学素质公民比例 | 2022 | actual | 26.8%
--   闵行 | 1 headline | 创业大赛参赛企业数 | 2023 | actual | 996家
--   闵行 | 1 headline | 占全市科学技术奖总数比重 | 2022 | actual | 27%
--   闵行 | 1 headline | 参赛企业获市级立项数 | 2023 | actual | 201家
--   闵行 | 1 headline | 外国人来华工作许可证数 | 2023 | actual | 3950张
--   闵行 | 1 headline | 外国高端人才工作许可证数 | 2023 | actual | 520张
--   闵行 | 1 headline | 技术合同成交额 | 2023 | actual | 320亿元
--   闵行 | 1 headline | 新增市、区科技小巨人企业数 | 2023 | actual | 56家
--   闵行 | 1 headline | 新认定高新技术成果转化项目数 | 2023 | actual | 108项
--   闵行 | 1 headline | 有效期内高新技术企业数 | 2023 | actual | 3612家
--   闵行 | 1 headline | 科技企业银行授信额 | 2023 | actual | 7.3亿元
--   闵行 | 1 headline | 科技节和科普日活动参加人次 | 2023 | actual | 9万多人次
--   闵行 | 1 headline | 科技节和科普日科普活动场数 | 2023 | actual | 近300场
--   闵行 | 1 headline | 科普教育基地数 | 2023 | actual | 96家
--   闵行 | 1 headline | 累计建设5G基站数 | 2023 | actual | 7581座
--   闵行 | 1 headline | 累计归集数据量 | 2023 | actual | 28.33亿条
--   闵行 | 1 headline | 获上海市科学技术奖项（人）数 | 2022 | actual | 85项(人)
--   闵行 | 1 headline | 获银行授信科技企业数 | 2023 | actual | 145家
--   闵行 | 1 headline | 获银行授信科技企业数 | 2023 | actual | 161家
--   闵行 | 1 headline | 院士专家工作站建站总量 | 2023 | actual | 128家
--   闵行 | 2 growth | 技术合同成交额 | 2023 | printed since 2022 | 20 %
--   闵行 | 4 standing | 住宅小区地下车库移动网络覆盖工程数 | 2023 | grade B, level | more: 闵行 168, 普陀 104个
--   闵行 | 4 standing | 入选市启明星人数 | 2023 | grade B, level | more: 闵行 101人, 普陀 22人
--   闵行 | 4 standing | 入选市学术/技术带头人人数 | 2023 | grade A, level | more: 闵行 20人, 普陀 6人
--   闵行 | 4 standing | 全社会研发经费支出占GDP比重 | 2022 | grade B, level | leads: 闵行 10.6%, 普陀 3.07%
--   闵行 | 4 standing | 外国高端人才工作许可证数 | 2023 | grade A, level | more: 闵行 520张, 普陀 116件
--   闵行 | 4 standing | 技术合同成交额 | 2023 | grade A, change_pct | trails: 闵行 20%, 普陀 44.4%
--   闵行 | 4 standing | 技术合同成交额 | 2023 | grade A, level | more: 闵行 320亿元, 普陀 131.91亿
--   闵行 | 4 standing | 新认定高新技术成果转化项目数 | 2023 | grade A, level | more: 闵行 108项, 普陀 20项

with headlines as (

    select
        district,
        '1 headline' as section,
        indicator as subject,
        year,
        kind as detail,
        figure as finding
    from marts.fct_observations
    where
        district is not null
        and is_headline
        and kind = 'actual'
        and measure = 'level'
        and area_code is null
        and repeat_of is null

),

growth as (

    select
        district,
        '2 growth' as section,
        indicator as subject,
        to_year as year,
        concat(source, ' since ', from_year) as detail,
        concat(
            coalesce(
                rtrim(rtrim(cast(coalesce(cagr_pct, change_pct, change_abs) as text), '0'), '.'),
                -- A rate that is only a bound has ends and no value.
                'at least '
                || rtrim(
                    rtrim(cast(coalesce(cagr_low, change_low, change_abs_low) as text), '0'), '.'
                ),
                'at most '
                || rtrim(
                    rtrim(cast(coalesce(cagr_high, change_high, change_abs_high) as text), '0'), '.'
                )
            ),
            case
                when coalesce(cagr_pct, cagr_low, cagr_high) is not null then ' % a year'
                when coalesce(change_pct, change_low, change_high) is not null then ' %'
                else ' pp'
            end
        ) as finding
    from marts.fct_growth
    where
        district is not null
        and is_headline
        and source in ('printed', 'computed')
        and area_code is null

),

targets as (

    select
        district,
        '3 targets' as section,
        indicator as subject,
        target_year as year,
        target_figure as detail,
        concat(verdict, ' with ' || actual_figure) as finding
    from marts.fct_target_attainment
    where
        kind = 'target'
        and not is_implied
        and (verdict in ('met', 'exceeded', 'not_met', 'indeterminate') or plan_year > 2023)

),

standing as (

    select
        district_a as district,
        '4 standing' as section,
        indicator_a as subject,
        greatest(year_a, year_b) as year,
        concat('grade ', grade, ', ', measure) as detail,
        concat(
            relation, ': ', district_a, ' ', figure_a, ', ', district_b, ' ', figure_b
        ) as finding
    from marts.fct_district_comparison
    where grade in ('A', 'B')

),

briefing as (

    select * from headlines
    union all
    select * from growth
    union all
    select * from targets
    union all
    select * from standing

)

select * from briefing
order by district, section, subject, year, detail, finding;
