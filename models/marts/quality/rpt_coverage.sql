with documents as (

    select * from {{ ref('int_documents_covered') }}

),

final as (

    select
        document_id,
        numerals_expected,
        numerals,
        figure_numerals,
        observations,
        repeats,
        accounted_pct

    from documents

)

select * from final
