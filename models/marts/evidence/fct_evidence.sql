with sentences as (

    select * from {{ ref('int_sentences_extracted') }}

),

observations as (

    select * from {{ ref('fct_observations') }}

),

final as (

    select
        observations.observation_id,
        observations.document_id,
        documents.source_file,
        observations.char_start,
        observations.char_end,
        sentences.line_number,
        observations.figure,
        sentences.sentence_start,
        sentences.sentence

    from sentences
    inner join observations
        on sentences.observation_id = observations.observation_id
    inner join {{ ref('dim_documents') }} as documents
        on observations.document_id = documents.document_id

)

select * from final
