with source as (

    select
        *,
        {{ csv_line('comparability') }} as csv_line
    from {{ ref('comparability') }}

),

renamed as (

    select
        indicator_code_a,
        indicator_code_b,
        csv_line,
        grade,
        reasons,
        cast({{ blank_to_null('break_year') }} as {{ dbt.type_int() }}) as break_year,
        {{ both_languages('caveat', 'caveat_zh') }} as caveat

    from source

)

select * from renamed
