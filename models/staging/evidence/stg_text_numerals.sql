with texts as (

    select * from {{ ref('stg_document_texts') }}

),

found as (

    {{ numerals_in_texts('texts') }}

),

placed as (

    select
        document_id,
        cast(
            sum(length(gap) + length(numeral)) over (
                partition by document_id order by numeral_number
                rows between unbounded preceding and current row
            ) - length(numeral) as {{ dbt.type_int() }}
        ) as char_start,
        numeral

    from found

)

select * from placed
