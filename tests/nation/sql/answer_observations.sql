-- The interval of each fact, from the style in which it was printed.
with bounded as (

    select
        *,
        case
            when style in ('more', 'surplus', 'open_ten') then 'greater_than'
            when style = 'at_least' then 'at_least'
            when style = 'less' then 'less_than'
            when style in ('about', 'contradictory') then 'approximate'
            when style = 'range' then 'range'
            -- Promises, ranks and whole counts are meant to the digit; the rest was rounded.
            when kind = 'target' or measure = 'rank' then 'exact'
            when dimension in ('count', 'duration') and mult = 1 and k = 0 then 'exact'
            else 'rounded'
        end as bound
    from printed

)

select
    document_id(districts.district_code, bounded.y, bounded.type) as document_id,
    bounded.char_start,
    cast(
        bounded.char_start
        + length(coalesce(bounded.numeral || '-' || bounded.numeral_end, bounded.numeral))
        as integer
    ) as char_end,
    case when bounded.style <> 'range' then bounded.plain_value end as value,
    case
        when bounded.style in ('less', 'about', 'contradictory') then null
        when bounded.bound = 'rounded' then bounded.plain_value - bounded.half_step
        else bounded.plain_value
    end as value_low,
    case
        when bounded.style in ('more', 'at_least', 'about', 'contradictory') then null
        -- 1700余 ends below 1800: one unit of the last digit that is not zero.
        when bounded.style = 'surplus'
            then bounded.plain_value
                + bounded.mult * cast(pow(10, length(cast(bounded.m as varchar))
                    - length(rtrim(cast(bounded.m as varchar), '0'))) as bigint)
        when bounded.style = 'open_ten' then bounded.plain_value + 10
        when bounded.style = 'range' then bounded.end_value
        when bounded.bound = 'rounded' then bounded.plain_value + bounded.half_step
        else bounded.plain_value
    end as value_high,
    bounded.bound,
    case
        when bounded.measure = 'rank' then 'rank'
        when bounded.unit = '个百分点' then 'pp'
        else bounded.unit
    end as unit,
    bounded.char_start > min(bounded.char_start) over (
        partition by
            bounded.d, bounded.type, bounded.y, bounded.i, bounded.slot, bounded.area_code,
            bounded.measure
    ) as is_repeat
from bounded
inner join districts on bounded.d = districts.d
