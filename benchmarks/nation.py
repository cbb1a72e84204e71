"""A synthetic nation: plans and summaries of made-up districts, as printed, with the answers that marts must give.

Everything follows from one number, the seed: equal seeds give equal files. The figures use the curated catalogue
(indicators, units, identities); the first two districts are 普陀 and 闵行, so that the questions in analyses/ find rows.
The answer key is taken from the true values that the figures were printed from, never from what the marts compute.

Layout below the folder: facts/, numerals/, documents/, districts/ as `facts_location` reads them, and answers/.
"""

from __future__ import annotations

import argparse
import shutil
import time
from pathlib import Path

import duckdb

PROJECT = Path(__file__).resolve().parent.parent
FOLDERS = ("facts", "numerals", "documents", "districts", "answers")
FIRST_YEAR, LAST_YEAR = 2013, 2024
# Figures that the plans and summaries of one district print in these years, on average; measured.
FIGURES_PER_DISTRICT = 1500
DISTRICTS_PER_CITY = 9
CITIES_PER_BATCH = 20
DEFAULT_SEED = 20261125

# A number from [0, 1) for each salt and key; what the whole nation is made from.
MACROS = """
create or replace macro draw(salt, a, b, c) as (hash({seed}, salt, a, b, c) >> 11) / 9007199254740992.0;
create or replace macro digits(m, k) as case k
    when 0 then cast(m as varchar)
    when 1 then (m // 10) || '.' || (m % 10)
    else (m // 100) || '.' || lpad(cast(m % 100 as varchar), 2, '0') end;
create or replace macro chinese(m) as
    case when m >= 20 then substr('一二三四五六七八九', m // 10, 1) else '' end
    || case when m >= 10 then '十' else '' end
    || case when m % 10 > 0 then substr('一二三四五六七八九', m % 10, 1) else '' end;
create or replace macro two_digits(m) as cast(floor(m / pow(10, greatest(0, length(cast(m as varchar)) - 2)))
    as bigint) * cast(pow(10, greatest(0, length(cast(m as varchar)) - 2)) as bigint);
create or replace macro two_digits_up(m) as two_digits(m)
    + cast(pow(10, greatest(0, length(cast(m as varchar)) - 2)) as bigint);
"""

# Places. Codes have the shape of GB/T 2260: two digits province, two city, two district.
DISTRICTS = """
create or replace table districts as
with numbered as (select d, d // {per_city} as city, d % {per_city} as w from range({districts}) as t (d)),
coded as (
    select *, case
        when city = 0 then '3101' || list_value('07', '12', '01', '04', '05', '06', '09', '10', '13')[w + 1]
        else cast(list_value(13, 14, 15, 21, 22, 23, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 51, 52, 53, 54, 61,
            62, 63, 64, 65)[1 + (city - 1) % 27] as varchar)
            || lpad(cast(1 + (city - 1) // 27 as varchar), 2, '0') || lpad(cast(w + 2 as varchar), 2, '0')
        end as district_code from numbered),
named as (
    select *, case when d = 0 then '普陀' when d = 1 then '闵行' else
        substr('东南西北中上下左右前后新', 1 + d % 12, 1) || substr('江河湖海山川林石泉溪岭原', 1 + d // 12 % 12, 1)
        || substr('平安宁和兴昌盛泰康乐丰裕', 1 + d // 144 % 12, 1) || substr('城州阳阴门桥关口港湾塘浦', 1 + d // 1728 % 12, 1)
        end as district from coded)
select d, city, district_code, district, 'District ' || district_code as district_en,
    case when city = 0 then '上海市' else '第' || substr(district_code, 1, 4) || '市' end || district || '区' as full_name,
from named;
"""

# What can be printed. Left out are sums and wholes that follow from other indicators, so that no sum fails by chance.
INDICATORS = """
create or replace table indicators as
with catalogue as (select * from read_csv('{project}/seeds/indicators.csv', all_varchar = true)),
identities as (select * from read_csv('{project}/seeds/identities.csv', all_varchar = true)),
derived as (
    select indicator_code from identities where role = 'whole' and (relation = 'share' or is_complete = 'true')
    union select indicator_code from identities where role = 'part' and is_complete <> 'true'),
units as (select distinct unit, dimension from read_csv('{project}/seeds/units.csv', all_varchar = true)
    where unit is not null)
select cast(row_number() over (order by indicator_code) as integer) as i, indicator_code, catalogue.unit, basis,
    direction, is_headline = 'true' as is_headline, units.dimension
from catalogue inner join units on catalogue.unit = units.unit
where indicator_code not in (select indicator_code from derived);
"""

