with areas as (

    select * from {{ ref('stg_areas') }}

),

final as (

    select
        area_code,
        area,
        area_en,
        district_code,
        area_type,
        parent_area_code,
        aliases,
        note_en,
        note_zh

    from areas

)

select * from final
