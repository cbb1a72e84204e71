with tasks as (

    select * from {{ ref('int_tasks_placed') }}

),

places as (

    select * from {{ ref('int_places_listed') }}

),

final as (

    select
        -- keys
        tasks.document_id,
        tasks.task_number,

        -- place
        places.city_code,
        places.district_code,
        places.district,
        places.district_en,

        -- time
        tasks.plan_year,
        tasks.deadline,

        -- task
        tasks.theme,
        tasks.task_en,
        tasks.task_zh,
        tasks.responsible_unit,
        tasks.responsible_unit_en,
        tasks.responsible_basis,
        tasks.named_unit,
        tasks.named_unit_en,
        tasks.unit_role,
        tasks.has_figure,

        -- evidence
        tasks.source_file,
        tasks.char_start,
        tasks.char_end

    from tasks
    inner join places on tasks.place_key = places.place_key

)

select * from final
