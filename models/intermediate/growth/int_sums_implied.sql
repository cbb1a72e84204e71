-- A whole from its parts: their sum where the identity names all of them and all are known, else at least the sum of those
-- that are known, if the whole itself is not printed.

with levels as (

    select * from {{ ref('int_levels_completed') }}

),

identities as (

    select * from {{ ref('stg_identities') }}
    where relation = 'sum'

),

parts as (

    select
        part.identity_id,
        whole.indicator_code as whole_code,
        part.indicator_code,
        part.year,
        part.is_complete,
        count(*) over (partition by part.identity_id) as number_of_parts
    from identities as part
    inner join identities as whole on part.identity_id = whole.identity_id
    where part.role = 'part' and whole.role = 'whole'

),

sums as (

    select
        parts.identity_id,
        parts.whole_code,
        levels.place_key,
        levels.year,
        levels.period,
        max(levels.basis) as basis,
        {{ text_list('levels.observation_ids') }} as input_observation_ids,
        {{ text_list('levels.figures') }} as input_figures,
        {{ sentence_list('levels.note') }} as note,
        cast(sum(levels.value_low) as decimal(38, 6)) as known_low,
        coalesce(
            max(case when parts.is_complete then parts.number_of_parts end)
            = count(*), false
        ) as has_all_parts,
        {{ interval_sum('levels.value', 'parts') }},
        {{ interval_sum('levels.cut', 'cut', point=false) }}
    from parts
    inner join levels
        on
            parts.indicator_code = levels.indicator_code
            -- An identity may hold in one year only, where a definition broke after it.
            and levels.year = coalesce(parts.year, levels.year)
    group by
        parts.identity_id,
        parts.whole_code,
        levels.place_key,
        levels.year,
        levels.period

),

preferred as (

    select
        *,
        max(case when has_all_parts then 1 else 0 end) over (
            partition by whole_code, place_key, year, period
        ) as is_summed
    from sums

),

final as (

    select
        sums.whole_code as indicator_code,
        sums.place_key,
        sums.year,
        sums.period,
        sums.identity_id as derivation,
        sums.basis,
        indicators.unit,
        sums.input_observation_ids,
        sums.input_figures,
        {{ sentences(['sums.note', "case when not sums.has_all_parts then " ~ both_languages(
            "concat('Of ', indicators.indicator_en, ' in ', sums.year, ' only a part is printed (', sums.input_figures, '): the whole is at least this.')",
            "concat(sums.year, '年', indicators.indicator, '只载明其中一部分（', replace(sums.input_figures, ', ', '、'), '），不低于此数。')"
        ) ~ " end"]) }} as note,
        case when sums.has_all_parts then 'sum_of_parts' else 'whole_at_least_parts' end
            as method,
        case when sums.has_all_parts then sums.parts_point end as value_point,
        case when sums.has_all_parts then sums.parts_low else sums.known_low end as value_low,
        case when sums.has_all_parts then sums.parts_high end as value_high,
        case when sums.has_all_parts then sums.cut_low end as cut_low,
        case when sums.has_all_parts then sums.cut_high end as cut_high
    from preferred as sums
    inner join {{ ref('stg_indicators') }} as indicators
        on sums.whole_code = indicators.indicator_code
    left join levels
        on
            sums.whole_code = levels.indicator_code
            and sums.place_key = levels.place_key
            and sums.year = levels.year
            and sums.period = levels.period
    where
        sums.has_all_parts
        or (
            sums.is_summed = 0
            and levels.indicator_code is null
            and sums.known_low > 0
        )

)

select * from final
