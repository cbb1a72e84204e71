{#- Absolute path of the project's folder, wherever dbt was called from; known when a command runs, not while it parses. -#}
{% macro project_folder() -%}
    {{ return(graph.nodes['seed.kewei.documents'].root_path) }}
{%- endmacro %}
