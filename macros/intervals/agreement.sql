{#- Whether two intervals support the same value: consistent, inconsistent, or untestable when an end is
    missing that would decide. Example: 7.85 to 7.95 and 7.96 to 7.98 are inconsistent. -#}
{% macro agreement(low_a, high_a, low_b, high_b) -%}
    case
        when {{ low_a }} > {{ high_b }} or {{ low_b }} > {{ high_a }} then 'inconsistent'
        when {{ low_a }} is null or {{ high_a }} is null
            or {{ low_b }} is null or {{ high_b }} is null then 'untestable'
        else 'consistent'
    end
{%- endmacro %}
