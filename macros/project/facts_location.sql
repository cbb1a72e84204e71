{#- Where facts, numerals, documents and districts are read from: '' for the curated seeds, else a folder or a glob of
    folders, local or in object storage. The var wins over the environment variable FACTS_LOCATION.
    Example: with --vars '{facts_location: s3://bucket/nation}' it is 's3://bucket/nation'. -#}
{% macro facts_location() -%}
    {{ return((var('facts_location', none) or env_var('FACTS_LOCATION', '')).strip().rstrip('/')) }}
{%- endmacro %}
