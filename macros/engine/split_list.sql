{#- One row for each different text of a list that text_list() has joined: the kept columns, and item. Example: a row with ids 'a, b, a' gives
    two rows with the items a and b. -#}
{% macro split_list(relation, kept_columns, list_column) -%}
    {{ return(adapter.dispatch('split_list', 'kewei')(relation, kept_columns, list_column)) }}
{%- endmacro %}

{% macro default__split_list(relation, kept_columns, list_column) -%}
    select
        {{ kept_columns | join(', ') }},
        -- Most lists are of one.
        unnest(
            case
                when {{ list_column }} like '%, %' then list_distinct(string_split({{ list_column }}, ', '))
                else [{{ list_column }}]
            end
        ) as item
    from {{ relation }}
{%- endmacro %}

{#- Spark explodes arrays, and splits by a pattern. -#}
{% macro spark__split_list(relation, kept_columns, list_column) -%}
    select
        {{ kept_columns | join(', ') }},
        explode(array_distinct(split({{ list_column }}, ', '))) as item
    from {{ relation }}
{%- endmacro %}
