-- Beside dim_documents and not in it: a dimension lists what exists, and each of its rows is a document
-- that figures lead to; a summary that is missing has no id, no title and no text.
with documents as (

    select * from {{ ref('int_documents_expected') }}

),

places as (

    select * from {{ ref('int_places_listed') }}

),

final as (

    select
        places.city_code,
        places.district_code,
        places.district,
        places.district_en,
        documents.year,
        documents.document_type,
        documents.document_state,
        documents.state_zh,
        documents.state_en,
        documents.as_of_date,
        documents.document_id

    from documents
    inner join places on documents.place_key = places.place_key

)

select * from final
