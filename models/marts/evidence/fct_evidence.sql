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
        observations.source_file,
        observations.char_start,
        observations.char_end,
        sentences.line_number,
        observations.figure,
        sentences.sentence

    from sentences
    inner join observations
        on sentences.observation_id = observations.observation_id

)

select * from final
