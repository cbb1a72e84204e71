{% materialization table, adapter='duckdb' -%}
    {{ return(replace_in_draft('table', create_table_as(false, this, compiled_code))) }}
{%- endmaterialization %}
