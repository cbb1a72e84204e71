with source as (

    select
        *,
        {{ csv_line('identities') }} as csv_line
    from {{ ref('identities') }}

),

renamed as (

    select
        -- ids
        identity_id,
        csv_line,
        indicator_code,
        {{ blank_to_null('area_code') }} as area_code,

        -- text
        relation,
        role,
        {{ both_languages('note', 'note_zh') }} as note,

        -- numbers
        cast({{ blank_to_null('year') }} as {{ dbt.type_int() }}) as year,

        -- booleans
        coalesce(is_complete = 'true', false) as is_complete

    from source

)

select * from renamed
