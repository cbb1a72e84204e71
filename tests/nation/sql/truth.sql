-- The true level of every indicator of every district in every year: n, and what a document makes
-- of it, m steps of mult / 10^k. Districts grow by 5 % a year, give or take a tenth.
create or replace table truth as

with grid as (

    select
        districts.d,
        districts.city,
        indicators.i,
        indicators.dimension,
        indicators.basis,
        indicators.direction,
        indicators.unit,
        years.y,
        draw('base', d, i, 0) as base,
        case when indicators.is_headline then 0.6 else 0.25 end
            > draw('printed', d, i, y) as is_printed,
        exp(0.05 * (y - getvariable('first_year')))
        * (0.9 + 0.2 * draw('level', d, i, y)) as growth,
        indicators.dimension in ('currency_cny', 'currency_usd') as is_money,
        indicators.unit in ('人次', '张') as is_crowd
    from districts
    cross join indicators
    -- One year more at each end: growth needs the year before.
    cross join range(getvariable('first_year') - 1, getvariable('last_year') + 1) as years (y)
    where districts.city between getvariable('from_city') and getvariable('to_city')

),

-- Money is counted in 万, shares in hundredths of a percent, all else in ones.
exact as (

    select
        *,
        case
            when is_money then cast(exp(4 + 10 * base) * growth as bigint) + 50
            when dimension = 'percent'
                then least(9500, cast((50 + 5000 * base) * growth as bigint))
            when is_crowd then cast(exp(8 + 5 * base) * growth as bigint) + 1
            else cast(exp(1.5 + 5 * base) * growth as bigint) + 1
        end as n
    from grid

),

formed as (

    select
        *,
        case
            when is_money and n >= 10000 then '17.57亿'
            when is_money then '1757万'
            when dimension = 'percent' then '17.57'
            when is_crowd and n >= 10000 then '17.5万'
            else '1757'
        end as form
    from exact

),

forms as (

    select *
    from (
        values
        ('17.57亿', 100, 2, 100000000, '亿'),
        ('1757万', 1, 0, 10000, '万'),
        ('17.57', 1, 2, 1, ''),
        ('17.5万', 1000, 1, 10000, '万'),
        ('1757', 1, 0, 1, '')
    ) as forms (form, step, k, mult, scale)

)

select
    formed.*,
    (formed.n + forms.step // 2) // forms.step as m,
    forms.k,
    forms.mult,
    forms.scale,
    forms.mult = 1 and forms.k = 0 as is_count
from formed
inner join forms on formed.form = forms.form;
