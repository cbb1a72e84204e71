-- Every numeral of every document, and the checksum over them that the list of documents holds.
create or replace table ledger as

select
    d,
    type,
    y,
    char_start,
    numeral,
    'figure' as disposition
from printed

union all

-- The upper end of a range is a numeral of its own, after the hyphen.
select
    d,
    type,
    y,
    char_start + length(numeral) + 1 as char_start,
    numeral_end as numeral,
    'figure' as disposition
from printed
where numeral_end is not null

union all

select
    d,
    type,
    y,
    char_start,
    numeral,
    disposition
from other_numerals;

create or replace table ledger_sums as

with lines as (

    select
        *,
        lpad(cast(char_start as varchar), 8, '0') || ' ' || numeral as line
    from ledger

)

select
    d,
    type,
    y,
    count(*) as numerals,
    sha256(string_agg(line, ', ' order by line)) as checksum
from lines
group by d, type, y;
