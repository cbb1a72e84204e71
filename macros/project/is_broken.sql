{#- Whether a break of int_breaks_listed is one of the place or of the indicator of a row. -#}
{% macro is_broken(rows, breaks) -%}
    (
        {{ breaks }}.place_key = {{ rows }}.place_key
        or {{ breaks }}.indicator_code = {{ rows }}.indicator_code
    )
{%- endmacro %}
