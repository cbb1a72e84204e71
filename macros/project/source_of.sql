{#- The relation that staging reads a table from: the seed, or the table of the same name below facts_location.
    Example: source_of('documents') is the seed documents, or read_parquet('s3://bucket/nation/documents/*.parquet'). -#}
{% macro source_of(table) -%}
    {{ return(read_location(table) if is_located(table) else ref(table)) }}
{%- endmacro %}
