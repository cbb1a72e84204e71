{#- Query for the date that decides what is due: the var as_of, by default the latest issue date of the documents.
    Example: it gives 2025-03-24 for the five documents. -#}
{% macro as_of_date() -%}
    select coalesce(cast({{ as_of_literal() }} as date), max(issued_on)) as as_of_date
    from {{ ref('stg_documents') }}
{%- endmacro %}
