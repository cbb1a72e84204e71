with base as (

    select * from {{ ref('base_numerals') }}

),

typed as (

    select
        -- ids
        document_id,
        csv_file,
        cast(char_start as {{ dbt.type_int() }}) as char_start,

        -- text
        numeral,
        disposition

    from base

)

select * from typed
