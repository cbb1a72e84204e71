with districts as (

    select * from {{ ref('stg_districts') }}

),

predecessors as (

    select
        successor_code as district_code,
        {{ text_list('district') }} as predecessors
    from districts
    where successor_code is not null
    group by successor_code

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
        predecessors.predecessors

    from districts
    left join predecessors
        on districts.district_code = predecessors.district_code

)

select * from final
