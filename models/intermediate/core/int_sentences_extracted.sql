-- The sentence and the line of each figure: between the marks that end sentences and headings.

with observations as (

    select * from {{ ref('int_observations_assembled') }}

),

texts as (

    select * from {{ ref('stg_document_texts') }}

),

cut as (

    select
        observations.observation_id,
        substring(texts.content, 1, observations.char_start) as text_before,
        substring(texts.content, observations.char_start + 1) as text_after

    from observations
    inner join texts on observations.document_id = texts.document_id

),

final as (

    select
        observation_id,
        cast(
            length(text_before)
            - length(replace(text_before, chr(10), '')) + 1
            as {{ dbt.type_int() }}
        ) as line_number,
        concat(
            {{ without_white_space(
                "regexp_extract(text_before, '([^。；;#]*)$', 1)"
            ) }},
            {{ without_white_space(
                "regexp_extract(text_after, '^([^。；;#]*[。；;]?)', 1)"
            ) }}
        ) as sentence

    from cut

)

select * from final
