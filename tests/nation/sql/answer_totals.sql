-- How many rows of each kind the marts must have, counted from what was planted.
with years_printed as (

    select count(distinct printed.y) as years
    from printed
    inner join indicators on printed.i = indicators.i
    where printed.slot = 'level' and indicators.basis <> 'event'
    group by printed.d, printed.i, printed.area_code

)

select 'observations' as name, count(*) as number from printed
union all
select 'numerals', count(*) from ledger
union all
select 'documents', count(*) from ledger_sums
union all
select 'targets', count(*) from printed where kind in ('target', 'expected')
union all
select 'implied_targets', count(*) from printed where slot = 'attainment'
union all
select 'printed_rates', count(*) from printed where slot in ('rate', 'points')
union all
select 'unit_not_printed', count(*) from printed where style = 'unitless'
union all
select 'contradictory_qualifiers', count(*) from printed where style = 'contradictory'
union all
select 'rival_figures', count(*) from printed where slot = 'rival'
union all
-- Every two years that print a level make one rate.
select 'computed_rates', coalesce(cast(sum(years * (years - 1) // 2) as bigint), 0)
from years_printed
