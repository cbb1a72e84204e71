-- What summaries print beside levels and growth: ranks in the city, completion rates of targets,
-- and what they expect of the year to come.
create or replace table printed_asides as

with reported as (

    select *
    from truth
    where y >= getvariable('first_year') and basis <> 'event'

),

ranks as (

    select
        'rank' as slot,
        d, i, y,
        y as year,
        'actual' as kind,
        'rank' as measure,
        '全市' as rank_group,
        'ordinal' as style,
        1 + cast(floor(16 * draw('place', d, i, y)) as bigint) as m,
        '' as unit,
        'rank' as dimension
    from reported
    where is_printed and draw('rank', d, i, y) < 0.03

),

-- Only where no plan names the target: marts shall find it from rate and outcome.
completions as (

    select
        'attainment' as slot,
        reported.d, reported.i, reported.y,
        reported.y as year,
        'actual' as kind,
        'attainment_pct' as measure,
        80 + cast(
            floor(70 * draw('rate of attainment', reported.d, reported.i, reported.y)) as bigint
        ) as m,
        '%' as unit,
        'percent' as dimension
    from reported
    anti join printed_targets as planned
        on reported.d = planned.d and reported.i = planned.i and reported.y = planned.y
    where
        reported.is_printed
        and reported.basis <> 'ratio'
        and draw('attainment', reported.d, reported.i, reported.y) < 0.025

),

forecasts as (

    select
        'expected' as slot,
        d, i, y,
        y + 1 as year,
        'expected' as kind,
        'level' as measure,
        'expected' as strength,
        m, k, mult, scale, unit, dimension
    from reported
    where draw('expected', d, i, y) < 0.005

),

stacked as (

    select * from ranks
    union all by name
    select * from completions
    union all by name
    select * from forecasts

)

select *, 'summary' as type from stacked;
