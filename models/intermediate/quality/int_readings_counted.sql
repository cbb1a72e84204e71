with compared as (

    select * from
        {{ readings_compared(ref('stg_readings'), ref('int_targets_classified')) }} as readings

),

counted as (

    select
        reading_of,
        column_name,
        cast(count(*) as {{ dbt.type_int() }}) as cells,
        sum(
            case
                when wrong_reading in ('first', 'second', 'open') then 1
                when wrong_reading = 'both' and unsettled_first <> unsettled_second then 1
                else 0
            end
        ) as differences,
        sum(case when wrong_reading in ('first', 'both') then 1 else 0 end) as first_errors,
        sum(case when wrong_reading in ('second', 'both') then 1 else 0 end) as second_errors,
        sum(case when wrong_reading = 'both' then 1 else 0 end) as common_errors
    from compared
    group by reading_of, column_name

),

shares as (

    select
        *,
        cast(first_errors as double) / cells as error_share,
        -- The square of 1.959964, the normal quantile of 97.5 %, for each cell.
        3.841459e0 / cells as quantile
    from counted

),

final as (

    select
        reading_of,
        column_name,
        cells,
        cast(differences as {{ dbt.type_int() }}) as differences,
        cast(first_errors as {{ dbt.type_int() }}) as first_errors,
        cast(second_errors as {{ dbt.type_int() }}) as second_errors,
        cast(common_errors as {{ dbt.type_int() }}) as common_errors,
        {{ rounded_decimal("100e0 * (cells - differences) / cells", 2) }} as agreement_pct,
        {{ rounded_decimal("100e0 * error_share", 2) }} as first_error_pct,
        -- Upper end of Wilson's interval, which is above zero where no error was found.
        {{ rounded_decimal(
            "100e0 * (error_share + quantile / 2 + sqrt(quantile * (error_share * (1 - error_share) + quantile / 4)))"
            ~ " / (1 + quantile)", 2
        ) }} as first_error_pct_high
    from shares

)

select * from final