# The true level of every indicator of every district in every year, in printed steps: m steps of 1 / 10^k of mult.
TRUTH = """
create or replace table truth as
with grid as (
    select d.d, d.city, i.i, i.dimension, i.basis, i.direction, i.unit, i.is_headline, y,
        draw('base', d, i, 0) as base,
        case when i.is_headline then 0.6 else 0.25 end
            > draw('printed', d, i, y) as is_printed,
        exp(0.05 * (y - {first})) * (0.9 + 0.2 * draw('level', d, i, y)) as growth
    from districts as d cross join indicators as i cross join range({first} - 1, {last} + 1) as years (y)
    where d.city between {from_city} and {to_city}),
exact as (
    select *, case
        when dimension in ('currency_cny', 'currency_usd') then cast(exp(4 + 10 * base) * growth as bigint) + 50
        when dimension = 'percent' then least(9500, cast((50 + 5000 * base) * growth as bigint))
        when unit in ('人次', '张') then cast(exp(8 + 5 * base) * growth as bigint) + 1
        else cast(exp(1.5 + 5 * base) * growth as bigint) + 1 end as n
    from grid)
select *,
    case when dimension in ('currency_cny', 'currency_usd') then case when n >= 10000 then (n + 50) // 100 else n end
        when unit in ('人次', '张') and n >= 10000 then (n + 500) // 1000 else n end as m,
    case when dimension in ('currency_cny', 'currency_usd') and n >= 10000 then 2
        when dimension = 'percent' then 2 when unit in ('人次', '张') and n >= 10000 then 1 else 0 end as k,
    case when dimension in ('currency_cny', 'currency_usd') then case when n >= 10000 then 100000000 else 10000 end
        when unit in ('人次', '张') and n >= 10000 then 10000 else 1 end as mult,
    case when dimension in ('currency_cny', 'currency_usd') then case when n >= 10000 then '亿' else '万' end
        when unit in ('人次', '张') and n >= 10000 then '万' else '' end as scale
from exact;
"""

