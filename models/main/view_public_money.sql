{{ config(alias='fct_public_money') }}

{# How far the money has come; a promise counts as planned unless it is sought, and what is expected as intended. #}
{% set stages = ['sought', 'planned', 'applied', 'intended', 'approved', 'paid'] %}

-- Public money, each print once, its amount in the column of the stage that it has reached: no sum mixes what was paid with what was
-- only applied for or promised.

with indicators as (

    select * from {{ ref('dim_indicators') }}

),

codelists as (

    select * from {{ ref('dim_codelists') }}

),

prints as (

    select
        figures.*,
        indicators.funder,
        case
            when figures.kind = 'target' and indicators.funding_stage <> 'sought' then 'planned'
            when figures.kind = 'expected' then 'intended'
            else indicators.funding_stage
        end as funding_stage
    from {{ ref('fct_observations') }} as figures
    inner join indicators on figures.indicator_code = indicators.indicator_code
    where
        indicators.funding_stage is not null
        and figures.measure = 'level'
        and figures.repeat_of is null
        and figures.superseded_by is null

),

-- A part is in its total already, of several amounts for one thing none is known to hold, and a limit is no amount.
counted as (

    select
        prints.*,
        case
            when
                wholes.observation_id is null
                and prints.quality <> 'do_not_use'
                and prints.bound in ('exact', 'rounded')
                then prints.value
        end as amount
    from prints
    left join prints as wholes on prints.part_of = wholes.observation_id

),

final as (

    select
        counted.observation_id,
        counted.document_id,
        counted.district_code,
        counted.district,
        districts.district_en,
        areas.area,
        areas.area_en,
        counted.year,
        counted.period,
        counted.indicator_code,
        counted.indicator,
        indicators.indicator_en,
        reached.label_zh as stage_zh,
        reached.label_en as stage_en,
        funders.label_zh as funder_zh,
        funders.label_en as funder_en,
        {% for stage in stages %}
        case when counted.funding_stage = '{{ stage }}' then counted.amount end as {{ stage }}_yuan,
        {% endfor %}
        counted.value_low,
        counted.value_high,
        {{ shown_value('counted') }} as value_text_zh,
        {{ shown_value('counted', 'en') }} as value_text_en,
        counted.figure,
        counted.quality,
        {{ caveat_in_full('counted', 'zh') }} as caveat_zh,
        {{ caveat_in_full('counted', 'en') }} as caveat_en

    from counted
    inner join codelists as funders
        on counted.funder = funders.code and funders.codelist = 'funder'
    inner join codelists as reached
        on counted.funding_stage = reached.code and reached.codelist = 'funding_stage'
    inner join indicators on counted.indicator_code = indicators.indicator_code
    left join codelists as units on counted.unit = units.code and units.codelist = 'unit'
    left join {{ ref('dim_districts') }} as districts
        on counted.district_code = districts.district_code
    left join {{ ref('dim_areas') }} as areas on counted.area_code = areas.area_code

)

select * from final
