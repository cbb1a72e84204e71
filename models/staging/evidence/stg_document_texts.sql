with documents as (

    select * from {{ ref('stg_documents') }}

),

texts as (

    {{ document_texts() }}

),

final as (

    select
        documents.document_id,
        documents.source_file,
        texts.content,
        {{ sha256_hex('texts.content') }} as sha256

    from documents
    inner join texts on documents.source_file = texts.source_file
    where trim(texts.content) <> ''

)

select * from final
