-- Promises and forecasts, each with what was asked.
select
    document_id(districts.district_code, printed.y, printed.type) as document_id,
    printed.char_start,
    districts.district_code,
    indicators.indicator_code,
    indicators.direction,
    printed.year,
    printed.measure,
    printed.style,
    printed.plain_value as value,
    printed.kind
from printed
inner join districts on printed.d = districts.d
inner join indicators on printed.i = indicators.i
where printed.kind in ('target', 'expected')
