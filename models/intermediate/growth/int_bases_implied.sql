-- What a printed change or completion rate of a level refers to: the level of its base year, or the target.

with actuals as {{ materialized(false) }} (

    select * from {{ ref('int_actuals_combined') }}

),

levels as (

    select * from actuals
    where measure = 'level'

),

changes as (

    select
        *,
        base_year as implied_year,
        'actual' as kind,
        'prior_from_change' as method
    from actuals
    where measure = 'change_abs'

),

-- How many times its base a level is.
rates as (

    select
        *,
        base_year as implied_year,
        'actual' as kind,
        'prior_from_rate' as method,
        {{ interval_factor('value', 'factor', base=1) }},
        {{ interval_factor('cut', 'cut_factor', base=1, point=false) }}
    from actuals
    -- A fall of 100 % or more has no level before it.
    where measure = 'change_pct' and coalesce(value_low, value) > -100

    union all

    select
        *,
        year as implied_year,
        'target' as kind,
        'target_from_attainment' as method,
        {{ interval_factor('value', 'factor') }},
        {{ interval_factor('cut', 'cut_factor', point=false) }}
    from actuals
    where
        measure = 'attainment_pct'
        -- Of what should be low, 80 % may be a success or a failure.
        and (
            value = 100
            or indicator_code not in (
                select indicators.indicator_code
                from {{ ref('stg_indicators') }} as indicators
                where indicators.direction = 'down'
            )
        )

),

final as (

    {% for given, interval, cut in [
        (
            'rates', interval_quotient('levels.value', 'rates.factor', 'value'),
            interval_quotient('levels.cut', 'rates.cut_factor', 'cut', point=false)
        ),
        (
            'changes', interval_difference('levels.value', 'changes.value', 'value'),
            interval_difference('levels.cut', 'changes.cut', 'cut', point=false)
        ),
    ] %}
    select
        levels.indicator_code,
        levels.place_key,
        {{ given }}.implied_year as year,
        levels.period,
        {{ given }}.kind,
        levels.basis,
        levels.unit,
        {{ given }}.method,
        concat(levels.observation_ids, ', ', {{ given }}.observation_ids)
            as input_observation_ids,
        concat(levels.figures, ', ', {{ given }}.figures) as input_figures,
        {{ sentences(['levels.note', given ~ '.note']) }} as note,
        {{ given }}.crosses_break,
        {{ interval }},
        {{ cut }}
    from levels
    inner join {{ given }}
        on
            levels.indicator_code = {{ given }}.indicator_code
            and levels.place_key = {{ given }}.place_key
            and levels.year = {{ given }}.year
            and levels.period = {{ given }}.period
            -- A rate of before a revision is one of the level that was printed then.
            and not coalesce({{ given }}.last_printed_on < levels.revised_on, false)
            -- Of a loss there is no rate.
            and (
                coalesce(levels.value_low, 0) >= 0
                or {{ given }}.method = 'prior_from_change'
            )
    {{ "union all" if not loop.last }}
    {% endfor %}

)

select * from final
