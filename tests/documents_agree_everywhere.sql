-- The list of documents is the same in every place that holds it, and every document has at least one
-- fact. Seeds: seeds/documents.csv, dbt_project.yml and the four folders. A location: its own tables.

{% set is_curated = facts_location() == '' %}
{% set folders = ['facts', 'numerals'] %}
{% if is_curated %}
{% do folders.extend(['second_entries', 'second_ledgers']) %}
{% endif %}

with documents as (

    select document_id from {{ ref('stg_documents') }}

),

project as (

    {% if is_curated %}
    {% for document_id in var('document_ids') %}
    select cast('{{ document_id }}' as {{ dbt.type_string() }}) as document_id
    {{ 'union all' if not loop.last }}
    {% endfor %}
    {% else %}
    select document_id from documents
    {% endif %}

),

facts as (

    select distinct document_id from {{ ref('base_facts') }}

),

numerals as (

    select distinct document_id from {{ ref('base_numerals') }}

),

{% if is_curated %}
second_entries as (

    select distinct document_id from {{ ref('base_second_entries') }}

),

second_ledger_rows as (

    {{ union_documents('second_ledgers', ['char_start']) }}

),

second_ledgers as (

    select distinct document_id from second_ledger_rows

),

{% endif %}
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

    {% for folder in folders %}
    union all

    select
        {% if is_curated %}
        concat(
            'seeds/{{ folder }}/{{ folder }}_', project.document_id, '.csv'
        ) as csv_file,
        {% else %}
        '{{ facts_location() }}/{{ folder }}' as csv_file,
        {% endif %}
        project.document_id,
        'at least one row for each document' as expected
    from project
    left join {{ folder }} on project.document_id = {{ folder }}.document_id
    where {{ folder }}.document_id is null

    union all

    select
        {% if is_curated %}
        'seeds/documents.csv' as csv_file,
        {% else %}
        '{{ facts_location() }}/documents' as csv_file,
        {% endif %}
        {{ folder }}.document_id,
        'a row for each document that has {{ folder }}' as expected
    from {{ folder }}
    left join documents on {{ folder }}.document_id = documents.document_id
    where documents.document_id is null
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
