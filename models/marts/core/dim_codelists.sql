with codelists as (

    select * from {{ ref('stg_codelists') }}

),

final as (

    select
        codelist,
        code,
        label_zh,
        label_en,
        definition_en,
        definition_zh

    from codelists

)

select * from final
