-- Question: Where does one document print two different figures for the same thing?
-- Answer:
--   document_id | indicator | year | kind | one_figure | other_figure | first_place | last_place
--   minhang_2023_summary | 获银行授信科技企业数 | 2023 | actual | 145家 | 161家 | 1024 | 3696
--   putuo_2015_plan | 新认定高新技术企业数 | 2015 | target | 20-25家 | 20家 | 486 | 1289

select
    document_id,
    indicator,
    year,
    kind,
    min(figure) as one_figure,
    max(figure) as other_figure,
    min(char_start) as first_place,
    max(char_start) as last_place
from {{ ref('fct_observations') }}
where repeat_of is null
group by
    document_id,
    indicator_code,
    indicator,
    district_code,
    area_code,
    year,
    kind,
    measure
having count(*) > 1
order by document_id, first_place
