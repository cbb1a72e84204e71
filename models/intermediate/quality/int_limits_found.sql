{{ config(materialized='view') }}

-- What limits a series without being a fault: breaks between definitions and rates that are refused; and sums that hold.

{% set no_text = 'cast(null as ' ~ dbt.type_string() ~ ')' %}
{% set no_number = 'cast(null as decimal(38, 6))' %}
{% set parts = shown_number('sums.parts_value', 'sums.unit') %}

with indicators as (

    select * from {{ ref('stg_indicators') }}

),

breaks as (

    select * from {{ ref('int_indicators_paired') }}
    where
        concat('|', reasons, '|') like '%|BREAK|%'
        and indicator_code_a <= indicator_code_b

),

refused as (

    select changes.*
    from {{ ref('int_changes_compared') }} as compared
    inner join {{ ref('int_changes_collected') }} as changes
        on compared.growth_id = changes.growth_id
    where compared.quality = 'do_not_use'

),

sums as (

    select * from {{ ref('int_sums_checked') }}
    where is_complete and under_rounding = 'consistent'

),

final as (

    select
        'definition_break' as kind,
        {{ no_text }} as document_id,
        {{ no_text }} as place_key,
        concat(breaks.indicator_code_a, '-', breaks.indicator_code_b) as subject,
        {{ no_text }} as observation_ids,
        breaks.indicator_code_a as indicator_code,
        breaks.break_year as year,
        {{ both_languages(
            "concat('one definition of ', a.indicator_en)", "concat(a.indicator, '口径不变')"
        ) }} as expected,
        {{ both_languages(
            "concat(b.indicator_en, coalesce(' from ' || cast(breaks.break_year as " ~ dbt.type_string() ~ "), ''))",
            "concat(coalesce(cast(breaks.break_year as " ~ dbt.type_string() ~ ") || '年起为', ''), b.indicator)"
        ) }} as found,
        {{ no_number }} as gap_point,
        {{ no_number }} as gap_low,
        {{ no_number }} as gap_high,
        {{ no_text }} as gap_unit,
        breaks.caveat as note
    from breaks
    inner join indicators as a on breaks.indicator_code_a = a.indicator_code
    inner join indicators as b on breaks.indicator_code_b = b.indicator_code

    union all

    select
        'refused_rate' as kind,
        {{ no_text }} as document_id,
        refused.place_key,
        refused.growth_id as subject,
        concat_ws(
            ', ',
            refused.from_observation_ids,
            refused.to_observation_ids,
            refused.rate_observation_ids
        ) as observation_ids,
        refused.indicator_code,
        refused.to_year as year,
        {{ both_languages(
            "concat('a rate of ', indicators.indicator_en, ' since ', cast(refused.from_year as "
            ~ dbt.type_string() ~ "))",
            "concat(indicators.indicator, '自', cast(refused.from_year as " ~ dbt.type_string() ~ "), '年起的增长率')"
        ) }} as expected,
        {{ both_languages(
            "concat_ws(' and ', refused.from_figure, refused.to_figure, refused.rate_figure)",
            "concat_ws('和', refused.from_figure, refused.to_figure, refused.rate_figure)"
        ) }} as found,
        {{ no_number }} as gap_point,
        {{ no_number }} as gap_low,
        {{ no_number }} as gap_high,
        {{ no_text }} as gap_unit,
        refused.caveat as note
    from refused
    inner join indicators on refused.indicator_code = indicators.indicator_code

    union all

    select
        'confirmed_sum' as kind,
        sums.document_id,
        sums.place_key,
        concat(
            sums.document_id, '-', sums.identity_id, '-', cast(sums.year as {{ dbt.type_string() }})
        ) as subject,
        concat(sums.whole_observation_ids, ', ', sums.part_observation_ids) as observation_ids,
        sums.indicator_code,
        sums.year,
        {{ both_languages(
            "concat(sums.whole_figure, ' for ', indicators.indicator_en)",
            "concat(indicators.indicator, sums.whole_figure)"
        ) }} as expected,
        {{ both_languages(
            "concat(" ~ parts ~ ", ' from ', sums.part_figures)",
            "concat('各部分（', replace(sums.part_figures, ', ', '、'), '）合计', " ~ parts ~ ")"
        ) }} as found,
        sums.gap_point,
        sums.gap_low,
        sums.gap_high,
        sums.unit as gap_unit,
        sums.note
    from sums
    inner join indicators on sums.indicator_code = indicators.indicator_code

)

select * from final
