{#- The documents' texts, one row per file: source_file (name without folder) and content (the text); no row where no documents are
    available. Example: a folder with 000_x.txt gives one row ('000_x.txt', '…'). -#}
{% macro document_texts() -%}
    {%- if execute and documents_folder() -%}
        {{ return(adapter.dispatch('document_texts', 'kewei')(documents_folder())) }}
    {%- endif -%}
    select
        cast(null as {{ dbt.type_string() }}) as source_file,
        cast(null as {{ dbt.type_string() }}) as content
    where 1 = 0
{%- endmacro %}

{% macro default__document_texts(folder) -%}
    select
        regexp_extract(filename, '([^/]+)$', 1) as source_file,
        content
    from read_text({{ glob_literal(folder, '*.txt') }})
{%- endmacro %}

{#- Spark's text source cuts files into lines, so they are read as bytes. -#}
{% macro spark__document_texts(folder) -%}
    select
        regexp_extract(path, '([^/]+)$', 1) as source_file,
        decode(content, 'UTF-8') as content
    from binaryfile.`{{ folder | replace('`', '``') }}/*.txt`
{%- endmacro %}
