-- Each document's file is at hand and is the very file that was captured. It waits for the numerals
-- of the texts, so that a changed text is also told by the places that changed.
-- depends_on: {{ ref('stg_text_numerals') }}

{{ config(meta={
    "guards": "Each document's file is at hand and is the one that was captured.",
    "next_steps": "Put the captured file in place, or capture the new text again.",
}) }}

with documents as (

    select * from {{ ref('stg_documents') }}

),

texts as (

    select * from {{ ref('stg_document_texts') }}

),

problems as (

    select
        documents.sha256 as expected,
        {{ csv_file('documents') }} as csv_file,
        'sha256' as column_name,
        'Put the captured file in place, or capture the new text again.'
            as remedy,
        documents.csv_line,
        coalesce(
            concat(texts.source_file, ' with sha256 ', texts.sha256),
            concat('no file ', documents.source_file)
        ) as found
    from documents
    left join texts on documents.document_id = texts.document_id
    where coalesce(texts.sha256, '') <> documents.sha256

)

select * from problems
