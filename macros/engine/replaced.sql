{#- A text with every match of a pattern replaced. Dispatched: DuckDB replaces the first match unless told otherwise, Spark every one.
    Example: replaced('figure', '[0-9]', '') is '家' for '56家'. -#}
{% macro replaced(text, pattern, by) -%}
    {{ return(adapter.dispatch('replaced', 'kewei')(text, pattern, by)) }}
{%- endmacro %}

{% macro default__replaced(text, pattern, by) -%}
    regexp_replace({{ text }}, '{{ pattern }}', '{{ by }}', 'g')
{%- endmacro %}

{% macro spark__replaced(text, pattern, by) -%}
    regexp_replace({{ text }}, '{{ pattern }}', '{{ by }}')
{%- endmacro %}
