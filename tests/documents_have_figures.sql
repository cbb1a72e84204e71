-- Every document of the list has at least one fact and one numeral; cells_are_valid sees to it that no row has another document.

{% for table in ['facts', 'numerals'] %}
select
    {{ csv_file('documents') }} as csv_file,
    documents.csv_line,
    'document_id' as column_name,
    documents.document_id as found,
    'a document with {{ table }}' as expected,
    'Add its {{ table }} to {{ table }}.csv, or take the document out of documents.csv.' as remedy
from {{ ref('stg_documents') }} as documents
left join {{ ref('stg_' ~ table) }} as {{ table }}
    on documents.document_id = {{ table }}.document_id
where {{ table }}.document_id is null
{{ 'union all' if not loop.last }}
{% endfor %}
