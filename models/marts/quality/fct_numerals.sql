with numerals as (

    select * from {{ ref('stg_numerals') }}

),

observations as (

    select * from {{ ref('fct_observations') }}

),

final as (

    select
        numerals.document_id,
        numerals.char_start,
        numerals.numeral,
        numerals.disposition,
        cast(
            count(observations.observation_id) as {{ dbt.type_int() }}
        ) as observation_count

    from numerals
    left join observations
        on
            numerals.document_id = observations.document_id
            and numerals.char_start >= observations.char_start
            and numerals.char_start < observations.char_end
    group by
        numerals.document_id,
        numerals.char_start,
        numerals.numeral,
        numerals.disposition

)

select * from final
