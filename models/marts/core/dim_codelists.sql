with codelists as (

    select * from {{ ref('stg_codelists') }}

),

final as (

    select
        codelist,
        code,
        label_zh,
        label_en,
        definition

    from codelists

)

select * from final
