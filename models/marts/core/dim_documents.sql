with documents as (

    select * from {{ ref('stg_documents') }}

),

final as (

    select
        document_id,
        document_number,
        title,
        issuer,
        document_type,
        district_code,
        issued_on,
        covers_year,
        source_file,
        sha256,
        part_start,
        part_end,
        url,
        damage_note

    from documents

)

select * from final
