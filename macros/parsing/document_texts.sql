{#- The documents at hand, one row per file: source_file (name without folder) and content (the text).
    The folder comes from the environment variable DOCUMENTS_DIR.
    Example: a folder with 000_x.txt gives one row ('000_x.txt', '…'). -#}
{% macro document_texts() -%}
    {{ return(adapter.dispatch('document_texts', 'kewei')()) }}
{%- endmacro %}

{% macro default__document_texts() -%}
    select
        regexp_extract(filename, '([^/]+)$', 1) as source_file,
        content
    from read_text('{{ env_var("DOCUMENTS_DIR", "") }}/*.txt')
{%- endmacro %}

{#- Spark's text source cuts files into lines, so they are read as bytes. -#}
{% macro spark__document_texts() -%}
    select
        regexp_extract(path, '([^/]+)$', 1) as source_file,
        decode(content, 'UTF-8') as content
    from binaryfile.`{{ env_var("DOCUMENTS_DIR", "") }}/*.txt`
{%- endmacro %}
