with source as (

    select
        *,
        {{ csv_line('documents') }} as csv_line
    from {{ source_of('documents') }}

),

-- cells_are_valid reports a document that is entered twice; here it would multiply its figures in every join.
entered_once as (

    select *
    from (
        select
            *,
            row_number() over (partition by document_id order by csv_line) as entry
        from source
    ) as numbered
    where entry = 1

),

renamed as (

    select
        -- ids
        document_id,
        csv_line,
        document_number,
        sha256,
        numerals_sha256,
        -- Parts of one file are one document where it is asked which was printed later.
        min(document_id) over (partition by source_file) as text_id,

        -- text
        title,
        title_en,
        issuer,
        issuer_en,
        district_code,
        document_type,
        source_file,
        {{ blank_to_null('url') }} as url,
        {{ both_languages('damage_note', 'damage_note_zh') }} as damage_note,

        -- numbers
        cast(covers_year as {{ dbt.type_int() }}) as covers_year,
        cast(numeral_count as {{ dbt.type_int() }}) as numeral_count,
        cast({{ blank_to_null('part_start') }} as {{ dbt.type_int() }}) as part_start,
        cast({{ blank_to_null('part_end') }} as {{ dbt.type_int() }}) as part_end,

        -- dates
        cast(issued_on as date) as issued_on

    from entered_once

)

select * from renamed
