with source as (

    select * from {{ ref('comparability') }}

),

renamed as (

    select
        indicator_code_a,
        indicator_code_b,
        grade,
        reasons,
        caveat

    from source

)

select * from renamed
