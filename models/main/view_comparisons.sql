{{ config(alias='fct_district_comparison') }}

-- What can be compared between two districts, each pair once, in words: the district with the smaller code is a.

with comparisons as (

    select * from {{ ref('fct_district_comparison') }}
    where grade in ('A', 'B') and district_code_a < district_code_b

),

indicators as (

    select * from {{ ref('dim_indicators') }}

),

codelists as (

    select * from {{ ref('dim_codelists') }}

),

-- A value may rest on several prints.
sides as (

    select
        links.subject_id,
        links.link_role,
        {{ text_list(shown_value('observations')) }} as text_zh,
        {{ text_list(shown_value('observations', 'en')) }} as text_en
    from {{ ref('fct_links') }} as links
    inner join {{ ref('fct_observations') }} as observations
        on links.observation_id = observations.observation_id
    inner join indicators on observations.indicator_code = indicators.indicator_code
    left join codelists as units
        on observations.unit = units.code and units.codelist = 'unit'
    where links.subject = 'comparison'
    group by links.subject_id, links.link_role

),

-- Two shares are some points apart.
differences as (

    select
        *,
        case unit when '%' then 'pp' else unit end as difference_unit
    from comparisons

),

final as (

    select
        differences.comparison_id,
        differences.district_code_a,
        differences.district_a,
        differences.district_a_en,
        differences.district_code_b,
        differences.district_b,
        differences.district_b_en,
        differences.year_a,
        differences.year_b,
        differences.measure,
        differences.indicator_code_a,
        differences.indicator_a,
        differences.indicator_code_b,
        differences.indicator_b,
        differences.indicators_en,
        a.text_zh as value_text_a_zh,
        a.text_en as value_text_a_en,
        b.text_zh as value_text_b_zh,
        b.text_en as value_text_b_en,
        {% for language in ['zh', 'en'] %}
        {{ shown_number(
            'differences.difference', 'differences.difference_unit', language,
            english_unit()
        ) }} as difference_text_{{ language }},
        {% endfor %}
        differences.ratio,
        differences.ratio_low,
        differences.ratio_high,
        differences.grade,
        differences.relation,
        differences.is_best,
        differences.reasons,
        {{ caveat_in_full('differences', 'zh') }} as caveat_zh,
        {{ caveat_in_full('differences', 'en') }} as caveat_en

    from differences
    inner join indicators on differences.indicator_code_a = indicators.indicator_code
    inner join sides as a
        on differences.comparison_id = a.subject_id and a.link_role = 'a'
    inner join sides as b
        on differences.comparison_id = b.subject_id and b.link_role = 'b'
    left join codelists as units
        on differences.difference_unit = units.code and units.codelist = 'unit'

)

select * from final
