{#- Folder = layer = schema: a model's schema is its folder's name, without the target's prefix.
    Example: a model with `+schema: marts` is built as marts.fct_observations. -#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ (custom_schema_name or target.schema) | trim }}
{%- endmacro %}
