{{ config(alias='fct_growth') }}

-- How much something grew, a year and in all, with its interval in words; a rate that is refused has a row that says why.

{% set spans = 'growth.to_year - growth.from_year > 1' %}
{% set years = 'cast(growth.to_year - growth.from_year as ' ~ dbt.type_string() ~ ')' %}

with growth as (

    select
        *,
        -- Of a share the change is in percentage points.
        case unit when 'pp' then change_abs else change_pct end as change
    from {{ ref('fct_growth') }}

),

indicators as (

    select * from {{ ref('dim_indicators') }}

),

codelists as (

    select * from {{ ref('dim_codelists') }}

),

final as (

    select
        growth.growth_id,
        growth.district_code,
        growth.district,
        districts.district_en,
        areas.area,
        areas.area_en,
        growth.from_year,
        growth.to_year,
        growth.to_year - growth.from_year as years,
        growth.period,
        growth.prices,
        growth.indicator_code,
        growth.indicator,
        indicators.indicator_en,
        growth.source,
        sources.label_zh as source_zh,
        sources.label_en as source_en,
        {% for end in ['pct', 'low', 'high'] %}
        case
            when {{ spans }} then growth.cagr_{{ end }}
            when growth.unit = '%' then growth.change_{{ end }}
        end as per_year_{{ end }},
        {% endfor %}
        growth.change as whole_change,
        growth.unit,
        concat(
            coalesce(
                {{ shown_number('growth.change', 'growth.unit') }},
                {{ shown_interval('growth.change_low', 'growth.change_high', 'growth.unit') }}
            ),
            case when {{ spans }} then concat('（', {{ years }}, '年累计）') else '' end
        ) as change_text_zh,
        concat(
            coalesce(
                {{ shown_number('growth.change', 'growth.unit', 'en', 'units.label_en') }},
                {{ shown_interval(
                    'growth.change_low', 'growth.change_high', 'growth.unit', 'en', 'units.label_en'
                ) }}
            ),
            case when {{ spans }} then concat(' over ', {{ years }}, ' years') else '' end
        ) as change_text_en,
        {{ shown_interval('growth.change_low', 'growth.change_high', 'growth.unit') }}
            as interval_text_zh,
        {{ shown_interval(
            'growth.change_low', 'growth.change_high', 'growth.unit', 'en', 'units.label_en'
        ) }} as interval_text_en,
        -- What it is printed as, or computed from.
        coalesce(growth.rate_figure, concat_ws(' → ', growth.from_figure, growth.to_figure))
            as figures,
        growth.quality,
        {{ caveat_in_full('growth', 'zh') }} as caveat_zh,
        {{ caveat_in_full('growth', 'en') }} as caveat_en

    from growth
    inner join indicators on growth.indicator_code = indicators.indicator_code
    inner join codelists as sources
        on growth.source = sources.code and sources.codelist = 'growth_source'
    left join {{ ref('dim_districts') }} as districts
        on growth.district_code = districts.district_code
    left join {{ ref('dim_areas') }} as areas on growth.area_code = areas.area_code
    left join codelists as units
        on growth.unit = units.code and units.codelist = 'unit'

)

select * from final
