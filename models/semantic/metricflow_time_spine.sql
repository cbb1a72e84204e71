with days as (

    {{ dbt.date_spine(
        datepart='day',
        start_date="cast('2010-01-01' as date)",
        end_date="cast('2035-01-01' as date)"
    ) }}

),

final as (

    select cast(date_day as date) as date_day
    from days

)

select * from final
