-- What is known of an outcome when every print of it counts: prints that agree leave what their intervals have in
-- common; prints that conflict leave no single value, but the interval that holds them all. A change across a break in the
-- place or in the definition says so.

{% set thing = 'indicator_code, place_key, year, period, base_year, measure, rank_group' %}

with observations as {{ materialized(false) }} (

    select * from {{ ref('int_observations_assembled') }}

),

-- Whatever the grade, a break in a known year counts; one in an unknown year counts where it forbids rates.
breaks as (

    select * from {{ ref('int_indicators_paired') }}
    where
        indicator_code_a = indicator_code_b
        and (grade in ('C', 'D') or break_year is not null)

),

-- A figure that took the place of an earlier document's.
revised as (

    select
        observations.superseded_by as observation_id,
        max(texts.revised) as caveat
    from observations
    cross join {{ caveat_texts(['revised']) }} as texts
    where observations.superseded_by is not null
    group by observations.superseded_by

),

prints as (

    select
        observations.*,
        documents.issued_on,
        case when observations.repeat_of is null then 1 else 0 end as is_counted,
        case
            when
                observations.repeat_of is not null
                or observations.bound in ('exact', 'rounded')
                then 0
            else 1
        end as is_bound_only
    from observations
    inner join {{ ref('stg_documents') }} as documents
        on observations.document_id = documents.document_id
    where
        observations.kind = 'actual'
        and not observations.is_reprint
        and observations.superseded_by is null
        and observations.year is not null

),

grouped as (

    select
        {{ thing }},
        count(*) as prints,
        sum(is_counted) = 1 as agrees,
        sum(is_bound_only) = 0 as is_point,
        max(basis) as basis,
        max(unit) as unit,
        max(case is_counted when 1 then value_step end) as value_step,
        min(case is_counted when 1 then bound end) as first_bound,
        max(case is_counted when 1 then bound end) as last_bound,
        case
            when count(case is_counted when 1 then value end) = sum(is_counted)
                then min(case is_counted when 1 then value end)
        end as first_value,
        max(case is_counted when 1 then value end) as last_value,
        max(value_low) as highest_low,
        min(value_high) as lowest_high,
        case when count(value_low) = count(*) then min(value_low) end as lowest_low,
        case when count(value_high) = count(*) then max(value_high) end as highest_high,
        min(case is_counted when 1 then observation_id end) as observation_id,
        min(figure) as figure,
        min(full_note) as note,
        min(issued_on) as first_printed_on,
        max(issued_on) as last_printed_on
    from prints
    group by {{ thing }}

),

-- Lists are expensive, and nearly every thing is printed once.
lists as (

    select
        grouped.observation_id,
        {{ text_list('prints.observation_id') }} as observation_ids,
        {{ text_list('prints.figure') }} as figures,
        {{ sentence_list('prints.full_note') }} as notes
    from prints
    inner join grouped
        on
            prints.indicator_code = grouped.indicator_code
            and prints.place_key = grouped.place_key
            and prints.year = grouped.year
            and prints.measure = grouped.measure
            and prints.period = grouped.period
            and coalesce(prints.base_year, 0) = coalesce(grouped.base_year, 0)
            and coalesce(prints.rank_group, '') = coalesce(grouped.rank_group, '')
    where grouped.prints > 1
    group by grouped.observation_id

),

places_broken as (

    select
        grouped.observation_id,
        {{ sentence_list('place_breaks.caveat') }} as caveat
    from grouped
    inner join {{ ref('int_breaks_listed') }} as place_breaks
        on
            grouped.place_key = place_breaks.place_key
            and {{ crosses_break('place_breaks', 'grouped.base_year', 'grouped.year') }}
    group by grouped.observation_id

),

valued as (

    select
        *,
        case when first_value = last_value then first_value end as value,
        case when agrees then highest_low else lowest_low end as value_low,
        case when agrees then lowest_high else highest_high end as value_high,
        case
            when first_value = last_value and first_bound = last_bound
                then first_bound
            else 'range'
        end as bound
    from grouped

),

final as (

    select
        {% for column in [
            'indicator_code', 'place_key', 'year', 'period', 'base_year', 'measure', 'rank_group', 'basis', 'unit',
            'value_step', 'prints', 'value', 'value_low', 'value_high', 'bound', 'observation_id', 'last_printed_on',
        ] -%}
        valued.{{ column }},
        {% endfor -%}
        {{ interval_cut_off('valued', 'cut') }},
        coalesce(lists.observation_ids, valued.observation_id) as observation_ids,
        coalesce(lists.figures, valued.figure) as figures,
        {{ sentences([
            'coalesce(lists.notes, valued.note)', 'places_broken.caveat', 'breaks.caveat', 'revised.caveat'
        ]) }} as note,
        case when revised.observation_id is not null then valued.first_printed_on end as revised_on,
        coalesce(places_broken.caveat, breaks.caveat) is not null as crosses_break,
        coalesce(valued.is_point and valued.value is not null, false) as is_point,
        case when valued.is_point then valued.value end as value_point
    from valued
    left join lists
        on valued.observation_id = lists.observation_id and valued.prints > 1
    left join places_broken on valued.observation_id = places_broken.observation_id
    left join revised on valued.observation_id = revised.observation_id
    left join breaks
        on
            valued.indicator_code = breaks.indicator_code_a
            and valued.base_year is not null
            and {{ crosses_break('breaks', 'valued.base_year', 'valued.year') }}

)

select * from final
