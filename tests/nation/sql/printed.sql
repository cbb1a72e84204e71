-- Every fact that a document prints, with its place and its text. `slot` says why it is there.
create or replace table printed as

with stacked as (

    select * from printed_levels
    union all by name
    select * from printed_growth
    union all by name
    select * from printed_targets
    union all by name
    select * from printed_asides

),

completed as (

    select
        slot, d, i, y, type, year, kind, measure,
        coalesce(strength, '') as strength,
        coalesce(rank_group, '') as rank_group,
        coalesce(area_code, '') as area_code,
        coalesce(style, 'plain') as style,
        m,
        m_end,
        coalesce(k, 0) as k,
        coalesce(mult, 1) as mult,
        coalesce(scale, '') as scale,
        unit,
        dimension,
        coalesce(sign, 1) as sign,
        shift
    from stacked

),

with_repeats as (

    select
        *,
        0 as print_number
    from completed

    union all

    select
        *,
        1 as print_number
    from completed
    where slot = 'level' and draw('repeat', d * 3 + length(area_code), i, y) < 0.04

),

-- Shuffled within its document, so that a conflicting print may come first or second.
numbered as (

    select
        *,
        row_number() over (
            partition by d, type, y
            order by
                hash(getvariable('seed'), slot, measure, area_code, i, print_number),
                slot, area_code, i, print_number
        ) as fact_number
    from with_repeats

),

worded as (

    select
        *,
        -- 50 characters hold any figure and three other numerals after it.
        60 + 50 * (fact_number - 1)
        + cast(floor(6 * draw('jitter', d * 2 + length(type), fact_number, y)) as integer)
            as char_start,
        case
            when
                style in ('chinese', 'open_ten')
                or (style = 'ordinal' and draw('ordinal', d, i, y) < 0.5)
                then chinese(m)
            else digits(m, k)
        end as numeral,
        case when m_end is not null then digits(m_end, k) end as numeral_end,
        case
            when sign < 0 then '下降'
            when style = 'ordinal' then '第'
            when style = 'more' then list_value('超过', '超', '突破', '逾')[1 + fact_number % 4]
            -- 近10年 is a span of years, not a number of them.
            when style in ('less', 'contradictory') and dimension = 'duration' then '不到'
            when style in ('less', 'contradictory') then '近'
            when style = 'about' and fact_number % 2 = 0 then '约'
            else ''
        end as before,
        case
            when style in ('surplus', 'open_ten') then list_value('余', '多')[1 + fact_number % 2]
            when style = 'contradictory' then '多'
            else ''
        end as surplus,
        case
            when style = 'at_least' then '以上'
            when style = 'about' and fact_number % 2 = 1 then '左右'
            else ''
        end as suffix
    from numbered

)

select
    *,
    before || numeral || coalesce('-' || numeral_end, '') || surplus || scale
    || case style when 'unitless' then '' else unit end || suffix as figure,
    cast(cast(m as decimal(38, 6)) * mult * sign / pow(10, k) as decimal(38, 6)) as plain_value,
    cast(mult / pow(10, k) / 2 as decimal(38, 6)) as half_step,
    cast(cast(m_end as decimal(38, 6)) * mult / pow(10, k) as decimal(38, 6)) as end_value
from worded;
