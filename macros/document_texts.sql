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

{#- Spark reads whole files through its text source. -#}
{% macro spark__document_texts() -%}
    select
        regexp_extract(input_file_name(), '([^/]+)$', 1) as source_file,
        value as content
    from text.`{{ env_var("DOCUMENTS_DIR", "") }}/*.txt`
{%- endmacro %}
