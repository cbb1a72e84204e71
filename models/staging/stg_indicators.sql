with source as (

    select * from {{ ref('indicators') }}

),

renamed as (

    select
        -- ids
        indicator_code,
        concept_code,

        -- text
        indicator,
        indicator_en,
        unit,
        basis,
        subject,
        direction,
        definition as definition_en,
        definition_zh,

        -- booleans
        coalesce(is_headline = 'true', false) as is_headline

    from source

)

select * from renamed
