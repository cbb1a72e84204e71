-- Each document's file is available and is the very file that was captured; where no text at all is available, there is
-- nothing to compare. It waits for the numerals of the texts, so that a changed text is also reported by the places that changed.
-- depends_on: {{ ref('stg_text_numerals') }}


with documents as (

    select * from {{ ref('stg_documents') }}

),

texts as (

    {{ document_texts() }}

),

available as (

    select
        source_file,
        {{ sha256_hex('content') }} as sha256
    from texts

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
            concat(available.source_file, ' with sha256 ', available.sha256),
            concat('no file ', documents.source_file)
        ) as found
    from documents
    left join available on documents.source_file = available.source_file
    where
        coalesce(available.sha256, '') <> documents.sha256
        and exists (select 1 from texts)

)

select * from problems
