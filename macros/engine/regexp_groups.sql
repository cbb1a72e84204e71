{#- The groups of a pattern, found in a text without blanks and joined by blanks, for split_part to split: one search instead of one for
    each group. At most nine groups. A text that does not match stays as it is. Example: regexp_groups("'20-25'", '^([0-9]+)-([0-9]+)$', 2)
    is '20 25'. -#}
{% macro regexp_groups(text, pattern, count) -%}
    {{ return(adapter.dispatch('regexp_groups', 'kewei')(text, pattern, count)) }}
{%- endmacro %}

{% macro default__regexp_groups(text, pattern, count) -%}
    regexp_replace({{ text }}, '{{ pattern }}', '{% for group in range(1, count + 1) %}\{{ group }}{{ " " if not loop.last }}{% endfor %}')
{%- endmacro %}

{% macro spark__regexp_groups(text, pattern, count) -%}
    regexp_replace({{ text }}, '{{ pattern }}', '{% for group in range(1, count + 1) %}${{ group }}{{ " " if not loop.last }}{% endfor %}')
{%- endmacro %}
