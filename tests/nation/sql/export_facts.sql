select
    document_id(districts.district_code, printed.y, printed.type) as document_id,
    cast(printed.char_start as varchar) as char_start,
    printed.figure,
    -- Figures of the city have no district.
    case when printed.area_code <> '310000' then districts.district_code end as district_code,
    nullif(printed.area_code, '') as area_code,
    indicators.indicator_code,
    cast(printed.year as varchar) as year,
    printed.kind,
    printed.measure,
    nullif(printed.strength, '') as strength,
    nullif(printed.rank_group, '') as rank_group,
    case when printed.style = 'unitless' then 'The unit is not printed.' end as note,
    case when printed.style = 'unitless' then '未印计量单位。' end as note_zh
from printed
inner join districts on printed.d = districts.d
inner join indicators on printed.i = indicators.i
order by document_id, printed.char_start