# What the documents print. One row per fact; slot says why it is there.
FACTS = """
create or replace table printed as
with levels as (
    select *, '' as area_code from truth where is_printed and y >= {first}
    union all
    select *, '310000' as area_code from truth where d = 0 and y >= {first} and draw('city', d, i, y) < 0.05
        and basis <> 'event'
    union all
    select *, '310107-CIIP' as area_code from truth where d = 0 and y >= {first} and draw('park', d, i, y) < 0.05
        and basis <> 'event'),
styled as (
    select *, draw('style', d * 3 + length(area_code), i, y) as s, mult = 1 and k = 0 as is_count from levels),
outcomes as (
    select 'level' as slot, d, i, y, 'summary' as type, y as year, 'actual' as kind, 'level' as measure, '' as strength,
        '' as rank_group, area_code,
        case
            when is_count and s < 0.05 then 'more' when is_count and s < 0.08 and m >= 10 then 'surplus'
            when is_count and s < 0.11 then 'at_least' when is_count and s < 0.13 then 'less'
            when is_count and s < 0.14 then 'about'
            when is_count and s < 0.17 and m <= 99 then 'chinese'
            when is_count and s < 0.18 and m between 20 and 99 then 'open_ten'
            when is_count and s between 0.18 and 0.182 and m >= 10 then 'contradictory'
            when is_count then 'plain'
            when s < 0.06 then 'more' when s < 0.09 then 'less' when s < 0.12 then 'at_least' when s < 0.14 then 'about'
            when s < 0.15 and scale <> '' then 'unitless' else 'plain' end as style,
        m as true_m, k, mult, scale, unit, dimension, 1 as sign, cast(null as bigint) as m_end, cast(null as bigint) as shift
    from styled),
rates as (
    select 'rate' as slot, later.d, later.i, later.y, 'summary' as type, later.y as year, 'actual' as kind,
        'change_pct' as measure, '' as strength, '' as rank_group, '' as area_code, 'plain' as style,
        round((later.n / earlier.n - 1) * 1000) as tenths,
        case when draw('wrong rate', later.d, later.i, later.y) < 0.03 then 300 else 0 end as shift
    from truth as later
    inner join truth as earlier on later.d = earlier.d and later.i = earlier.i and later.y = earlier.y + 1
    where later.is_printed and later.y >= {first} and later.basis not in ('ratio', 'event')
        and draw('rate', later.d, later.i, later.y) < 0.12),
points as (
    select later.d, later.i, later.y, later.n - earlier.n as hundredths
    from truth as later
    inner join truth as earlier on later.d = earlier.d and later.i = earlier.i and later.y = earlier.y + 1
    where later.is_printed and later.y >= {first} and later.basis = 'ratio'
        and draw('points', later.d, later.i, later.y) < 0.12),
targets as (
    select 'target' as slot, d, i, y, 'plan' as type,
        case when draw('horizon', d, i, y) < 0.02 then null else y end as year, 'target' as kind,
        case when basis <> 'ratio' and draw('target', d, i, y) < 0.07 then 'change_pct' else 'level' end as measure,
        case when draw('strength', d, i, y) < 0.2 then 'binding' when draw('strength', d, i, y) < 0.8 then 'planned'
            else 'stretch' end as strength,
        '' as rank_group, '' as area_code, draw('target', d, i, y) as s,
        greatest(1, cast(m * (0.8 + 0.4 * draw('ambition', d, i, y)) as bigint)) as asked, m, k, mult, scale, unit, dimension,
        basis
    from truth
    where y >= {first} and basis <> 'event' and draw('planned', d, i, y) < 0.085),
stacked as (
    select slot, d, i, y, type, year, kind, measure, strength, rank_group, area_code, style,
        case style when 'more' then case when k = 0 then two_digits(true_m) else true_m end
            when 'surplus' then two_digits(true_m) when 'at_least' then two_digits(true_m)
            when 'less' then case when k = 0 then two_digits_up(true_m) else true_m + 1 end
            when 'open_ten' then true_m // 10 * 10 when 'contradictory' then two_digits(true_m) else true_m end as m,
        k, mult, scale, unit, dimension, sign, m_end, shift
    from outcomes
    union all
    select 'rival', d, i, y, type, year, kind, measure, strength, rank_group, area_code, 'plain', true_m + 1 + true_m // 5, k,
        mult, scale, unit, dimension, 1, null, null
    from outcomes where style = 'plain' and mult = 1 and k = 0 and area_code = '' and draw('rival', d, i, y) < 0.005
    union all
    select slot, d, i, y, type, year, kind, measure, strength, rank_group, area_code, style,
        cast(abs(tenths + shift) as bigint), 1, 1, '', '%', 'percent', case when tenths + shift < 0 then -1 else 1 end,
        null, shift
    from rates where tenths + shift <> 0
    union all
    select 'points', d, i, y, 'summary', y, 'actual', 'change_abs', '', '', '', 'plain', abs(hundredths), 2, 1, '', '个百分点',
        'percentage_point', case when hundredths < 0 then -1 else 1 end, null, null
    from points where hundredths <> 0
    union all
    select 'rank', d, i, y, 'summary', y, 'actual', 'rank', '', '全市', '', 'ordinal',
        1 + cast(floor(16 * draw('place', d, i, y)) as bigint), 0, 1, '', '', 'rank', 1, null, null
    from truth where is_printed and y >= {first} and basis <> 'event' and draw('rank', d, i, y) < 0.03
    union all
    select 'attainment', t.d, t.i, t.y, 'summary', t.y, 'actual', 'attainment_pct', '', '', '', 'plain',
        80 + cast(floor(70 * draw('rate of attainment', t.d, t.i, t.y)) as bigint), 0, 1, '', '%', 'percent', 1, null, null
    from truth as t anti join targets on t.d = targets.d and t.i = targets.i and t.y = targets.y
    where t.is_printed and t.y >= {first} and t.basis not in ('ratio', 'event')
        and draw('attainment', t.d, t.i, t.y) < 0.025
    union all
    select 'expected', d, i, y, 'summary', y + 1, 'expected', 'level', 'expected', '', '', 'plain', m, k, mult, scale, unit,
        dimension, 1, null, null
    from truth where y >= {first} and basis <> 'event' and draw('expected', d, i, y) < 0.005
    union all
    select slot, d, i, y, type, year, kind, measure, strength, rank_group, area_code,
        case when measure = 'change_pct' then case when s < 0.03 then 'at_least' else 'plain' end
            when s < 0.27 then 'at_least' when s < 0.37 then 'range' when s < 0.45 then 'more' else 'plain' end,
        case when measure = 'change_pct' then 3 + asked % 20 else asked end,
        case when measure = 'change_pct' then 0 else k end, case when measure = 'change_pct' then 1 else mult end,
        case when measure = 'change_pct' then '' else scale end, case when measure = 'change_pct' then '%' else unit end,
        case when measure = 'change_pct' then 'percent' else dimension end, 1,
        case when measure = 'level' and s between 0.27 and 0.37 then asked + 1 + asked // 8 end, null
    from targets),
with_repeats as (
    select *, 0 as print_number from stacked
    union all
    select *, 1 as print_number from stacked where slot = 'level' and draw('repeat', d * 3 + length(area_code), i, y) < 0.04),
placed as (
    select *, row_number() over (
        partition by d, type, y
        order by hash({seed}, slot, measure, area_code, i, print_number), slot, area_code, i, print_number
    ) as fact_number from with_repeats),
texts as (
    select *,
        60 + 50 * (fact_number - 1) + cast(floor(6 * draw('jitter', d * 2 + length(type), fact_number, y)) as integer)
            as char_start,
        case when style in ('chinese', 'open_ten') or (style = 'ordinal' and draw('ordinal', d, i, y) < 0.5) then chinese(m)
            else digits(m, k) end as numeral,
        case when m_end is not null then digits(m_end, k) end as numeral_end,
        case when sign < 0 then '下降' when style = 'ordinal' then '第'
            when style = 'more' then list_value('超过', '超', '突破', '逾')[1 + fact_number % 4]
            when style in ('less', 'contradictory') then '近' when style = 'about' and fact_number % 2 = 0 then '约'
            else '' end as before,
        case when style in ('surplus', 'open_ten') then list_value('余', '多')[1 + fact_number % 2]
            when style = 'contradictory' then '多' else '' end as surplus,
        case when style = 'at_least' then '以上' when style = 'about' and fact_number % 2 = 1 then '左右' else '' end as behind
    from placed)
select *,
    before || numeral || coalesce('-' || numeral_end, '') || surplus || scale
        || case style when 'unitless' then '' else unit end || behind as figure,
    cast(cast(m as decimal(24, 6)) * mult * sign / pow(10, k) as decimal(24, 6)) as plain_value,
    cast(mult / pow(10, k) / 2 as decimal(24, 6)) as half_step,
    cast(cast(m_end as decimal(24, 6)) * mult / pow(10, k) as decimal(24, 6)) as end_value
from texts;
"""

