with districts as (

    select * from {{ ref('stg_districts') }}

),

places as (

    select * from {{ ref('int_places_listed') }}
    where area_code is null

),

final as (

    select
        districts.district_code,
        districts.city_code,
        districts.district,
        districts.district_en,
        districts.full_name,
        districts.aliases,
        districts.valid_from,
        districts.valid_to,
        places.predecessors

    from districts
    left join places on districts.district_code = places.district_code

)

select * from final
