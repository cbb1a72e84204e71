{#- The folder with the texts of the documents: one that holds any text that documents.csv lists, '' where there is none. DOCUMENTS_DIR wins,
    and must hold one; then come documents/ in the project and ../shared/documents, unless facts come from a location,
    which has other documents. On Spark only DOCUMENTS_DIR counts. -#}
{% macro documents_folder() -%}
    {{ return(adapter.dispatch('documents_folder', 'kewei')()) }}
{%- endmacro %}

{% macro default__documents_folder() -%}
    {%- set wanted = env_var('DOCUMENTS_DIR', '') -%}
    {%- if wanted -%}
        {%- set folder = wanted if wanted.startswith('/') else project_folder() ~ '/' ~ wanted -%}
        {%- if not listed_texts(folder) -%}
            {{ exceptions.raise_compiler_error(
                "DOCUMENTS_DIR: found '" ~ wanted ~ "', which is no folder with any of the texts that documents.csv lists; "
                ~ "expected the folder where they are under exactly the names in source_file. Correct it, or unset it to build "
                ~ "without the evidence checks."
            ) }}
        {%- endif -%}
        {{ return(folder) }}
    {%- endif -%}
    {%- if facts_location() == '' -%}
        {%- for place in ['/documents', '/../shared/documents'] if listed_texts(project_folder() ~ place) -%}
            {{ return(project_folder() ~ place) }}
        {%- endfor -%}
    {%- endif -%}
    {{ return('') }}
{%- endmacro %}

{% macro spark__documents_folder() -%}
    {{ return(env_var('DOCUMENTS_DIR', '')) }}
{%- endmacro %}
