{{ config(alias='fct_observations') }}

-- What happened, each thing once: no promise, no rate, no second print, nothing that a later print replaced; and no public money, which
-- view_public_money parts by its stage.

with codelists as (

    select * from {{ ref('dim_codelists') }}

),

prints as (

    select
        observations.*,
        indicators.indicator_en,
        indicators.basis,
        {{ shown_value('observations') }} as value_text_zh,
        {{ shown_value('observations', 'en') }} as value_text_en,
        {{ english_unit() }} as unit_en,
        {{ caveat_in_full('observations', 'zh') }} as full_caveat_zh,
        {{ caveat_in_full('observations', 'en') }} as full_caveat_en,
        coalesce(observations.conflicts_with, observations.observation_id) as thing_id
    from {{ ref('fct_observations') }} as observations
    inner join {{ ref('dim_indicators') }} as indicators
        on observations.indicator_code = indicators.indicator_code
    left join codelists as units
        on observations.unit = units.code and units.codelist = 'unit'
    where
        observations.kind = 'actual'
        and observations.measure = 'level'
        and indicators.funding_stage is null
        and observations.repeat_of is null
        and observations.superseded_by is null

),

-- A thing for which one document prints several values has none of them, and the interval that holds all.
disputed as (

    select
        thing_id,
        case when count(*) = count(value_low) then min(value_low) end as value_low,
        case when count(*) = count(value_high) then max(value_high) end as value_high,
        replace({{ text_list('value_text_zh') }}, ', ', '或') as value_text_zh,
        replace({{ text_list('value_text_en') }}, ', ', ' or ') as value_text_en,
        {{ text_list('figure') }} as figure
    from prints
    where thing_id in (select rivals.conflicts_with from prints as rivals)
    group by thing_id
    having count(*) > 1

),

wholes as (

    select distinct part_of as whole_id from prints

),

things as (

    select
        prints.*,
        wholes.whole_id,
        disputed.thing_id is not null as is_disputed,
        case when disputed.thing_id is null then prints.value end as shown_value,
        {% for column in ['value_low', 'value_high', 'value_text_zh', 'value_text_en', 'figure'] %}
        case when disputed.thing_id is null then prints.{{ column }} else disputed.{{ column }} end
            as shown_{{ column }},
        {% endfor %}
        case when disputed.thing_id is null then prints.bound end as shown_bound,
        prints.bound not in ('exact', 'rounded') as is_open
    from prints
    left join disputed on prints.thing_id = disputed.thing_id
    left join wholes on prints.observation_id = wholes.whole_id
    where prints.conflicts_with is null

),

final as (

    select
        things.observation_id,
        things.document_id,
        things.district_code,
        things.district,
        districts.district_en,
        areas.area,
        areas.area_en,
        things.year,
        things.period,
        things.indicator_code,
        things.indicator,
        things.indicator_en,
        things.basis,
        things.shown_value as value,
        things.shown_value_low as value_low,
        things.shown_value_high as value_high,
        things.unit,
        concat(
            case when things.part_of is not null then '不可与所属总数相加；' else '' end,
            case when things.whole_id is not null then '不可与其分项相加；' else '' end,
            additions.label_zh,
            case when things.is_open then '。原文只给出界限或约数' else '' end
        ) as adding_up_zh,
        concat(
            case when things.part_of is not null then 'Do not add it to its total. ' else '' end,
            case when things.whole_id is not null then 'Do not add it to its parts. ' else '' end,
            additions.label_en,
            case when things.is_open then '. Printed as a limit or an approximation' else '' end
        ) as adding_up_en,
        things.shown_value_text_zh as value_text_zh,
        things.shown_value_text_en as value_text_en,
        {{ shown_interval(
            'things.shown_value_low', 'things.shown_value_high', 'things.unit', bound='things.shown_bound'
        ) }} as interval_text_zh,
        {{ shown_interval(
            'things.shown_value_low', 'things.shown_value_high', 'things.unit', 'en', 'things.unit_en',
            'things.shown_bound'
        ) }} as interval_text_en,
        things.shown_figure as figure,
        things.quality,
        things.full_caveat_zh as caveat_zh,
        things.full_caveat_en as caveat_en,
        things.part_of

    from things
    left join {{ ref('dim_districts') }} as districts
        on things.district_code = districts.district_code
    left join {{ ref('dim_areas') }} as areas on things.area_code = areas.area_code
    inner join codelists as additions
        on
            additions.codelist = 'adding_up'
            and additions.code = case
                when things.is_disputed then 'disputed'
                when things.basis = 'flow' and things.unit <> '元' then 'flow_counted'
                else things.basis
            end

)

select * from final
