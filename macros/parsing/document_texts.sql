{#- The texts of the documents that documents.csv lists, one row per file: source_file (name without folder) and content (the text; null where
    the file is not UTF-8); no row where no documents are available. Other files of the folder are never read. Example: a folder with
    000_x.txt and notes.txt, of which 000_x.txt is listed, gives one row ('000_x.txt', '…'). -#}
{% macro document_texts() -%}
    {%- if execute and documents_folder() -%}
        {%- set texts = listed_texts(documents_folder()) -%}
        {%- if texts -%}
            {{ return(adapter.dispatch('document_texts', 'kewei')(documents_folder(), texts)) }}
        {%- endif -%}
    {%- endif -%}
    select
        cast(null as {{ dbt.type_string() }}) as source_file,
        cast(null as {{ dbt.type_string() }}) as content
    where 1 = 0
{%- endmacro %}

{#- Read as bytes: read_text would stop at a file that is not UTF-8, whatever its name is. -#}
{% macro default__document_texts(folder, texts) -%}
    select
        regexp_extract(filename, '([^/]+)$', 1) as source_file,
        try(decode(content)) as content
    from read_blob([
        {%- for text in texts %}
        {{ glob_literal(folder, text | replace('[', '[[]') | replace('*', '[*]') | replace('?', '[?]')) }}{{ ',' if not loop.last }}
        {%- endfor %}
    ])
{%- endmacro %}

{#- Spark's text source cuts files into lines, so they are read as bytes. -#}
{% macro spark__document_texts(folder, texts) -%}
    select
        regexp_extract(path, '([^/]+)$', 1) as source_file,
        decode(content, 'UTF-8') as content
    from binaryfile.`{{ folder | replace('`', '``') }}/*.txt`
    where
        regexp_extract(path, '([^/]+)$', 1) in (
            {%- for text in texts %}
            {{ text_literal(text) }}{{ ',' if not loop.last }}
            {%- endfor %}
        )
{%- endmacro %}
