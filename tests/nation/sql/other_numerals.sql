-- Numerals that are no figures, between the figures: years, headings, names. About three for every
-- two figures, as in the curated documents.
create or replace table other_numerals as

with gaps as (

    select
        *,
        fact_number * 3 + j as gap
    from printed
    cross join range(3) as places (j)

),

drawn as (

    select
        *,
        draw('other', d * 2 + length(type), y, gap) as u
    from gaps
    where draw('others', d * 2 + length(type), y, gap) < 0.47

)

select
    d,
    type,
    y,
    char_start + 18 + 8 * j as char_start,
    case
        when u < 0.3 then cast(y as varchar)
        when u < 0.6 then cast(1 + cast(floor(9 * u) as integer) as varchar)
        when u < 0.8 then chinese(1 + cast(floor(90 * u) as integer) % 20)
        when u < 0.85 then '十四五'
        else '一'
    end as numeral,
    case
        when u < 0.3 then 'date'
        when u < 0.6 then 'heading'
        when u < 0.8 then 'name'
        when u < 0.85 then 'plan_period'
        else 'idiom'
    end as disposition
from drawn;
