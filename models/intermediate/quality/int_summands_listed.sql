-- What the parts of each sum are: those that identities state, and of a flow of some time the years, halves, quarters or
-- months in it.

with actuals as (

    select * from {{ ref('int_actuals_combined') }}
    where measure = 'level'

),

identities as (

    select * from {{ ref('stg_identities') }}
    where relation = 'sum'

),

parts_counted as (

    select
        identity_id,
        count(*) as number_of_parts
    from identities
    where role = 'part'
    group by identity_id

),

-- Few indicators are known of other times than years.
timed as (

    select distinct
        actuals.indicator_code,
        actuals.place_key
    from actuals
    inner join {{ ref('stg_indicators') }} as indicators
        on actuals.indicator_code = indicators.indicator_code
    where
        indicators.basis = 'flow'
        and actuals.period <> 'year'
        and actuals.period not like 'E%'

),

times as (

    select
        actuals.*,
        {{ months_of('actuals.period') }} as months,
        12 * actuals.year + {{ last_month('actuals.period') }} as end_month
    from actuals
    inner join timed
        on
            actuals.indicator_code = timed.indicator_code
            and actuals.place_key = timed.place_key
    where actuals.period not like 'E%'

),

-- H1 and M01-M06 are one time.
times_numbered as (

    select
        *,
        row_number() over (
            partition by indicator_code, place_key, months, end_month
            order by period
        ) as number_in_time
    from times

),

members as (

    select
        wholes.observation_id,
        identities.identity_id,
        identities.is_complete,
        identities.note,
        cast(parts_counted.number_of_parts as decimal(38, 6)) as number_of_parts,
        actuals.observation_id as part_id
    from identities
    inner join parts_counted on identities.identity_id = parts_counted.identity_id
    inner join actuals as wholes on identities.indicator_code = wholes.indicator_code
    inner join identities as listed on identities.identity_id = listed.identity_id
    inner join actuals
        on
            listed.indicator_code = actuals.indicator_code
            and wholes.place_key = actuals.place_key
            and wholes.year = actuals.year
            and wholes.period = actuals.period
            and actuals.year = coalesce(listed.year, actuals.year)
    where identities.role = 'whole' and listed.role = 'part'

    union all

    select
        wholes.observation_id,
        concat(
            wholes.indicator_code, '-', wholes.period, '-',
            cast(actuals.months as {{ dbt.type_string() }})
        ) as identity_id,
        wholes.months % actuals.months = 0 as is_complete,
        cast(null as {{ dbt.type_string() }}) as note,
        cast(1.0 * wholes.months / actuals.months as decimal(38, 6)) as number_of_parts,
        actuals.observation_id as part_id
    from times_numbered as wholes
    inner join times_numbered as actuals
        on
            wholes.indicator_code = actuals.indicator_code
            and wholes.place_key = actuals.place_key
            and wholes.months > actuals.months
            and wholes.end_month >= actuals.end_month
            and wholes.end_month - wholes.months <= actuals.end_month - actuals.months
            -- Parts that do not begin where one of their length ends could overlap.
            and (wholes.end_month - wholes.months - actuals.end_month) % actuals.months = 0
    -- A district that took in another in between adds up years of two areas.
    left join {{ ref('int_breaks_listed') }} as breaks
        on
            wholes.place_key = breaks.place_key
            and {{ crosses_break(
                'breaks', 'wholes.year - floor((wholes.months - 1) / 12)', 'wholes.year'
            ) }}
    where
        wholes.number_in_time = 1
        and actuals.number_in_time = 1
        and breaks.place_key is null

),

final as (

    select
        members.observation_id,
        members.identity_id,
        members.is_complete,
        members.note,
        members.number_of_parts,
        actuals.value,
        actuals.value_point,
        actuals.value_low,
        actuals.value_high,
        actuals.bound,
        actuals.value_step,
        actuals.observation_ids,
        actuals.figures
    from members
    inner join actuals on members.part_id = actuals.observation_id

)

select * from final