# Numerals that are no figures, between the figures: years, headings, names.
OTHER_NUMERALS = """
create or replace table others as
select d, type, y, char_start + 18 + 8 * j as char_start,
    case when u < 0.3 then cast(y as varchar) when u < 0.6 then cast(1 + cast(floor(9 * u) as integer) as varchar)
        when u < 0.8 then chinese(1 + cast(floor(90 * u) as integer) % 20) when u < 0.85 then '十四五' else '一' end as numeral,
    case when u < 0.3 then 'date' when u < 0.6 then 'heading' when u < 0.8 then 'name' when u < 0.85 then 'plan_period'
        else 'idiom' end as disposition
from (select *, draw('other', d * 2 + length(type), y, fact_number * 3 + j) as u
    from printed cross join range(3) as t (j)
    where draw('others', d * 2 + length(type), y, fact_number * 3 + j) < 0.47);
"""

LEDGER = """
create or replace table ledger as
select d, type, y, char_start, numeral, 'figure' as disposition from printed
union all
select d, type, y, char_start + length(numeral) + 1, numeral_end, 'figure' from printed where numeral_end is not null
union all
select d, type, y, char_start, numeral, disposition from others;
create or replace table ledger_sums as
select d, type, y, count(*) as numerals,
    sha256(string_agg(lpad(cast(char_start as varchar), 8, '0') || ' ' || numeral, ', '
        order by lpad(cast(char_start as varchar), 8, '0') || ' ' || numeral)) as checksum
from ledger group by all;
"""

