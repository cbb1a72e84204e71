-- Qualitative promises of the plans with district, year and file. They are counted and never judged: no
-- rule says when better has become good.

with tasks as (

    select * from {{ ref('stg_tasks') }}

),

documents as (

    select * from {{ ref('stg_documents') }}

),

codelists as (

    select * from {{ ref('stg_codelists') }}

),

-- What plans call the body that issues them.
issuing_bodies as (

    select code
    from codelists
    where codelist = 'issuing_body'

),

final as (

    select
        tasks.document_id,
        tasks.csv_line,
        tasks.task_number,
        tasks.char_start,
        tasks.char_end,
        tasks.task_en,
        tasks.task_zh,
        tasks.theme,
        tasks.deadline,
        tasks.has_figure,
        -- Who is not named is the issuer itself.
        case
            when tasks.responsible_unit is null or issuing_bodies.code is not null
                then documents.issuer
            else tasks.responsible_unit
        end as responsible_unit,
        case
            when tasks.responsible_unit is null or issuing_bodies.code is not null
                then documents.issuer_en
            else units.label_en
        end as responsible_unit_en,
        tasks.responsible_unit is not null as names_unit,
        documents.covers_year as plan_year,
        documents.source_file,
        {{ place_key('documents.district_code', 'null') }} as place_key

    from tasks
    inner join documents on tasks.document_id = documents.document_id
    left join codelists as units
        on tasks.responsible_unit = units.code and units.codelist = 'responsible_unit'
    left join issuing_bodies on tasks.responsible_unit = issuing_bodies.code

)

select * from final
