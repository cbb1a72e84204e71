{#- Example: '35238.25' || chr(10) || '万元' becomes '35238.25万元'. -#}
{% macro without_white_space(text) -%}
    {{ return(adapter.dispatch('without_white_space', 'kewei')(text)) }}
{%- endmacro %}

{% macro default__without_white_space(text) -%}
    regexp_replace({{ text }}, '[\s\x{00A0}\x{3000}]', '', 'g')
{%- endmacro %}

{#- Spark replaces every match by default, and takes a backslash in a literal for an escape. -#}
{% macro spark__without_white_space(text) -%}
    regexp_replace({{ text }}, '[\\s\\u00A0\\u3000]', '')
{%- endmacro %}
