{#- At least five digits, so that the ids of a document stand in its order. Example: putuo_2015_plan-01651-1. -#}
{% macro observation_id(document_id, char_start, meaning_number) -%}
    {%- set digits = "cast(" ~ char_start ~ " as " ~ dbt.type_string() ~ ")" -%}
    concat(
        {{ document_id }}, '-',
        case
            when {{ char_start }} > 99999 then {{ digits }}
            else lpad({{ digits }}, 5, '0')
        end, '-',
        cast({{ meaning_number }} as {{ dbt.type_string() }})
    )
{%- endmacro %}
