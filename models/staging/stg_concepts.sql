with source as (

    select * from {{ ref('concepts') }}

),

renamed as (

    select
        concept_code,
        concept,
        concept_en,
        theme

    from source

)

select * from renamed
