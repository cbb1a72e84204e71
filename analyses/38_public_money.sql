-- Question: How much public money is there, from whom, and is it promised or paid?
-- Answer:
--   TODO
-- These are the amounts that the documents print, not a budget: they overlap, cover different programmes and cannot be added up.
-- Who pays is given only where a sentence says so.

select
    observations.year,
    observations.indicator,
    observations.figure,
    observations.kind,
    indicators.funder,
    indicators.funding_stage
from marts.fct_observations as observations
inner join marts.dim_indicators as indicators
    on observations.indicator_code = indicators.indicator_code
where
    indicators.funding_stage is not null
    and observations.measure = 'level'
    and observations.repeat_of is null
order by observations.year, indicators.funding_stage, observations.indicator;
