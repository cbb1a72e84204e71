{{ config(alias='fct_other_figures') }}

-- What is printed and is neither a level that came about nor a promise: places, completion rates, changes and gaps, and what is only
-- expected; each once.

with figures as (

    select * from {{ ref('fct_observations') }}
    where
        repeat_of is null
        and superseded_by is null
        and (kind = 'expected' or (kind = 'actual' and measure <> 'level'))

),

codelists as (

    select * from {{ ref('dim_codelists') }}

),

final as (

    select
        figures.observation_id,
        figures.document_id,
        figures.district_code,
        figures.district,
        districts.district_en,
        areas.area,
        areas.area_en,
        figures.year,
        figures.period,
        figures.indicator_code,
        figures.indicator,
        indicators.indicator_en,
        figures.kind,
        figures.measure,
        case figures.kind when 'expected' then kinds.label_zh else measures.label_zh end
            as measure_zh,
        case figures.kind when 'expected' then kinds.label_en else measures.label_en end
            as measure_en,
        figures.rank_group as group_zh,
        rank_groups.label_en as group_en,
        figures.value,
        figures.value_low,
        figures.value_high,
        figures.unit,
        {{ shown_value('figures') }} as value_text_zh,
        {{ shown_value('figures', 'en') }} as value_text_en,
        figures.figure,
        figures.quality,
        {{ caveat_in_full('figures', 'zh') }} as caveat_zh,
        {{ caveat_in_full('figures', 'en') }} as caveat_en

    from figures
    inner join {{ ref('dim_indicators') }} as indicators
        on figures.indicator_code = indicators.indicator_code
    inner join codelists as kinds on figures.kind = kinds.code and kinds.codelist = 'kind'
    inner join codelists as measures
        on figures.measure = measures.code and measures.codelist = 'measure'
    left join codelists as rank_groups
        on figures.rank_group = rank_groups.code and rank_groups.codelist = 'rank_group'
    left join codelists as units on figures.unit = units.code and units.codelist = 'unit'
    left join {{ ref('dim_districts') }} as districts
        on figures.district_code = districts.district_code
    left join {{ ref('dim_areas') }} as areas on figures.area_code = areas.area_code

)

select * from final
