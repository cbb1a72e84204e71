with numerals as (

    select * from {{ ref('stg_numerals') }}

),

final as (

    select
        document_id,
        csv_line,
        char_start,
        numeral,
        disposition,
        lead(char_start) over (
            partition by document_id order by char_start
        ) as next_char_start,
        lead(numeral) over (
            partition by document_id order by char_start
        ) as next_numeral

    from numerals

)

select * from final
