-- Question: Which district is stronger for its size?
-- Answer:
--   indicator | measure | year_a | putuo | year_b | minhang | relation | grade | reasons
--   技术合同成交额 | change_pct | 2023 | 44.4% | 2023 | 20% | leads | A | -
--   全社会研发经费支出占GDP比重 | level | 2022 | 3.07% | 2022 | 10.6% | trails | B | PERIOD_LAG
-- Shares and rates are free of size, and these are all that may be compared. No document prints the population, the area or,
-- for 普陀, the GDP, so counts and amounts cannot be put in proportion; those pairs carry the reason SIZE.

select
    indicator_a as indicator,
    measure,
    year_a,
    figure_a as putuo,
    year_b,
    figure_b as minhang,
    relation,
    grade,
    reasons
from marts.fct_district_comparison
where
    district_a = '普陀'
    and district_b = '闵行'
    and unit = '%'
    and relation <> 'not_comparable'
order by measure, indicator_a;
