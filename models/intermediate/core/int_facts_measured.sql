-- The printed number becomes a value with an interval once indicator, kind and measure are known.

with facts as (

    select * from {{ ref('stg_facts') }}

),

figures as (

    select * from {{ ref('stg_printed_figures') }}

),

details as (

    select * from {{ ref('stg_fact_details') }}

),

indicators as (

    select * from {{ ref('stg_indicators') }}

),

joined as (

    select
        facts.*,
        figures.numeral,
        figures.numeral_end,
        figures.printed_bound,
        figures.direction_sign,
        figures.has_open_ten,
        figures.is_ordinal,
        figures.has_counter,
        figures.has_contradictory_qualifiers,
        indicators.basis,
        cast(figures.number_low * figures.multiplier as decimal(24, 6)) as magnitude,
        cast(figures.number_high * figures.multiplier as decimal(24, 6)) as magnitude_end,
        cast(figures.number_step * figures.multiplier as decimal(24, 6)) as value_step,
        cast(figures.multiplier * 10 as decimal(24, 6)) as ten_units,
        case facts.measure when 'rank' then 'rank' else coalesce(figures.unit, indicators.unit) end
            as unit,
        coalesce(details.period, 'year') as period,
        -- A change is one since the year before, unless the text names another.
        case
            when facts.measure in ('change_pct', 'real_change_pct', 'change_abs', 'cagr_pct')
                then coalesce(details.base_year, facts.year - 1)
        end as base_year,
        figures.is_whole_count
        or facts.kind = 'target'
        or facts.measure = 'rank' as is_exact_when_plain

    from facts
    inner join figures on facts.figure = figures.figure
    inner join indicators on facts.indicator_code = indicators.indicator_code
    left join details
        on
            facts.document_id = details.document_id
            and facts.char_start = details.char_start

),

bounded as (

    select
        *,
        case
            -- A rank printed as the size of a batch: one of the first four.
            when measure = 'rank' and not is_ordinal then 'range'
            when printed_bound <> 'none' then printed_bound
            when is_exact_when_plain then 'exact'
            else 'rounded'
        end as magnitude_bound

    from joined

),

intervals as (

    select
        *,
        case
            when measure = 'rank' and not is_ordinal
                then cast(1 as decimal(24, 6))
            when magnitude_bound in ('less_than', 'at_most', 'approximate')
                then cast(null as decimal(24, 6))
            when magnitude_bound = 'rounded'
                then cast(magnitude - value_step * 0.5 as decimal(24, 6))
            else magnitude
        end as magnitude_low,
        case
            when magnitude_bound in ('at_least', 'approximate')
                then cast(null as decimal(24, 6))
            when magnitude_bound = 'greater_than' and has_open_ten
                then cast(magnitude + ten_units as decimal(24, 6))
            when magnitude_bound = 'greater_than'
                then cast(null as decimal(24, 6))
            when magnitude_bound = 'rounded'
                then cast(magnitude + value_step * 0.5 as decimal(24, 6))
            when magnitude_bound = 'range' then coalesce(magnitude_end, magnitude)
            else magnitude
        end as magnitude_high

    from bounded

),

signed as (

    select
        *,
        case
            when magnitude_bound <> 'range'
                then cast(magnitude * direction_sign as decimal(24, 6))
        end as value,
        row_number() over (
            partition by document_id, char_start
            order by indicator_code, coalesce(area_code, ''), measure
        ) as meaning_number,
        case direction_sign
            when 1 then magnitude_low
            else -magnitude_high
        end as signed_low,
        case direction_sign
            when 1 then magnitude_high
            else -magnitude_low
        end as signed_high,
        case
            when direction_sign = 1 then magnitude_bound
            when magnitude_bound = 'greater_than' then 'less_than'
            when magnitude_bound = 'at_least' then 'at_most'
            when magnitude_bound = 'less_than' then 'greater_than'
            when magnitude_bound = 'at_most' then 'at_least'
            else magnitude_bound
        end as bound

    from intervals

),

final as (

    select
        document_id,
        char_start,
        place_key,
        district_code,
        area_code,
        year,
        period,
        base_year,
        indicator_code,
        kind,
        measure,
        basis,
        value,
        signed_low as value_low,
        value_step,
        bound,
        unit,
        strength,
        rank_group,
        figure,
        numeral,
        numeral_end,
        has_counter,
        has_contradictory_qualifiers,
        note,
        {{ observation_id('document_id', 'char_start', 'meaning_number') }}
            as observation_id,
        -- Rounding cannot lift a share of a whole above the whole.
        case
            when
                measure = 'level'
                and basis = 'ratio'
                and bound = 'rounded'
                and value <= 100
                then least(signed_high, cast(100 as decimal(24, 6)))
            else signed_high
        end as value_high

    from signed

)

select * from final
