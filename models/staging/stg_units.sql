with source as (

    select * from {{ ref('units') }}

),

renamed as (

    select
        -- text
        printed_unit,
        {{ blank_to_null('unit') }} as unit,
        dimension,
        unit_en,

        -- numbers
        cast(multiplier as decimal(12, 0)) as multiplier

    from source

)

select * from renamed
