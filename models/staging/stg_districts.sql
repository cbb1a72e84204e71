with source as (

    select
        *,
        {{ csv_line('districts') }} as csv_line
    from {{ source_of('districts') }}

),

renamed as (

    select
        -- ids
        district_code,
        csv_line,
        {{ city_code(area_code='null') }} as city_code,
        {{ blank_to_null('successor_code') }} as successor_code,

        -- text
        district,
        district_en,
        full_name,
        {{ blank_to_null('aliases') }} as aliases,

        -- time
        {{ blank_to_null('valid_from') }} as valid_from,
        {{ blank_to_null('valid_to') }} as valid_to,
        cast(substring({{ blank_to_null('valid_from') }}, 1, 4) as {{ dbt.type_int() }})
            as first_year,
        cast(substring({{ blank_to_null('valid_to') }}, 1, 4) as {{ dbt.type_int() }})
            as last_year

    from source

)

select * from renamed
