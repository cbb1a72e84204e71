{#- Example: with a location it is true for facts and false for units. -#}
{% macro is_located(table) -%}
    {{ return(facts_location() != '' and table in ['facts', 'numerals', 'documents', 'districts']) }}
{%- endmacro %}
