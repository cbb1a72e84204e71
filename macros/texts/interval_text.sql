{#- An interval in words. low, high: SQL of its ends as texts; an end that is not known is left out, and never leaves a hole.
    Example: 3 and 5 are '3 to 5', 3 and null 'at least 3', and no end at all 'any value'; in Chinese '3至5', '不低于3', '未知'. -#}
{% macro interval_text(low, high, language='en') -%}
    {%- if language == 'zh' -%}
    coalesce({{ low }} || '至' || {{ high }}, '不低于' || {{ low }}, '不高于' || {{ high }}, '未知')
    {%- else -%}
    coalesce(
        {{ low }} || ' to ' || {{ high }}, 'at least ' || {{ low }}, 'at most ' || {{ high }}, 'any value'
    )
    {%- endif -%}
{%- endmacro %}
