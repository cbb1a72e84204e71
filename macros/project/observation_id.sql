{#- From the columns that are the key of a fact, so that no neighbour changes the id of another; at least five digits, so
    that the ids of a document stand in its order.
    Examples: putuo_2015_plan-01651-technology_contract_value-level; of an area putuo_2023_summary-03284-centre_events-level-310107-TSIC. -#}
{% macro observation_id() -%}
    {%- set digits = "cast(char_start as " ~ dbt.type_string() ~ ")" -%}
    concat(
        document_id, '-',
        case
            when char_start > 99999 then {{ digits }}
            else lpad({{ digits }}, 5, '0')
        end, '-',
        indicator_code, '-', measure,
        case when area_code is null then '' else concat('-', area_code) end
    )
{%- endmacro %}
