with source as (

    select * from {{ ref('indicators') }}

),

concepts as (

    select * from {{ ref('concepts') }}

),

public_money as (

    select * from {{ ref('public_money') }}

),

renamed as (

    select
        -- ids
        source.indicator_code,
        source.concept_code,

        -- text
        source.indicator,
        source.indicator_en,
        source.unit,
        {{ blank_to_null("split_part(source.counted_en, '|', 1)") }} as counted_one_en,
        {{ blank_to_null("split_part(source.counted_en, '|', 2)") }} as counted_en,
        source.basis,
        source.subject,
        source.direction,
        public_money.funder,
        public_money.funding_stage,
        source.definition as definition_en,
        source.definition_zh,

        -- concept
        concepts.concept,
        concepts.concept_en,
        concepts.theme,

        -- booleans
        coalesce(source.is_headline = 'true', false) as is_headline

    from source
    left join concepts on source.concept_code = concepts.concept_code
    left join public_money on source.indicator_code = public_money.indicator_code

)

select * from renamed
