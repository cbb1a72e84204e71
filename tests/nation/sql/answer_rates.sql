-- Printed growth, and whether it was made to contradict the levels.
select
    districts.district_code,
    printed.d,
    printed.i,
    indicators.indicator_code,
    printed.y as year,
    printed.measure,
    printed.plain_value as value,
    coalesce(printed.shift, 0) <> 0 as is_wrong
from printed
inner join districts on printed.d = districts.d
inner join indicators on printed.i = indicators.i
where printed.slot in ('rate', 'points')
