-- What can be printed: the curated catalogue, without the sums and wholes that follow from other
-- indicators, because made-up parts would not add up to a made-up whole.
create or replace table indicators as

with catalogue as (

    select * from read_csv(getvariable('seeds') || '/indicators.csv', all_varchar = true)

),

identities as (

    select * from read_csv(getvariable('seeds') || '/identities.csv', all_varchar = true)

),

units as (

    select distinct
        unit,
        dimension
    from read_csv(getvariable('seeds') || '/units.csv', all_varchar = true)
    where unit is not null

),

derived as (

    select indicator_code
    from identities
    where
        (role = 'whole' and (relation = 'share' or is_complete = 'true'))
        or (role = 'part' and is_complete <> 'true')

)

select
    cast(row_number() over (order by catalogue.indicator_code) as integer) as i,
    catalogue.indicator_code,
    catalogue.unit,
    catalogue.basis,
    catalogue.direction,
    catalogue.is_headline = 'true' as is_headline,
    units.dimension
from catalogue
inner join units on catalogue.unit = units.unit
where catalogue.indicator_code not in (select indicator_code from derived);
