-- The text of each document is here, where any is. A warning only: whoever adds a document cannot give its text away, and the evidence is
-- checked where the text is. Publishing keeps the evidence that a published file has.
{{ config(severity='warn') }}

with documents as (

    select * from {{ ref('stg_documents') }}

),

texts as (

    {{ document_texts() }}

)

select
    {{ csv_file('documents') }} as csv_file,
    csv_line,
    'source_file' as column_name,
    concat('no such text: ', source_file) as found,
    concat('the captured text, sha256 ', sha256) as expected,
    concat(
        'Its figures are not checked against it. If you have it, put it beside the other texts, ',
        'under exactly the name ',
        source_file, ' (upper and lower case count).'
    ) as remedy
from documents
where
    source_file not in (select texts.source_file from texts)
    and exists (select 1 from texts)
