{{ config(alias='fct_observations') }}

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

final as (

    select
        observations.observation_id,
        observations.district_code,
        observations.district,
        observations.area,
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
        {{ shown_value('observations', 'en', 'units.label_en') }} as value_text_en,
        {{ shown_interval(
            'observations.value_low', 'observations.value_high', 'observations.unit'
        ) }} as interval_text_zh,
        {{ shown_interval(
            'observations.value_low', 'observations.value_high', 'observations.unit', 'en', 'units.label_en'
        ) }} as interval_text_en,
        observations.quality,
        observations.caveat_zh,
        observations.caveat_en,
        observations.document_id,
        observations.char_start,
        observations.figure

    from observations
    inner join indicators on observations.indicator_code = indicators.indicator_code
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
