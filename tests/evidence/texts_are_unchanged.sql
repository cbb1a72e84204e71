-- Each text that is here is the very file that was captured. It waits for the numerals of the texts, so that a changed text is also
-- reported by the places that changed. Of texts that are not here texts_are_available warns.
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
        content,
        {{ sha256_hex('content') }} as sha256
    from texts

),

compared as (

    select
        documents.csv_line,
        documents.source_file,
        documents.sha256,
        case
            when available.content is null then 'not_utf8'
            when trim(available.content) = '' then 'empty'
            else 'changed'
        end as state,
        coalesce(available.sha256, '') as found_sha256
    from documents
    inner join available on documents.source_file = available.source_file
    where coalesce(available.sha256, '') <> documents.sha256

),

problems as (

    select
        case state
            when 'changed' then sha256
            else concat('the captured text, sha256 ', sha256)
        end as expected,
        {{ csv_file('documents') }} as csv_file,
        case state when 'changed' then 'sha256' else 'source_file' end
            as column_name,
        csv_line,
        case state
            when 'not_utf8' then concat('a text that is not UTF-8: ', source_file)
            when 'empty' then concat('an empty text: ', source_file)
            else concat(source_file, ' with sha256 ', found_sha256)
        end as found,
        case state
            when 'not_utf8'
                then
                    concat(
                        'Put the captured file in place; if another encoding was captured, ',
                        'save it as UTF-8 and read sha256 and positions from that file.'
                    )
            when 'empty' then 'Put the captured file in place.'
            else
                'Put the captured file in place, or capture the new text again.'
        end as remedy
    from compared

)

select * from problems
