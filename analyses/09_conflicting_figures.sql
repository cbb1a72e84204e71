-- Question: Where does one document print two different figures for the same thing?
-- Answer:
--   document_id | indicator | year | kind | one_figure | other_figure | first_place | last_place
--   minhang_2023_summary | 获银行授信科技企业数 | 2023 | actual | 145家 | 161家 | 1024 | 3696
--   putuo_2015_plan | 新认定高新技术企业数 | 2015 | target | 20-25家 | 20家 | 486 | 1289

with observations as (

    select * from marts.fct_observations

),

conflicts as (

    select
        conflicts_with,
        min(figure) as lowest_figure,
        max(figure) as highest_figure,
        max(char_start) as last_place
    from observations
    where conflicts_with is not null
    group by conflicts_with

),

compared as (

    select
        first_prints.document_id,
        first_prints.indicator,
        first_prints.year,
        first_prints.kind,
        first_prints.char_start as first_place,
        conflicts.last_place,
        least(first_prints.figure, conflicts.lowest_figure) as one_figure,
        greatest(first_prints.figure, conflicts.highest_figure) as other_figure
    from conflicts
    inner join observations as first_prints
        on conflicts.conflicts_with = first_prints.observation_id

)

select
    document_id,
    indicator,
    year,
    kind,
    one_figure,
    other_figure,
    first_place,
    last_place
from compared
order by document_id, first_place;
