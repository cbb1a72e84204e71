{#- An interval in words, for messages. low, high: SQL of its ends as texts; an end that is not known is left out, and never leaves a hole.
    Example: 3 and 5 are '3 to 5', 3 and null 'at least 3', and no end at all 'any value'. -#}
{% macro interval_text(low, high) -%}
    coalesce(
        {{ low }} || ' to ' || {{ high }}, 'at least ' || {{ low }}, 'at most ' || {{ high }}, 'any value'
    )
{%- endmacro %}
