{#- Texts put together to one, each once and without those that are null; null if all are. A mark between them keeps them apart for
    in_english and in_chinese. Example: of 'A.', null, 'B.' and 'A.' is left 'A.␞B.'. -#}
{% macro sentences(texts) -%}
    nullif(concat_ws(
        '␞'
        {%- for text in texts %},
        {% if loop.first -%}
        {{ text }}
        {%- else -%}
        case when {{ text }} in ({{ texts[:loop.index0] | join(', ') }}) then null else {{ text }} end
        {%- endif %}
        {%- endfor %}
    ), '')
{%- endmacro %}
