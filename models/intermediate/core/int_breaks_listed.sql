-- A district that takes in another is another place under its old code. Figures of its parks and sub-districts go on. A definition that
-- changes is another one in every place. What a break leaves open is null: it holds for all places, or for all indicators.

with districts as (

    select * from {{ ref('stg_districts') }}

),

final as (

    select
        {{ place_key('successors.district_code', 'null') }} as place_key,
        cast(null as {{ dbt.type_string() }}) as indicator_code,
        districts.last_year as break_year,
        {{ both_languages(
            "concat('A break in the place: ', successors.district_en, ' took in ', "
            ~ text_list('districts.district_en') ~ ", ' in ', max(districts.valid_to), '.')",
            "concat('行政区划调整：', replace(" ~ text_list('districts.district')
            ~ ", ', ', '、'), '于', replace(max(districts.valid_to), '-', '年'), '月并入', successors.district,"
            ~ " '，前后数据不可比。')"
        ) }} as caveat
    from districts
    inner join districts as successors
        on districts.successor_code = successors.district_code
    -- A county that becomes a district has a code of its own from then on.
    where coalesce(successors.valid_from, '') < districts.valid_to
    group by
        successors.district_code,
        successors.district,
        successors.district_en,
        districts.last_year

    union all

    select
        cast(null as {{ dbt.type_string() }}) as place_key,
        indicator_code_a as indicator_code,
        break_year,
        caveat
    from {{ ref('int_indicators_paired') }}
    where indicator_code_a = indicator_code_b and grade in ('C', 'D')

)

select * from final
