{#- Names of the files that documents.csv lists and that are in a folder, read from the CSV itself: the first time is before any seed is
    loaded. Example: listed_texts('/data') is ['000_x.txt'], whatever else is in /data. -#}
{% macro listed_texts(folder) -%}
    {{ return(adapter.dispatch('listed_texts', 'kewei')(folder)) }}
{%- endmacro %}

{% macro default__listed_texts(folder) -%}
    {%- set listed = read_location('documents') if is_located('documents')
        else duckdb_csv(project_folder() ~ '/seeds/documents.csv') -%}
    {{ return(run_query(
        "select distinct source_file from " ~ listed ~ " where source_file in (select regexp_extract(file, '[^/]+$') from glob("
        ~ glob_literal(folder, '*') ~ ")) order by source_file"
    ).columns[0].values() | list) }}
{%- endmacro %}

{#- All that are listed: which of them are there, Spark finds out when it reads the folder. The model that asks reads stg_documents too. -#}
{% macro spark__listed_texts(folder) -%}
    {{ return(run_query("select distinct source_file from " ~ ref('stg_documents')).columns[0].values() | list) }}
{%- endmacro %}
