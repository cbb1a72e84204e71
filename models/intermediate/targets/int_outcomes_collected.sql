-- Outcomes that a target can be held against: printed ones; changes that a target asks for, where they follow from two printed levels, or
-- from a level and its rate, and no document prints them; sums of all the years that it spans; levels that a completion rate implies.

{% set columns = [
    'indicator_code', 'place_key', 'year', 'period', 'base_year', 'rank_group', 'measure', 'observation_ids',
    'figures', 'note', 'bound', 'value', 'value_point', 'value_low', 'value_high',
] | join(', ') %}

with actuals as {{ materialized(false) }} (

    select * from {{ ref('int_actuals_combined') }}

),

levels as (

    select * from actuals
    where measure = 'level'

),

-- Targets ask for the changes of few series: of a nation's, one in ten.
asked as (

    select distinct
        pairs.indicator_code_b as indicator_code,
        targets.place_key
    from {{ ref('int_targets_classified') }} as targets
    inner join {{ ref('int_indicators_paired') }} as pairs
        on targets.indicator_code = pairs.indicator_code_a
    where targets.measure <> 'level'

),

changes as (

    select changes.*
    from {{ ref('int_changes_collected') }} as changes
    inner join asked
        on changes.indicator_code = asked.indicator_code and changes.place_key = asked.place_key
    where changes.source = 'computed'

),

-- What a document prints of the whole span counts, not the sum of its years.
spans_summed as (

    select spans.*
    from {{ ref('int_progress_measured') }} as spans
    left join levels
        on
            spans.indicator_code = levels.indicator_code
            and spans.place_key = levels.place_key
            and spans.year = levels.year
            and spans.period = levels.period
    where not spans.is_part and levels.indicator_code is null

),

breaks as (

    select
        indicator_code_a as indicator_code,
        break_year
    from {{ ref('int_indicators_paired') }}
    where indicator_code_a = indicator_code_b and grade in ('C', 'D')

),

rises as (

    select
        levels.indicator_code,
        levels.place_key,
        levels.year,
        levels.period,
        rates.base_year,
        concat(levels.observation_ids, ', ', rates.observation_ids) as observation_ids,
        concat(levels.figures, ', ', rates.figures) as figures,
        {{ sentences(['levels.note', 'rates.note']) }} as note,
        {{ interval_rise('levels.value', 'rates.value', 'rise') }}
    from levels
    inner join actuals as rates
        on
            levels.indicator_code = rates.indicator_code
            and levels.place_key = rates.place_key
            and levels.year = rates.year
            and levels.period = rates.period
    inner join asked
        on levels.indicator_code = asked.indicator_code and levels.place_key = asked.place_key
    left join breaks
        on
            levels.indicator_code = breaks.indicator_code
            and {{ crosses_break('breaks', 'rates.base_year', 'rates.year') }}
    where
        levels.basis in ('flow', 'stock')
        and breaks.indicator_code is null
        and rates.measure = 'change_pct'
        and rates.value_low > -100
        and coalesce(levels.value_low, 0) >= 0
        -- A rate of before a revision is one of the level that was printed then.
        and not coalesce(rates.last_printed_on < levels.revised_on, false)

),

computed as (

    {% for prefix in ['change_pct', 'change_abs', 'cagr'] %}
    select
        indicator_code,
        place_key,
        to_year as year,
        period,
        from_year as base_year,
        '{{ 'cagr_pct' if prefix == 'cagr' else prefix }}' as measure,
        concat(from_observation_ids, ', ', to_observation_ids) as observation_ids,
        concat(from_figure, ', ', to_figure) as figures,
        caveat as note,
        {{ prefix }}_point as value_point,
        {{ prefix }}_low as value_low,
        {{ prefix }}_high as value_high,
        1 as way
    from changes
    where {{ prefix }}_low is not null or {{ prefix }}_high is not null

    union all

    {% endfor %}
    select
        indicator_code,
        place_key,
        year,
        period,
        base_year,
        'change_abs' as measure,
        observation_ids,
        figures,
        note,
        {{ interval_in_digits('rise', 'value') }},
        2 as way
    from rises

),

not_printed as (

    select
        computed.*,
        cast(null as {{ dbt.type_string() }}) as rank_group,
        'rounded' as bound,
        computed.value_point as value,
        row_number() over (
            partition by
                computed.indicator_code, computed.place_key, computed.year,
                computed.period, computed.base_year, computed.measure
            order by computed.way
        ) as preference
    from computed
    left join actuals
        on
            computed.indicator_code = actuals.indicator_code
            and computed.place_key = actuals.place_key
            and computed.year = actuals.year
            and computed.period = actuals.period
            and computed.base_year = actuals.base_year
            and computed.measure = actuals.measure
    where actuals.indicator_code is null

),

final as (

    select {{ columns }} from actuals

    union all

    select {{ columns }} from not_printed
    where preference = 1

    union all

    select {{ columns }} from spans_summed

    union all

    select {{ columns }} from {{ ref('int_outcomes_implied') }}

)

select * from final
