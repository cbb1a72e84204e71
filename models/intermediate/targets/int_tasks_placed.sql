-- Qualitative promises of the plans with district, year and file. They are counted and never judged: no
-- rule says when better has become good.

with tasks as (

    select * from {{ ref('stg_tasks') }}

),

documents as (

    select * from {{ ref('stg_documents') }}

),

final as (

    select
        tasks.*,
        documents.covers_year as plan_year,
        documents.source_file,
        {{ place_key('documents.district_code', 'null') }} as place_key

    from tasks
    inner join documents on tasks.document_id = documents.document_id

)

-- Columns that only a mart reads pass from staging unnamed.
select * from final  -- noqa: AM04
