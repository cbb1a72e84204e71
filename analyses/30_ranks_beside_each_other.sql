-- Question: Which rank of one district has a rank of the other beside it, among the same districts and for the same thing?
-- Answer:
--   indicator | district | year | place | rank_group | other_district | other_rank
--   全社会研发经费支出占GDP比重 | 普陀 | 2022 | 3 | 中心城区 | - | -
--   全社会研发经费支出占GDP比重 | 闵行 | 2022 | 1 | 全市 | - | -
--   创业大赛参赛企业数 | 普陀 | 2019 | 3 | 中心城区 | - | -
--   新认定高新技术成果转化项目数 | 闵行 | 2023 | 1 | 全市 | - | -

select
    ranks.indicator,
    ranks.district,
    ranks.year,
    ranks.value as place,
    ranks.rank_group,
    pairs.district_b as other_district,
    pairs.figure_b as other_rank
from marts.fct_observations as ranks
left join marts.fct_district_comparison as pairs
    on
        ranks.district_code = pairs.district_code_a
        and ranks.indicator_code = pairs.indicator_code_a
        and ranks.year = pairs.year_a
        and pairs.measure = 'rank'
where
    ranks.measure = 'rank'
    and ranks.kind = 'actual'
    and ranks.repeat_of is null
    and ranks.area_code is null
    and ranks.indicator_code in (
        select same.indicator_code_a from marts.fct_district_comparison as same
        where same.indicator_code_a = same.indicator_code_b
    )
order by ranks.indicator, ranks.district;
