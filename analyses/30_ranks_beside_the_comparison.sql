-- Question: Where a comparison has a printed rank beside it, what is it?
-- Answer:
--   indicator | district_a | rank_a | rank_group_a | district_b | rank_b | rank_group_b | grade
--   全社会研发经费支出占GDP比重 | 普陀 | 3 | 中心城区 | 闵行 | 1 | 全市 | B
--   创业大赛参赛企业数 | 普陀 | 3 | 中心城区 | 闵行 | - | - | C
--   新认定高新技术成果转化项目数 | 普陀 | - | - | 闵行 | 1 | 全市 | A

select
    indicator_a as indicator,
    district_a,
    rank_a,
    rank_group_a,
    district_b,
    rank_b,
    rank_group_b,
    grade
from marts.fct_district_comparison
where
    (rank_a is not null or rank_b is not null)
    and indicator_code_a = indicator_code_b
order by indicator_a;
