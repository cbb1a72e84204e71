{#- A table below facts_location as a relation: all of its files, with every column that they have.
    Dispatched: engines read files differently. The var facts_format says parquet or csv.
    Example: read_location('facts') is read_parquet('s3://bucket/nation/facts/*.parquet'). -#}
{% macro read_location(table) -%}
    {{ return(adapter.dispatch('read_location', 'kewei')(table)) }}
{%- endmacro %}

{% macro default__read_location(table) -%}
    {%- set path = facts_location() ~ '/' ~ table ~ '/*.' ~ facts_format() -%}
    {{ return(
        "read_parquet('" ~ path ~ "')" if facts_format() == 'parquet'
        else "read_csv('" ~ path ~ "', header = true, all_varchar = true)"
    ) }}
{%- endmacro %}
