{{ config(alias='fct_observations') }}

-- What is counted has its own name in English; what is measured has that of its unit.
{% set unit_en = 'coalesce(indicators.counted_en, units.label_en)' %}
{% set unit_one_en = 'coalesce(indicators.counted_one_en, units.label_en)' %}

-- What happened, each thing once: no promise, no rate, no second print, nothing that a later print replaced.

with observations as (

    select * from {{ ref('fct_observations') }}

),

indicators as (

    select * from {{ ref('dim_indicators') }}

),

codelists as (

    select * from {{ ref('dim_codelists') }}

),

-- All that a document prints of a thing for which it prints several values.
conflicts as (

    select
        coalesce(observations.conflicts_with, observations.observation_id) as observation_id,
        concat('The document prints ', {{ text_list('observations.figure') }}, '.') as prints_en,
        concat(
            '文件同时载有', replace({{ text_list('observations.figure') }}, ', ', '、'), '。'
        ) as prints_zh
    from observations
    where
        observations.conflicts_with is not null
        or observations.observation_id in (
            select first_print.conflicts_with
            from observations as first_print
            where first_print.conflicts_with is not null
        )
    group by coalesce(observations.conflicts_with, observations.observation_id)

),

final as (

    select
        observations.observation_id,
        observations.district_code,
        observations.district,
        districts.district_en,
        areas.area,
        areas.area_en,
        observations.year,
        observations.period,
        observations.indicator_code,
        observations.indicator,
        indicators.indicator_en,
        indicators.theme,
        indicators.basis,
        observations.subject,
        observations.is_headline,
        observations.value,
        observations.value_low,
        observations.value_high,
        observations.unit,
        {{ shown_value('observations') }} as value_text_zh,
        {{ shown_value('observations', 'en', unit_en, unit_one_en) }} as value_text_en,
        -- One of several values is not exact, however it is printed.
        case
            when conflicts.observation_id is null
                then {{ shown_interval(
                    'observations.value_low', 'observations.value_high', 'observations.unit', bound='observations.bound'
                ) }}
        end as interval_text_zh,
        case
            when conflicts.observation_id is null
                then {{ shown_interval(
                    'observations.value_low', 'observations.value_high', 'observations.unit', 'en', unit_en,
                    'observations.bound'
                ) }}
        end as interval_text_en,
        observations.quality,
        nullif(concat_ws('', conflicts.prints_zh, observations.caveat_zh), '') as caveat_zh,
        nullif(concat_ws(' ', conflicts.prints_en, observations.caveat_en), '') as caveat_en,
        observations.document_id,
        observations.char_start,
        observations.figure,
        observations.part_of

    from observations
    inner join indicators on observations.indicator_code = indicators.indicator_code
    left join {{ ref('dim_districts') }} as districts
        on observations.district_code = districts.district_code
    left join {{ ref('dim_areas') }} as areas on observations.area_code = areas.area_code
    left join conflicts on observations.observation_id = conflicts.observation_id
    left join codelists as units
        on observations.unit = units.code and units.codelist = 'unit'
    where
        observations.kind = 'actual'
        and observations.measure = 'level'
        and observations.repeat_of is null
        and observations.conflicts_with is null
        and observations.superseded_by is null

)

select * from final
