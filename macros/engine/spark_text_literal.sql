{#- A Python text as a literal of Spark's SQL, where a backslash starts an escape; null for none.
    Example: It's is 'It\'s', and none is cast(null as string). -#}
{% macro spark_text_literal(text) -%}
    {%- if text is none -%}
        cast(null as string)
    {%- else -%}
        '{{ text | string | replace("\\", "\\\\") | replace("'", "\\'") }}'
    {%- endif -%}
{%- endmacro %}
