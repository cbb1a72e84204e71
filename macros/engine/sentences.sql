{#- Texts put together to one, each once and without those that are null; null if all are.
    Example: of 'A.', null and 'A.' only 'A.' is left. -#}
{% macro sentences(texts) -%}
    nullif(concat_ws(
        ' '
        {%- for text in texts %},
        {% if loop.first -%}
        {{ text }}
        {%- else -%}
        case when {{ text }} in ({{ texts[:loop.index0] | join(', ') }}) then null else {{ text }} end
        {%- endif %}
        {%- endfor %}
    ), '')
{%- endmacro %}