DOCUMENT_ID = "'d' || districts.district_code || '_' || t.y || '_' || t.type"

EXPORTS = {
    "facts": f"""
        select {DOCUMENT_ID} as document_id, cast(t.char_start as varchar) as char_start, t.figure,
            case when t.area_code = '310000' then null else districts.district_code end as district_code,
            nullif(t.area_code, '') as area_code, indicators.indicator_code, cast(t.year as varchar) as year, t.kind,
            t.measure, nullif(t.strength, '') as strength, nullif(t.rank_group, '') as rank_group,
            case when t.style = 'unitless' then 'The unit is not printed.' end as note
        from printed as t inner join districts using (d) inner join indicators using (i) order by document_id, t.char_start
    """,
    "numerals": f"""
        select {DOCUMENT_ID} as document_id, cast(t.char_start as varchar) as char_start, t.numeral, t.disposition
        from ledger as t inner join districts using (d) order by document_id, t.char_start
    """,
    "documents": f"""
        select {DOCUMENT_ID} as document_id,
            districts.district_code || '〔' || (t.y + cast(t.type = 'summary' as integer)) || '〕1号' as document_number,
            t.y || '年' || districts.full_name || '科技工作' || case t.type when 'plan' then '要点' else '总结' end as title,
            districts.full_name || '科学技术委员会' as issuer, districts.district_code, t.type as document_type,
            case t.type when 'plan' then t.y || '-03-10' else (t.y + 1) || '-02-06' end as issued_on,
            cast(t.y as varchar) as covers_year, {DOCUMENT_ID} || '.txt' as source_file,
            sha256({DOCUMENT_ID}) as sha256, cast(t.numerals as varchar) as numeral_count, t.checksum as numerals_sha256,
            cast(null as varchar) as url, cast(null as varchar) as damage_note
        from ledger_sums as t inner join districts using (d) order by document_id
    """,
    # What each fact stands for, from the style in which it was printed.
    "answers/observations": f"""
        select {DOCUMENT_ID} as document_id, t.char_start,
            cast(t.char_start + length(coalesce(t.numeral || '-' || t.numeral_end, t.numeral)) as integer) as char_end,
            case when t.style <> 'range' then t.plain_value end as value,
            case when t.style in ('less', 'about', 'contradictory') then null when t.bound = 'rounded'
                then t.plain_value - t.half_step else t.plain_value end as value_low,
            case when t.style in ('more', 'surplus', 'at_least', 'about', 'contradictory') then null
                when t.style = 'open_ten' then t.plain_value + 10 when t.style = 'range' then t.end_value
                when t.bound = 'rounded' then t.plain_value + t.half_step else t.plain_value end as value_high,
            t.bound, case when t.measure = 'rank' then 'rank' when t.unit = '个百分点' then 'pp' else t.unit end as unit,
            t.char_start > min(t.char_start) over (
                partition by t.d, t.type, t.y, t.i, t.slot, t.area_code, t.measure) as is_repeat
        from (select *, case style when 'more' then 'greater_than' when 'surplus' then 'greater_than'
                when 'open_ten' then 'greater_than' when 'at_least' then 'at_least' when 'less' then 'less_than'
                when 'about' then 'approximate' when 'contradictory' then 'approximate' when 'range' then 'range'
                else case when kind = 'target' or measure = 'rank'
                    or (dimension in ('count', 'duration') and mult = 1 and k = 0) then 'exact' else 'rounded' end
                end as bound from printed) as t
        inner join districts using (d)
    """,
    # Levels that are printed plainly, once: what growth, verdicts and comparisons can be told from without intervals.
    "answers/levels": """
        select districts.district_code, districts.city, t.d, t.i, indicators.indicator_code, indicators.basis,
            indicators.direction, t.y as year, min(t.plain_value) as value,
            bool_and(t.style in ('plain', 'chinese', 'unitless')) and count(distinct t.m) = 1 as is_plain,
            bool_and(t.mult = 1 and t.k = 0) as is_count
        from printed as t inner join districts using (d) inner join indicators using (i)
        where t.slot in ('level', 'rival') and t.area_code = '' group by all
    """,
    "answers/rates": """
        select districts.district_code, t.d, t.i, indicators.indicator_code, t.y as year, t.measure, t.plain_value as value,
            coalesce(t.shift, 0) <> 0 as is_wrong
        from printed as t inner join districts using (d) inner join indicators using (i) where t.slot in ('rate', 'points')
    """,
    "answers/targets": f"""
        select {DOCUMENT_ID} as document_id, t.char_start, districts.district_code, indicators.indicator_code,
            indicators.direction, t.year, t.measure, t.style, t.plain_value as value, t.kind
        from printed as t inner join districts using (d) inner join indicators using (i)
        where t.kind in ('target', 'expected')
    """,
    # How many rows of each kind the marts must have, counted from what was planted.
    "answers/totals": """
        select 'observations' as name, count(*) as number from printed
        union all select 'numerals', count(*) from ledger
        union all select 'documents', count(*) from ledger_sums
        union all select 'targets', count(*) from printed where kind in ('target', 'expected')
        union all select 'implied_targets', count(*) from printed where slot = 'attainment'
        union all select 'printed_rates', count(*) from printed where slot in ('rate', 'points')
        union all select 'unit_not_printed', count(*) from printed where style = 'unitless'
        union all select 'contradictory_qualifiers', count(*) from printed where style = 'contradictory'
        union all select 'rival_figures', count(*) from printed where slot = 'rival'
        union all select 'computed_rates', coalesce(cast(sum(years * (years - 1) // 2) as bigint), 0) from (
            select count(distinct y) as years from printed inner join indicators using (i)
            where slot = 'level' and basis <> 'event' group by d, printed.i, area_code)
    """,
}


