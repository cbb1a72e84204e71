{#- The project's folder, wherever dbt was called from. A node's root_path is not it: dbt keeps that with what it has parsed, also when the
    project is moved or copied. -#}
{% macro project_folder() -%}
    {{ return(invocation_args_dict['project_dir']) }}
{%- endmacro %}
