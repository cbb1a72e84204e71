with source as (

    select * from {{ source_of('districts') }}

),

renamed as (

    select
        district_code,
        {{ city_code(area_code='null') }} as city_code,
        district,
        district_en,
        full_name

    from source

)

select * from renamed
