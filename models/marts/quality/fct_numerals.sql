with numerals as (

    select * from {{ ref('int_numerals_counted') }}

),

final as (

    select
        document_id,
        char_start,
        numeral,
        disposition,
        observation_count

    from numerals

)

select * from final
