{#- Read once, by int_changes_collected; a table would be written for nothing. -#}
{{ config(materialized='view') }}

-- Changes between any two years of one indicator and place, from their levels. Across a break in the series the row
-- says why it has no rate.

with levels as (

    select * from {{ ref('int_levels_resolved') }}
    where basis <> 'event'

),

breaks as (

    select
        *,
        grade in ('C', 'D') as is_break
    from {{ ref('int_indicators_paired') }}
    where indicator_code_a = indicator_code_b and grade is not null

),

place_breaks as (

    select * from {{ ref('int_breaks_listed') }}

),

place_years as (

    select distinct
        place_key,
        year
    from levels

),

places_broken as (

    select
        place_breaks.place_key,
        earlier.year as from_year,
        later.year as to_year,
        {{ sentence_list('place_breaks.caveat') }} as caveat
    from place_breaks
    inner join place_years as earlier
        on
            place_breaks.place_key = earlier.place_key
            and place_breaks.break_year > earlier.year
    inner join place_years as later
        on
            place_breaks.place_key = later.place_key
            and place_breaks.break_year <= later.year
    group by place_breaks.place_key, earlier.year, later.year

),

pairs as (

    select
        earlier.indicator_code,
        earlier.place_key,
        earlier.year as from_year,
        later.year as to_year,
        later.period,
        earlier.basis,
        {% for side, name in [('earlier', 'from'), ('later', 'to')] -%}
        {% for end in ['point', 'low', 'high'] -%}
        case
            when places_broken.caveat is null and not coalesce(breaks.is_break, false)
                then {{ side }}.value_{{ end }}
        end as {{ name }}_{{ end }},
        {% endfor -%}
        {% endfor -%}
        earlier.observation_ids as from_observation_ids,
        later.observation_ids as to_observation_ids,
        earlier.figures as from_figure,
        later.figures as to_figure,
        later.year - earlier.year as years,
        case when earlier.basis = 'ratio' then 'pp' else later.unit end
            as change_abs_unit,
        {{ sentences([
            'places_broken.caveat', 'breaks.caveat', 'earlier.note', 'later.note'
        ]) }} as caveat,
        case
            when earlier.method = 'printed' and later.method = 'printed'
                then 'computed'
            else 'implied'
        end as source
    from levels as earlier
    inner join levels as later
        on
            earlier.indicator_code = later.indicator_code
            and earlier.place_key = later.place_key
            and earlier.period = later.period
            and earlier.year < later.year
    left join breaks
        on
            earlier.indicator_code = breaks.indicator_code_a
            and {{ crosses_break('breaks', 'earlier.year', 'later.year') }}
    left join places_broken
        on
            earlier.place_key = places_broken.place_key
            and earlier.year = places_broken.from_year
            and later.year = places_broken.to_year
    -- A prior that came from this very rate would only give it back, and a whole of which
    -- only some parts are known has no growth.
    where
        earlier.observation_ids not like concat(later.observation_ids, ', %')
        and earlier.method <> 'whole_at_least_parts'
        and later.method <> 'whole_at_least_parts'

),

final as (

    select
        indicator_code,
        place_key,
        from_year,
        to_year,
        period,
        source,
        basis,
        change_abs_unit,
        from_observation_ids,
        to_observation_ids,
        from_figure,
        to_figure,
        caveat,
        {{ interval_difference('to', 'from', 'change_abs') }},
        -- A share changes in points; a percentage of a percentage is not given.
        {{ interval_change_pct(
            'from', 'to', 'change_pct', condition="basis <> 'ratio'"
        ) }},
        {{ interval_change_pct(
            'from', 'to', 'cagr', years='years',
            condition="basis <> 'ratio' and years > 1"
        ) }}
    from pairs

)

select * from final
