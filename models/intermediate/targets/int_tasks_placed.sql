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
        tasks.named_unit,
        units.label_en as named_unit_en,
        tasks.unit_role,
        -- A plan is the issuer's own: it answers for what it does with others or has others do.
        case
            when tasks.unit_role = 'responsible' and issuing_bodies.code is null
                then tasks.named_unit
            else documents.issuer
        end as responsible_unit,
        case
            when tasks.unit_role = 'responsible' and issuing_bodies.code is null
                then units.label_en
            else documents.issuer_en
        end as responsible_unit_en,
        case tasks.unit_role when 'responsible' then 'named' else 'issuer' end as responsible_basis,
        documents.covers_year as plan_year,
        documents.source_file,
        {{ place_key('documents.district_code', 'null') }} as place_key

    from tasks
    inner join documents on tasks.document_id = documents.document_id
    left join codelists as units
        on tasks.named_unit = units.code and units.codelist = 'named_unit'
    left join issuing_bodies on tasks.named_unit = issuing_bodies.code

)

select * from final
