-- What is known of the years that a target spans, and of parts of a year: progress towards the whole, which decides nothing
-- until every year is known.

with levels as (

    select * from {{ ref('int_actuals_combined') }}
    where measure = 'level'

),

spans as (

    select distinct
        indicator_code,
        place_key,
        target_year,
        period,
        cast(left(period, 4) as {{ dbt.type_int() }}) as first_year
    from {{ ref('int_targets_classified') }}
    where period like '____-____' and measure = 'level' and basis = 'flow'

),

-- A district that took in another in between adds up years of two areas; a definition that changed, counts of two kinds.
breaks_in_spans as (

    select
        spans.indicator_code,
        spans.place_key,
        spans.target_year,
        spans.period,
        {{ sentence_list('breaks.caveat') }} as caveat
    from spans
    inner join {{ ref('int_breaks_listed') }} as breaks
        on
            {{ is_broken('spans', 'breaks') }}
            and {{ crosses_break('breaks', 'spans.first_year', 'spans.target_year') }}
    group by
        spans.indicator_code,
        spans.place_key,
        spans.target_year,
        spans.period

),

years_summed as (

    select
        spans.indicator_code,
        spans.place_key,
        spans.target_year as year,
        spans.period,
        'level' as measure,
        -- More than one of the years says is more than the sum of them all.
        case
            when max(case when levels.bound = 'greater_than' then 1 else 0 end) = 1
                then 'greater_than'
            when max(case when levels.bound = 'less_than' then 1 else 0 end) = 1
                then 'less_than'
            else 'rounded'
        end as bound,
        cast(null as {{ dbt.type_int() }}) as base_year,
        cast(null as {{ dbt.type_string() }}) as rank_group,
        {{ text_list('levels.observation_ids') }} as observation_ids,
        {{ text_list('levels.figures') }} as figures,
        {{ sentences(['max(breaks_in_spans.caveat)', sentence_list('levels.note')]) }} as note,
        count(*) < max(spans.target_year - spans.first_year) + 1 as is_part,
        {{ text_list('cast(levels.year as ' ~ dbt.type_string() ~ ')') }} as part,
        {{ interval_sum('levels.value', 'sum') }}
    from spans
    inner join levels
        on
            spans.indicator_code = levels.indicator_code
            and spans.place_key = levels.place_key
            and levels.period = 'year'
            and levels.year between spans.first_year and spans.target_year
    left join breaks_in_spans
        on
            spans.indicator_code = breaks_in_spans.indicator_code
            and spans.place_key = breaks_in_spans.place_key
            and spans.target_year = breaks_in_spans.target_year
            and spans.period = breaks_in_spans.period
    group by
        spans.indicator_code,
        spans.place_key,
        spans.target_year,
        spans.period

),

years_in_digits as (

    select
        *,
        {{ interval_in_digits('sum', 'value') }}
    from years_summed

),

-- Of the parts of a year the longest that begins with January, and of stocks the latest.
parts_of_years as (

    select
        *,
        row_number() over (
            partition by indicator_code, place_key, year
            order by
                {{ last_month('period') }} desc
        ) as preference
    from levels
    where period in ('Q1', 'H1', 'M01') or period like 'M01-%' or period like 'E%'

),

final as (

    select
        indicator_code,
        place_key,
        year,
        period,
        base_year,
        rank_group,
        measure,
        observation_ids,
        figures,
        note,
        bound,
        value_point as value,
        value_point,
        value_low,
        value_high,
        is_part,
        part
    from years_in_digits

    union all

    select
        indicator_code,
        place_key,
        year,
        'year' as period,
        base_year,
        rank_group,
        measure,
        observation_ids,
        figures,
        note,
        bound,
        value,
        value_point,
        value_low,
        value_high,
        true as is_part,
        period as part
    from parts_of_years
    where preference = 1

)

select * from final
