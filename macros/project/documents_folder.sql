{#- DOCUMENTS_DIR wins, and must hold texts; then come documents/ in the project and ../shared/documents, unless facts come from a location,
    which has other documents. On Spark only DOCUMENTS_DIR counts. -#}
{% macro documents_folder() -%}
    {{ return(adapter.dispatch('documents_folder', 'kewei')()) }}
{%- endmacro %}

{% macro default__documents_folder() -%}
    {%- set wanted = env_var('DOCUMENTS_DIR', '') -%}
    {%- if wanted -%}
        {%- set folder = wanted if wanted.startswith('/') else project_folder() ~ '/' ~ wanted -%}
        {%- if not files_in(folder, '*.txt') -%}
            {{ exceptions.raise_compiler_error(
                "DOCUMENTS_DIR: found '" ~ wanted ~ "', which is no folder with .txt files; expected the folder with the "
                ~ "documents' texts. Correct it, or unset it to build without the evidence checks."
            ) }}
        {%- endif -%}
        {{ return(folder) }}
    {%- endif -%}
    {%- if facts_location() == '' -%}
        {%- for place in ['/documents', '/../shared/documents'] if files_in(project_folder() ~ place, '*.txt') -%}
            {{ return(project_folder() ~ place) }}
        {%- endfor -%}
    {%- endif -%}
    {{ return('') }}
{%- endmacro %}

{% macro spark__documents_folder() -%}
    {{ return(env_var('DOCUMENTS_DIR', '')) }}
{%- endmacro %}
