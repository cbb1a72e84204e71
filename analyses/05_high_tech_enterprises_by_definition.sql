-- Question: Which counts of high-tech enterprises are printed, and by which definition?
-- Answer:
--   district | year | kind | figure | indicator | basis
--   普陀 | 2015 | target | 20-25家 | 新认定高新技术企业数 | flow
--   普陀 | 2015 | target | 20家 | 新认定高新技术企业数 | flow
--   普陀 | 2019 | actual | 33家 | 新认定高新技术企业数 | flow
--   普陀 | 2019 | target | 23家 | 新认定高新技术企业数 | flow
--   普陀 | 2023 | actual | 67家 | 首次认定高新技术企业数 | flow
--   普陀 | 2023 | target | 65家 | 首次认定高新技术企业数 | flow
--   普陀 | 2025 | target | 62家 | 新认定高新技术企业数 | flow
--   闵行 | 2023 | actual | 3612家 | 有效期内高新技术企业数 | stock

select
    observations.district,
    observations.year,
    observations.kind,
    observations.figure,
    observations.indicator,
    indicators.basis
from marts.fct_observations as observations
inner join marts.dim_indicators as indicators
    on observations.indicator_code = indicators.indicator_code
where
    indicators.concept_code = 'high_tech_enterprises'
    and observations.measure = 'level'
    and indicators.unit = '家'
    and observations.repeat_of is null
order by
    observations.district,
    observations.year,
    observations.kind,
    observations.char_start;
