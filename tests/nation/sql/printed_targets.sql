-- What plans promise: levels within a fifth of the truth, or growth in whole percent. One promise
-- in fifty names no year.
create or replace table printed_targets as

with promised as (

    select
        *,
        draw('target', d, i, y) as s,
        draw('strength', d, i, y) as how_firm,
        basis <> 'ratio' and draw('target', d, i, y) < 0.07 as is_rate,
        greatest(1, cast(m * (0.8 + 0.4 * draw('ambition', d, i, y)) as bigint)) as asked
    from truth
    where
        y >= getvariable('first_year')
        and basis <> 'event'
        and draw('planned', d, i, y) < 0.085

),

dated as (

    select
        'target' as slot,
        d, i, y,
        'plan' as type,
        case when draw('horizon', d, i, y) >= 0.02 then y end as year,
        'target' as kind,
        case
            when how_firm < 0.2 then 'binding'
            when how_firm < 0.8 then 'planned'
            else 'stretch'
        end as strength,
        is_rate, s, asked, k, mult, scale, unit, dimension
    from promised

),

levels as (

    select
        * exclude (is_rate, s, asked),
        'level' as measure,
        case
            when s < 0.27 then 'at_least'
            when s < 0.37 then 'range'
            when s < 0.45 then 'more'
            else 'plain'
        end as style,
        asked as m,
        case when s between 0.27 and 0.37 then asked + 1 + asked // 8 end as m_end
    from dated
    where not is_rate

),

rates as (

    select
        * exclude (is_rate, s, asked, k, mult, scale, unit, dimension),
        'change_pct' as measure,
        case when s < 0.03 then 'at_least' else 'plain' end as style,
        3 + asked % 20 as m,
        '%' as unit,
        'percent' as dimension
    from dated
    where is_rate

)

select * from levels
union all by name
select * from rates;
