-- Question: Where does one document print two different figures for the same thing?
-- Answer:
--   document_id | indicator | year | kind | one_figure | other_figure | first_place | last_place
--   minhang_2023_summary | 获银行授信科技企业数 | 2023 | actual | 145家 | 161家 | 1024 | 3696
--   putuo_2015_plan | 新认定高新技术企业数 | 2015 | target | 20-25家 | 20家 | 486 | 1289

with observations as (

    select * from marts.fct_observations

),

rivals as (

    select
        rival_of,
        min(figure) as lowest_figure,
        max(figure) as highest_figure,
        max(char_start) as last_place
    from observations
    where rival_of is not null
    group by rival_of

),

compared as (

    select
        first_prints.document_id,
        first_prints.indicator,
        first_prints.year,
        first_prints.kind,
        first_prints.char_start as first_place,
        rivals.last_place,
        least(first_prints.figure, rivals.lowest_figure) as one_figure,
        greatest(first_prints.figure, rivals.highest_figure) as other_figure
    from rivals
    inner join observations as first_prints
        on rivals.rival_of = first_prints.observation_id

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
