{#- The format of the files below facts_location: parquet, or csv with a header. The var wins over FACTS_FORMAT.
    Anything else stops dbt with an error that says so. Example: without a setting it is 'parquet'. -#}
{% macro facts_format() -%}
    {%- set format = var('facts_format', none) or env_var('FACTS_FORMAT', '') or 'parquet' -%}
    {%- if format not in ('parquet', 'csv') -%}
        {{ exceptions.raise_compiler_error(
            "facts_format: found '" ~ format ~ "', expected parquet or csv. Correct the var or FACTS_FORMAT."
        ) }}
    {%- endif -%}
    {{ return(format) }}
{%- endmacro %}
