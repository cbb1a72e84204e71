with facts as {{ materialized(false) }} (

    select * from {{ ref('int_facts_measured') }}

),

numerals as (

    select * from {{ ref('stg_numerals') }}

),

earlier_prints as (

    select * from {{ ref('int_observations_deduplicated') }}

),

indicators as (

    select * from {{ ref('stg_indicators') }}

),

-- The first print of a thing names no other, but others name it. Each says what all print.
conflicts as (

    select
        conflicts_with as first_id,
        observation_id
    from earlier_prints
    where conflicts_with is not null

    union distinct

    select
        conflicts_with as first_id,
        conflicts_with as observation_id
    from earlier_prints
    where conflicts_with is not null

),

conflicting as (

    select
        conflicts.first_id,
        {{ text_list('facts.figure') }} as figures
    from conflicts
    inner join facts on conflicts.observation_id = facts.observation_id
    group by conflicts.first_id

),

-- Of a thing that is printed more than once, every print is a part of what its first one is a part of.
parts as (

    select * from {{ ref('int_parts_linked') }}

),

-- A definition that took the place of another says so wherever it is used.
breaks as (

    select
        pairs.indicator_code_a as indicator_code,
        {{ sentence_list(both_languages(
            "concat('Not comparable with ', replaced.indicator_en, '. ', " ~ in_english('pairs.caveat') ~ ")",
            "concat('与“', replaced.indicator, '”不可比。', " ~ in_chinese('pairs.caveat') ~ ")"
        )) }} as caveat
    from {{ ref('int_indicators_paired') }} as pairs
    inner join indicators as replaced on pairs.indicator_code_b = replaced.indicator_code
    where
        concat('|', pairs.reasons, '|') like '%|BREAK|%'
        and pairs.indicator_code_a <> pairs.indicator_code_b
    group by pairs.indicator_code_a

),

caveats as (

    select * from {{ caveat_texts([
        'conflicting_prints', 'superseded', 'repeated', 'issuer', 'assumed_definition'
    ]) }} as texts

),

assembled as (

    select
        facts.*,
        parts.part_of,
        parts.part_caveat,
        {{ sentences(['facts.note', 'parts.part_note']) }} as full_note,
        earlier_prints.repeat_of,
        earlier_prints.conflicts_with,
        earlier_prints.superseded_by,
        coalesce(earlier_prints.is_reprint, false) as is_reprint,
        case
            when conflicting.first_id is not null
                then {{ sentences([both_languages(
                    "concat('The document prints ', conflicting.figures, '.')",
                    "concat('文件同时载有', replace(conflicting.figures, ', ', '、'), '。')"
                ), 'caveats.conflicting_prints']) }}
        end as conflict_caveat,
        case when earlier_prints.superseded_by is not null then caveats.superseded end
            as superseded_caveat,
        case when earlier_prints.repeat_of is not null then caveats.repeated end as repeat_caveat,
        breaks.caveat as break_caveat,
        case when indicators.subject = 'issuer' then caveats.issuer end as issuer_caveat,
        case
            when facts.district_code is not null
                then {{ both_languages(
                    "'Covers only ' || areas.area_en || ', not the whole district.'",
                    "'仅反映' || areas.area || '，不代表全区。'"
                ) }}
        end as area_caveat,
        case when indicators.definition_en like '%Assumed: %' then caveats.assumed_definition end
            as assumed_caveat,
        case
            when indicators.subject = 'issuer' then 'issuer'
            when facts.district_code is null then 'city'
            when facts.area_code is not null then 'place'
            else 'district'
        end as subject,
        cast(
            case
                when facts.numeral_end is null
                    then facts.char_start + length(facts.numeral)
                else numerals.next_char_start + length(facts.numeral_end)
            end as {{ dbt.type_int() }}
        ) as char_end

    from facts
    cross join caveats
    inner join indicators on facts.indicator_code = indicators.indicator_code
    left join breaks on facts.indicator_code = breaks.indicator_code
    left join {{ ref('stg_areas') }} as areas on facts.area_code = areas.area_code
    left join numerals
        on
            facts.document_id = numerals.document_id
            and facts.char_start = numerals.char_start
    left join earlier_prints
        on facts.observation_id = earlier_prints.observation_id
    left join conflicting
        on coalesce(earlier_prints.conflicts_with, facts.observation_id) = conflicting.first_id
    left join parts
        on
            facts.measure = 'level'
            and parts.observation_id = coalesce(
                earlier_prints.repeat_of, earlier_prints.conflicts_with,
                earlier_prints.superseded_by, facts.observation_id
            )

),

final as (

    select
        *,
        case
            when conflict_caveat is not null or superseded_caveat is not null then 'do_not_use'
            when
                coalesce(
                    repeat_caveat, issuer_caveat, area_caveat, assumed_caveat, break_caveat,
                    full_note, part_caveat
                ) is not null
                then 'caution'
            else 'ok'
        end as quality,
        {{ sentences([
            'conflict_caveat', 'superseded_caveat', 'repeat_caveat', 'issuer_caveat',
            'area_caveat', 'assumed_caveat', 'break_caveat', 'full_note', 'part_caveat'
        ]) }} as caveat

    from assembled

)

-- Columns that only a mart reads pass from staging unnamed.
select * from final  -- noqa: AM04
