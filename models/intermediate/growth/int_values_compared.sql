-- What is known beside an implied value: first what disagrees with it, then the printed value of the same thing, then
-- another implied one; and what limits its use.

with implied_values as (

    select * from {{ ref('int_values_implied') }}

),

others as {{ materialized(false) }} (

    select
        indicator_code,
        place_key,
        year,
        period,
        'actual' as kind,
        1 as preference,
        observation_ids as other_id,
        false as crosses_break,
        value_point,
        value_low,
        value_high,
        cut_low,
        cut_high
    from {{ ref('int_actuals_combined') }}
    where measure = 'level'

    union all

    select
        indicator_code,
        place_key,
        year,
        period,
        kind,
        2 as preference,
        implied_value_id as other_id,
        crosses_break,
        value_point,
        value_low,
        value_high,
        cut_low,
        cut_high
    from implied_values

),

pairs as (

    select
        implied_values.implied_value_id,
        others.other_id,
        others.preference,
        {{ agreement(
            'implied_values.value_low', 'implied_values.value_high',
            'others.value_low', 'others.value_high'
        ) }} as agreement,
        {{ agreement(
            'implied_values.cut_low', 'implied_values.cut_high', 'others.cut_low', 'others.cut_high'
        ) }} as under_truncation,
        {{ interval_difference('implied_values.value', 'others.value', 'gap') }}
    from implied_values
    inner join others
        on
            implied_values.indicator_code = others.indicator_code
            and implied_values.place_key = others.place_key
            and implied_values.year = others.year
            and implied_values.period = others.period
            and implied_values.kind = others.kind
            and implied_values.implied_value_id <> others.other_id
            -- A level before a break, in the terms of after it, is another thing.
            and implied_values.crosses_break = others.crosses_break

),

ranked as (

    select
        *,
        row_number() over (
            partition by implied_value_id
            order by
                case agreement when 'inconsistent' then 0 else 1 end asc,
                preference asc,
                other_id asc
        ) as rank_of_pair
    from pairs

),

-- Parts and wholes of an implied value that are printed or implied as well; a sum would count them twice.
relatives as (

    {% for own, other in [('part', 'whole'), ('whole', 'part')] %}
    select
        own.indicator_code,
        own.year,
        other.indicator_code as other_code
    from {{ ref('stg_identities') }} as own
    inner join {{ ref('stg_identities') }} as other
        on own.identity_id = other.identity_id and other.role = '{{ other }}'
    where own.role = '{{ own }}' and coalesce(own.area_code, other.area_code) is null
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

beside_relatives as (

    select distinct implied_values.implied_value_id
    from implied_values
    inner join relatives
        on
            implied_values.indicator_code = relatives.indicator_code
            and implied_values.year = coalesce(relatives.year, implied_values.year)
    inner join others
        on
            relatives.other_code = others.indicator_code
            and implied_values.place_key = others.place_key
            and implied_values.year = others.year
            and implied_values.period = others.period
            and implied_values.kind = others.kind

),

limited as (

    select
        implied_values.implied_value_id,
        implied_values.note,
        ranked.agreement,
        ranked.under_truncation,
        ranked.gap_point,
        ranked.gap_low,
        ranked.gap_high,
        ranked.other_id as compared_with,
        case when ranked.agreement = 'inconsistent' then texts.implied_inconsistent end
            as inconsistent_caveat,
        case when indicators.subject = 'issuer' then texts.issuer end as issuer_caveat,
        case when indicators.definition_en like '%Assumed: %' then texts.assumed_definition end
            as assumed_caveat,
        case when beside_relatives.implied_value_id is not null then texts.part_or_whole end
            as relative_caveat
    from implied_values
    cross join {{ caveat_texts([
        'implied_inconsistent', 'issuer', 'assumed_definition', 'part_or_whole'
    ]) }} as texts
    inner join {{ ref('stg_indicators') }} as indicators
        on implied_values.indicator_code = indicators.indicator_code
    left join ranked
        on
            implied_values.implied_value_id = ranked.implied_value_id
            and ranked.rank_of_pair = 1
    left join beside_relatives
        on implied_values.implied_value_id = beside_relatives.implied_value_id

),

final as (

    select
        implied_value_id,
        agreement,
        under_truncation,
        gap_point,
        gap_low,
        gap_high,
        compared_with,
        {{ sentences([
            'inconsistent_caveat', 'issuer_caveat', 'assumed_caveat', 'note', 'relative_caveat'
        ]) }} as caveat,
        case
            when
                coalesce(inconsistent_caveat, issuer_caveat, assumed_caveat, note, relative_caveat)
                is null
                then 'ok'
            else 'caution'
        end as quality

    from limited

)

select * from final
