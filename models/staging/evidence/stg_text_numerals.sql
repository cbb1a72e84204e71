with documents as (

    select * from {{ ref('stg_documents') }}

),

-- A file is read once, however many parts it has.
texts as (

    select distinct
        source_file,
        content
    from {{ ref('stg_document_texts') }}

),

found as (

    {{ rows_from_python('read_numerals', 'texts', {
        'source_file': dbt.type_string(),
        'char_start': dbt.type_int(),
        'numeral': dbt.type_string(),
    }) }}

),

final as (

    select
        documents.document_id,
        found.source_file,
        found.char_start,
        found.numeral

    from found
    left join documents
        on
            found.source_file = documents.source_file
            and found.char_start >= coalesce(documents.part_start, 0)
            and found.char_start < coalesce(documents.part_end, found.char_start + 1)

)

select * from final
