with source as (

    select
        *,
        {{ csv_line('numerals') }} as csv_line
    from {{ source_of('numerals') }}

),

typed as (

    select
        -- ids
        document_id,
        csv_line,
        cast(char_start as {{ dbt.type_int() }}) as char_start,

        -- text
        numeral,
        disposition

    from source

)

select * from typed
