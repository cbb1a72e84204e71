with districts as (

    select * from {{ ref('stg_districts') }}

),

final as (

    select
        district_code,
        city_code,
        district,
        district_en,
        full_name

    from districts

)

select * from final
