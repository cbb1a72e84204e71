-- Growth that summaries print of the true levels, in percent or, of shares, in percentage points.
-- One rate in thirty is 30 points too high, for the marts to find.
create or replace table printed_growth as

with pairs as (

    select
        later.d,
        later.i,
        later.y,
        later.basis,
        later.n,
        earlier.n as n_before
    from truth as later
    inner join truth as earlier
        on later.d = earlier.d and later.i = earlier.i and later.y = earlier.y + 1
    where later.is_printed and later.y >= getvariable('first_year')

),

rates as (

    select
        *,
        round((n / n_before - 1) * 1000) as tenths,
        case when draw('wrong rate', d, i, y) < 0.03 then 300 else 0 end as shift
    from pairs
    where basis not in ('ratio', 'event') and draw('rate', d, i, y) < 0.12

),

points as (

    select
        *,
        n - n_before as hundredths
    from pairs
    where basis = 'ratio' and draw('points', d, i, y) < 0.12

),

stacked as (

    select
        'rate' as slot,
        d, i, y,
        'change_pct' as measure,
        cast(abs(tenths + shift) as bigint) as m,
        1 as k,
        '%' as unit,
        'percent' as dimension,
        case when tenths + shift < 0 then -1 else 1 end as sign,
        shift
    from rates
    where tenths + shift <> 0

    union all

    select
        'points' as slot,
        d, i, y,
        'change_abs' as measure,
        abs(hundredths) as m,
        2 as k,
        '个百分点' as unit,
        'percentage_point' as dimension,
        case when hundredths < 0 then -1 else 1 end as sign,
        null as shift
    from points
    where hundredths <> 0

)

select *, 'summary' as type, y as year, 'actual' as kind from stacked;
