-- A figure becomes the value of an indicator: with the indicator's unit where none is printed, and within what can be.

with facts as (

    select * from {{ ref('stg_facts') }}

),

figures as (

    select * from {{ ref('stg_printed_figures') }}

),

indicators as (

    select * from {{ ref('stg_indicators') }}

),

joined as (

    select
        facts.*,
        figures.numeral,
        figures.numeral_end,
        figures.has_counter,
        figures.has_contradictory_qualifiers,
        figures.bound,
        figures.value,
        figures.value_low,
        figures.value_high as printed_high,
        figures.value_step,
        indicators.basis,
        case facts.measure
            when 'rank' then 'rank'
            else coalesce(figures.unit, indicators.unit)
        end as unit,
        coalesce(facts.named_period, 'year') as period,
        -- A change is one since the year before, unless the text names another.
        case
            when facts.measure in ('change_pct', 'real_change_pct', 'change_abs', 'cagr_pct')
                then coalesce(facts.named_base_year, facts.year - 1)
        end as base_year

    from facts
    inner join figures on {{ is_reading_of('figures', 'facts') }}
    inner join indicators on facts.indicator_code = indicators.indicator_code

),

final as (

    select
        *,
        {{ observation_id() }} as observation_id,
        -- Rounding cannot lift a share of a whole above the whole.
        case
            when
                measure = 'level'
                and basis = 'ratio'
                and bound = 'rounded'
                and value <= 100
                then least(printed_high, cast(100 as decimal(38, 6)))
            else printed_high
        end as value_high

    from joined

)

-- Columns that only a mart reads pass from staging unnamed.
select * from final  -- noqa: AM04
