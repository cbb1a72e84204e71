-- For each district the summary and the plan of every year from the first to the last that documents of its city
-- cover or their targets name, with the document that the warehouse has. Districts of a city have the same years, so that
-- what is missing of one is not less because less of it is here.

with documents as (

    select * from {{ ref('stg_documents') }}

),

targets as (

    select * from {{ ref('int_targets_classified') }}

),

as_of as (

    {{ as_of_date() }}

),

-- Years of documents and of facts have four digits and begin with 19 or 20.
numbers as (

    {{ dbt.generate_series(200) }}

),

years_named as (

    select
        district_code,
        covers_year as year
    from documents

    union all

    select
        documents.district_code,
        targets.target_year as year
    from targets
    inner join documents on targets.document_id = documents.document_id
    where targets.target_year is not null

),

spans as (

    select
        {{ city_code('district_code', 'null') }} as city_code,
        min(year) as first_year,
        max(year) as last_year
    from years_named
    group by {{ city_code('district_code', 'null') }}

),

districts as (

    select distinct
        district_code,
        {{ city_code('district_code', 'null') }} as city_code
    from documents

),

types as (

    select 'plan' as document_type
    union all
    select 'summary' as document_type

),

held as (

    select
        district_code,
        covers_year,
        document_type,
        min(document_id) as document_id
    from documents
    group by district_code, covers_year, document_type

),

expected as (

    select
        districts.district_code,
        cast(spans.first_year + numbers.generated_number - 1 as {{ dbt.type_int() }}) as year,
        types.document_type
    from districts
    inner join spans on districts.city_code = spans.city_code
    inner join numbers
        on numbers.generated_number <= spans.last_year - spans.first_year + 1
    cross join types

),

judged as (

    select
        {{ place_key('expected.district_code', 'null') }} as place_key,
        expected.year,
        expected.document_type,
        as_of.as_of_date,
        held.document_id,
        case
            when held.document_id is not null then 'held'
            -- A year that has not begun has no plan yet, and one that has not ended no summary.
            when
                as_of.as_of_date >= case expected.document_type
                    when 'plan' then make_date(expected.year, 1, 1)
                    else make_date(expected.year, 12, 31)
                end
                then 'not_in_collection'
            else 'not_due'
        end as document_state

    from expected
    cross join as_of
    left join held
        on
            expected.district_code = held.district_code
            and expected.year = held.covers_year
            and expected.document_type = held.document_type

),

final as (

    select
        judged.*,
        states.label_zh as state_zh,
        states.label_en as state_en
    from judged
    inner join {{ ref('stg_codelists') }} as states
        on judged.document_state = states.code and states.codelist = 'document_state'

)

select * from final
