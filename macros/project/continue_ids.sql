{#- Figures published under an id of another form (document, position, number) go on under the one that their content
    gives, with all their states: nothing of them has changed. A figure that is removed keeps the id it had, which may be
    that of a figure that goes on. relation: the history of figures in the draft. -#}
{% macro continue_ids(relation) -%}
    {%- do run_query(
        "update " ~ relation ~ " as states set observation_id = current.content_id from ("
        ~ "select observation_id, " ~ observation_id() ~ " as content_id from " ~ relation
        ~ " where dbt_valid_to is null and dbt_is_deleted = 'False'"
        ~ ") as current where states.observation_id = current.observation_id"
        ~ " and states.observation_id <> current.content_id"
    ) -%}
{%- endmacro %}
