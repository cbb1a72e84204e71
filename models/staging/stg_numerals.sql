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

),

-- A range finds its second end at the next numeral.
final as (

    select
        *,
        lead(char_start) over (partition by document_id order by char_start) as next_char_start,
        lead(numeral) over (partition by document_id order by char_start) as next_numeral

    from typed

)

select * from final
