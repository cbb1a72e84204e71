with texts as (

    select
        document_id,
        content
    from {{ ref('stg_document_texts') }}

),

found as (

    {{ rows_from_python('read_numerals', 'texts', {
        'document_id': dbt.type_string(),
        'char_start': dbt.type_int(),
        'numeral': dbt.type_string(),
    }) }}

)

select * from found
