with source as (

    select
        *,
        {{ csv_line('fact_details') }} as csv_line
    from {{ ref('fact_details') }}

),

renamed as (

    select
        document_id,
        csv_line,
        reason,
        cast(char_start as {{ dbt.type_int() }}) as char_start,
        {{ blank_to_null('period') }} as period,
        cast({{ blank_to_null('base_year') }} as {{ dbt.type_int() }}) as base_year,
        {{ blank_to_null('unit') }} as unit,
        {{ blank_to_null('target_kind') }} as target_kind,
        {{ blank_to_null('claimed_verdict') }} as claimed_verdict

    from source

)

select * from renamed
