with districts as (

    select * from {{ ref('stg_districts') }}

),

areas as (

    select * from {{ ref('stg_areas') }}

),

predecessors as (

    select
        successor_code as district_code,
        {{ text_list('district') }} as predecessors
    from districts
    where successor_code is not null
    group by successor_code

),

places as (

    select
        districts.district_code,
        districts.district,
        districts.district_en,
        cast(null as {{ dbt.type_string() }}) as area_code,
        cast(null as {{ dbt.type_string() }}) as area,
        predecessors.predecessors
    from districts
    left join predecessors
        on districts.district_code = predecessors.district_code

    union all

    select
        areas.district_code,
        districts.district,
        districts.district_en,
        areas.area_code,
        areas.area,
        cast(null as {{ dbt.type_string() }}) as predecessors
    from areas
    left join districts on areas.district_code = districts.district_code

),

final as (

    select
        {{ place_key() }} as place_key,
        {{ city_code() }} as city_code,
        district_code,
        district,
        district_en,
        area_code,
        area,
        predecessors

    from places

)

select * from final