def districts_for(figures: int) -> int:
    """Number of districts whose documents print about that many figures; two at the least."""
    return max(2, round(figures / FIGURES_PER_DISTRICT))


def generate(folder: Path, figures: int, seed: int = DEFAULT_SEED) -> dict[str, int]:
    """Write a nation of about `figures` figures as Parquet into a folder, which is made anew.

    Returns the numbers of districts, documents, figures and numerals.
    """
    for name in FOLDERS:
        shutil.rmtree(folder / name, ignore_errors=True)
        (folder / name).mkdir(parents=True)
    for name in EXPORTS:
        (folder / name).mkdir(exist_ok=True)
    connection = duckdb.connect()
    districts = districts_for(figures)
    cities = -(-districts // DISTRICTS_PER_CITY)
    connection.execute(MACROS.format(seed=seed))
    connection.execute(DISTRICTS.format(districts=districts, per_city=DISTRICTS_PER_CITY))
    connection.execute(INDICATORS.format(project=PROJECT))
    write(
        connection,
        "select district_code, district, district_en, full_name from districts order by district_code",
        folder / "districts/part-0000.parquet",
    )
    for batch, first in enumerate(range(0, cities, CITIES_PER_BATCH)):
        values = {
            "seed": seed,
            "first": FIRST_YEAR,
            "last": LAST_YEAR,
            "from_city": first,
            "to_city": first + CITIES_PER_BATCH - 1,
        }
        for sql in (TRUTH, FACTS, OTHER_NUMERALS, LEDGER):
            connection.execute(sql.format(**values))
        for name, query in EXPORTS.items():
            write(connection, query, folder / name / f"part-{batch:04d}.parquet")
    totals = connection.execute(
        f"select name, sum(number) from '{folder}/answers/totals/*.parquet' group by all order by all"
    ).fetchall()
    connection.close()
    return {"districts": districts, **{name: int(number) for name, number in totals}}


def write(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    """Write the rows of a query into a Parquet file."""
    connection.execute(f"copy ({query}) to '{path}' (format parquet, compression zstd, row_group_size 122880)")


def main() -> None:
    """`python benchmarks/nation.py SCALE FOLDER [--seed N]`."""
    parser = argparse.ArgumentParser(description="Write a synthetic nation and its answer key as Parquet.")
    parser.add_argument("figures", type=int, help="about how many figures the documents print")
    parser.add_argument("folder", type=Path, help="folder to write into")
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED)
    arguments = parser.parse_args()
    start = time.monotonic()
    numbers = generate(arguments.folder, arguments.figures, arguments.seed)
    print(", ".join(f"{number} {name.replace('_', ' ')}" for name, number in numbers.items()))
    print(f"Wrote {arguments.folder} in {time.monotonic() - start:.1f} s. Build its marts with")
    print(f"    FACTS_LOCATION={arguments.folder} make build")


if __name__ == "__main__":
    main()
