-- Levels that summaries report, in every style in which documents print a number, and now and then
-- a conflicting print (slot `rival`): another value of the same thing in the same document.
create or replace table printed_levels as

with levels as (

    select
        *,
        '' as area_code
    from truth
    where is_printed and y >= getvariable('first_year')

    union all

    select
        *,
        '310000' as area_code
    from truth
    where
        d = 0
        and y >= getvariable('first_year')
        and basis <> 'event'
        and draw('city', d, i, y) < 0.05

    union all

    select
        *,
        '310107-CIIP' as area_code
    from truth
    where
        d = 0
        and y >= getvariable('first_year')
        and basis <> 'event'
        and draw('park', d, i, y) < 0.05

),

drawn as (

    select
        *,
        draw('style', d * 3 + length(area_code), i, y) as s
    from levels

),

-- Rare styles are frequent enough that 10^4 figures have each of them.
styled as (

    select
        *,
        case
            when is_count then case
                when s < 0.05 then 'more'
                when s < 0.08 and m >= 10 then 'surplus'
                when s < 0.11 then 'at_least'
                when s < 0.13 then 'less'
                when s < 0.14 then 'about'
                when s < 0.17 and m <= 99 then 'chinese'
                when s < 0.18 and m between 20 and 99 then 'open_ten'
                when s between 0.18 and 0.182 and m >= 10 then 'contradictory'
                else 'plain'
            end
            when s < 0.06 then 'more'
            when s < 0.09 then 'less'
            when s < 0.12 then 'at_least'
            when s < 0.14 then 'about'
            when s < 0.15 and scale <> '' then 'unitless'
            else 'plain'
        end as style
    from drawn

),

-- 超1700 and 近1800 are printed for 1757; with a fraction the digits stay.
outcomes as (

    select
        'level' as slot,
        d, i, y, area_code, style,
        case
            when style = 'more' and k = 0 then two_digits(m)
            when style = 'less' and k = 0 then two_digits_up(m)
            when style = 'less' then m + 1
            when style in ('surplus', 'at_least', 'contradictory') then two_digits(m)
            when style = 'open_ten' then m // 10 * 10
            else m
        end as m,
        k, mult, scale, unit, dimension
    from styled

),

rivals as (

    select
        'rival' as slot,
        d, i, y, area_code, style,
        m + 1 + m // 5 as m,
        k, mult, scale, unit, dimension
    from outcomes
    where
        style = 'plain'
        and mult = 1
        and k = 0
        and area_code = ''
        and draw('rival', d, i, y) < 0.005

)

select *, 'summary' as type, y as year, 'actual' as kind, 'level' as measure from outcomes
union all
select *, 'summary' as type, y as year, 'actual' as kind, 'level' as measure from rivals;
