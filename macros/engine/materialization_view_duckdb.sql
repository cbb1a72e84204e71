{% materialization view, adapter='duckdb' -%}
    {{ return(replace_in_draft('view', create_view_as(this, compiled_code))) }}
{%- endmaterialization %}
