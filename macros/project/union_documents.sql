{#- Stacks the seeds that hold one CSV per document, with the document and the CSV as columns.
    Example: union_documents('numerals', ['char_start', 'numeral']) gives
    document_id, csv_file, char_start, numeral for every document of the project. -#}
{% macro union_documents(folder, columns) -%}
    {% for document_id in var('document_ids') %}
    select
        cast('{{ document_id }}' as {{ dbt.type_string() }}) as document_id,
        cast(
            'seeds/{{ folder }}/{{ folder }}_{{ document_id }}.csv'
            as {{ dbt.type_string() }}
        ) as csv_file,
        {{ columns | join(', ') }}
    from {{ ref(folder ~ '_' ~ document_id) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
{%- endmacro %}
