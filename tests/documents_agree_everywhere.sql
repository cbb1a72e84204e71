-- The list of documents is the same in seeds/documents.csv, in dbt_project.yml and in the four
-- folders, and every document has at least one fact.

with documents as (

    select document_id from {{ ref('documents') }}

),

project as (

    {% for document_id in var('document_ids') %}
    select cast('{{ document_id }}' as {{ dbt.type_string() }}) as document_id
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

facts as (

    select distinct document_id from {{ ref('base_facts') }}

),

numerals as (

    select distinct document_id from {{ ref('base_numerals') }}

),

second_entries as (

    select distinct document_id from {{ ref('base_second_entries') }}

),

second_ledger_rows as (

    {{ union_documents('second_ledgers', ['char_start']) }}

),

second_ledgers as (

    select distinct document_id from second_ledger_rows

),

problems as (

    select
        'seeds/documents.csv' as csv_file,
        project.document_id,
        'document of dbt_project.yml, var document_ids' as expected
    from project
    left join documents on project.document_id = documents.document_id
    where documents.document_id is null

    union all

    select
        'dbt_project.yml' as csv_file,
        documents.document_id,
        'document of seeds/documents.csv' as expected
    from documents
    left join project on documents.document_id = project.document_id
    where project.document_id is null

    {% for folder in ['facts', 'numerals', 'second_entries', 'second_ledgers'] %}
    union all

    select
        concat(
            'seeds/{{ folder }}/{{ folder }}_', project.document_id, '.csv'
        ) as csv_file,
        project.document_id,
        'at least one row for each document' as expected
    from project
    left join {{ folder }} on project.document_id = {{ folder }}.document_id
    where {{ folder }}.document_id is null
    {% endfor %}

)

select
    csv_file,
    expected,
    '' as row_key,
    'document_id' as column_name,
    'Add the document where it is missing, or take it out everywhere.' as remedy,
    concat('nothing for ', document_id) as found
from problems
