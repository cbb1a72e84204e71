{#- A table that has rows for each document, as text, with the document and where its rows stand: the seeds of
    all documents stacked, or the table of that name below facts_location, narrowed to facts_cities where that var is set.
    Example: of_documents('numerals', ['char_start', 'numeral']) gives document_id, csv_file, char_start, numeral. -#}
{% macro of_documents(table, columns) -%}
    {%- if not facts_location() -%}
    {{ union_documents(table, columns) }}
    {%- else %}
    select
        cast(document_id as {{ dbt.type_string() }}) as document_id,
        concat(
            '{{ facts_location() }}/{{ table }}, document ', document_id
        ) as csv_file,
        {% for column in columns %}
        cast({{ column }} as {{ dbt.type_string() }}) as {{ column }}{{ ',' if not loop.last }}
        {% endfor %}
    from {{ read_location(table) }}
    {% if var('facts_cities', none) %}
    where document_id in (select document_id from {{ ref('stg_documents') }})
    {% endif %}
    {%- endif -%}
{%- endmacro %}
