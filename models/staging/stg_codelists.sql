with source as (

    select * from {{ ref('codelists') }}

),

renamed as (

    select
        codelist,
        code,
        label_zh,
        label_en,
        definition as definition_en,
        definition_zh

    from source

)

select * from renamed
