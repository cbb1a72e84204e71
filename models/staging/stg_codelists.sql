with source as (

    select * from {{ ref('codelists') }}

),

renamed as (

    select
        codelist,
        code,
        label_zh,
        label_en,
        definition

    from source

)

select * from renamed
