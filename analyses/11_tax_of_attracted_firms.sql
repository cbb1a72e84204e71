-- Question: How much tax came from enterprises attracted in 2023, and what part is the district's?
-- Answer:
--   total_tax | district_tax | share_pct | share_pct_low | share_pct_high
--   35238.25万元 | 10594万元 | 30.1 | 30.0625 | 30.0653

select
    total.figure as total_tax,
    district.figure as district_tax,
    round(cast(district.value / total.value * 100 as double), 1) as share_pct,
    round(
        cast(district.value_low / total.value_high * 100 as double), 4
    ) as share_pct_low,
    round(
        cast(district.value_high / total.value_low * 100 as double), 4
    ) as share_pct_high
from marts.fct_observations as total
inner join marts.fct_observations as district
    on
        total.document_id = district.document_id
        and total.year = district.year
where
    total.indicator_code = 'attracted_firms_total_tax'
    and district.indicator_code = 'attracted_firms_district_tax'
    and district.measure = 'level'
    and total.repeat_of is null
    and district.repeat_of is null;
