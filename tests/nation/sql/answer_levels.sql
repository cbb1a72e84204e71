-- Levels of whole districts. Plain ones are printed in one value without a qualifier: growth,
-- verdicts and ratios follow from them without intervals.
select
    districts.district_code,
    districts.city,
    printed.d,
    printed.i,
    indicators.indicator_code,
    indicators.basis,
    indicators.direction,
    printed.y as year,
    min(printed.plain_value) as value,
    bool_and(printed.style in ('plain', 'chinese', 'unitless'))
    and count(distinct printed.m) = 1 as is_plain,
    bool_and(printed.mult = 1 and printed.k = 0) as is_count
from printed
inner join districts on printed.d = districts.d
inner join indicators on printed.i = indicators.i
where printed.slot in ('level', 'rival') and printed.area_code = ''
group by all
