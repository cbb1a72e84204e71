with readings as (

    select * from {{ ref('int_readings_counted') }}

),

final as (

    select
        reading_of,
        column_name,
        cells,
        differences,
        first_errors,
        second_errors,
        common_errors,
        cast(agreement_pct as decimal(5, 2)) as agreement_pct,
        cast(first_error_pct as decimal(5, 2)) as first_error_pct,
        cast(first_error_pct_high as decimal(5, 2)) as first_error_pct_high

    from readings

)

select * from final
