with source as (

    select
        *,
        {{ csv_line('target_notes') }} as csv_line
    from {{ ref('target_notes') }}

),

renamed as (

    select
        document_id,
        csv_line,
        reason,
        cast(char_start as {{ dbt.type_int() }}) as char_start,
        {{ blank_to_null('target_kind') }} as target_kind,
        {{ blank_to_null('claimed_verdict') }} as claimed_verdict

    from source

)

select * from renamed
