with source as (

    select * from {{ ref('areas') }}

),

renamed as (

    select
        -- ids
        area_code,
        {{ blank_to_null('district_code') }} as district_code,
        {{ blank_to_null('parent_area_code') }} as parent_area_code,

        -- text
        area,
        area_en,
        area_type,
        {{ blank_to_null('aliases') }} as aliases,
        {{ blank_to_null('note') }} as note_en,
        {{ blank_to_null('note_zh') }} as note_zh

    from source

)

select * from renamed
