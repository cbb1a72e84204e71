with source as (

    select
        *,
        {{ csv_line('tasks') }} as csv_line
    from {{ ref('tasks') }}

),

renamed as (

    select
        -- ids
        document_id,
        csv_line,

        -- text
        task as task_en,
        task_zh,
        theme,
        {{ blank_to_null('named_unit') }} as named_unit,
        {{ blank_to_null('unit_role') }} as unit_role,

        -- numbers
        cast(task_number as {{ dbt.type_int() }}) as task_number,
        cast(char_start as {{ dbt.type_int() }}) as char_start,
        cast(char_end as {{ dbt.type_int() }}) as char_end,
        cast({{ blank_to_null('deadline') }} as {{ dbt.type_int() }}) as deadline,

        -- booleans
        has_figure = 'true' as has_figure

    from source

)

select * from renamed
