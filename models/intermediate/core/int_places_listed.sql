with districts as (

    select * from {{ ref('stg_districts') }}

),

areas as (

    select * from {{ ref('stg_areas') }}

),

places as (

    select
        district_code,
        district,
        cast(null as {{ dbt.type_string() }}) as area_code,
        cast(null as {{ dbt.type_string() }}) as area
    from districts

    union all

    select
        areas.district_code,
        districts.district,
        areas.area_code,
        areas.area
    from areas
    left join districts on areas.district_code = districts.district_code

),

final as (

    select
        {{ place_key() }} as place_key,
        {{ city_code() }} as city_code,
        district_code,
        district,
        area_code,
        area

    from places

)

select * from final
