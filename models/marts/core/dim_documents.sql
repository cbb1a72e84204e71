with documents as (

    select * from {{ ref('stg_documents') }}

),

final as (

    select
        document_id,
        document_number,
        title,
        title_en,
        issuer,
        issuer_en,
        document_type,
        district_code,
        issued_on,
        covers_year,
        source_file,
        sha256,
        part_start,
        part_end,
        url,
        {{ in_english('damage_note') }} as damage_note_en,
        {{ in_chinese('damage_note') }} as damage_note_zh

    from documents

)

select * from final
