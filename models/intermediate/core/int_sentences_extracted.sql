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

halved as (

    select
        observation_id,
        cast(
            length(text_before)
            - length(replace(text_before, chr(10), '')) + 1
            as {{ dbt.type_int() }}
        ) as line_number,
        {{ without_white_space(
            "regexp_extract(text_before, '([^。；;#]*)$', 1)"
        ) }} as sentence_before,
        {{ without_white_space(
            "regexp_extract(text_after, '^([^。；;#]*[。；;]?)', 1)"
        ) }} as sentence_after

    from cut

),

-- A sentence may hold the same figure twice, so where it stands is counted, not searched.
final as (

    select
        observation_id,
        line_number,
        cast(length(sentence_before) as {{ dbt.type_int() }}) as sentence_start,
        concat(sentence_before, sentence_after) as sentence

    from halved

)

select * from final
