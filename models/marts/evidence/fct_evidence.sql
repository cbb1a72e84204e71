with observations as (

    select * from {{ ref('fct_observations') }}

),

texts as (

    select * from {{ ref('stg_document_texts') }}

),

cut as (

    select
        observations.observation_id,
        observations.document_id,
        observations.source_file,
        observations.char_start,
        observations.char_end,
        observations.figure,
        substring(texts.content, 1, observations.char_start) as text_before,
        substring(texts.content, observations.char_start + 1) as text_after

    from observations
    inner join texts on observations.document_id = texts.document_id

),

final as (

    select
        observation_id,
        document_id,
        source_file,
        char_start,
        char_end,
        cast(
            length(text_before)
            - length(replace(text_before, chr(10), '')) + 1
            as {{ dbt.type_int() }}
        ) as line_number,
        figure,
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
