with source as (

    select * from {{ ref('identities') }}

),

renamed as (

    select
        -- ids
        identity_id,
        indicator_code,
        {{ blank_to_null('area_code') }} as area_code,

        -- text
        relation,
        role,
        note,

        -- numbers
        cast({{ blank_to_null('year') }} as {{ dbt.type_int() }}) as year,

        -- booleans
        coalesce(is_complete = 'true', false) as is_complete

    from source

)

select * from renamed
