{{ config(materialized='view') }}

{% set parts = shown_number('mismatches.parts_value', 'mismatches.unit') %}

-- Sums that do not add up, parts larger than their whole, and lists of parts that leave a remainder.

with sums as (

    select
        *,
        lacks_parts or parts_value > whole_high as is_exceeded
    from {{ ref('int_sums_checked') }}

),

indicators as (

    select * from {{ ref('stg_indicators') }}

),

mismatches as (

    select
        *,
        case
            when is_complete and not lacks_parts then 'sum_mismatch'
            when is_exceeded then 'part_exceeds_whole'
            else 'partial_list'
        end as kind
    from sums
    where
        under_rounding = 'inconsistent'
        or (not is_complete and is_exceeded)
        or (
            not is_complete
            and part_observation_ids like '%, %'
            and parts_high < whole_low
        )

),

final as (

    select
        mismatches.kind,
        mismatches.document_id,
        mismatches.place_key,
        mismatches.note,
        mismatches.under_rounding,
        mismatches.under_truncation,
        mismatches.gap_point,
        mismatches.gap_low,
        mismatches.gap_high,
        mismatches.unit as gap_unit,
        concat(
            mismatches.document_id, '-', mismatches.identity_id, '-',
            cast(mismatches.year as {{ dbt.type_string() }})
        ) as subject,
        concat(
            mismatches.whole_observation_ids, ', ',
            mismatches.part_observation_ids
        ) as observation_ids,
        {{ both_languages(
            "concat(mismatches.whole_figure, ' for ', indicators.indicator_en)",
            "concat(indicators.indicator, mismatches.whole_figure)"
        ) }} as expected,
        {{ both_languages(
            "case when part_figures like '%, %' then concat(" ~ parts ~ ", ' from ', part_figures)"
            ~ " else concat(part_figures, ', which should be a part of it') end",
            "case when part_figures like '%, %' then concat('各部分（', replace(part_figures, ', ', '、'), '）合计', " ~ parts
            ~ ") else concat('按理应包含在内的数值为', part_figures) end"
        ) }} as found

    from mismatches
    inner join indicators
        on mismatches.indicator_code = indicators.indicator_code

)

select * from final
