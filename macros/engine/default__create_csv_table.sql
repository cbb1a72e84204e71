{#- Every column is text, whatever its cells look like: a code such as 010107 keeps its zero, and staging gives the types. Example:
    documents.csv becomes a table of text columns with the names of its header. -#}
{% macro default__create_csv_table(model, agate_table) -%}
    {%- set sql -%}
    create table {{ this.render() }} (
        {%- for column in agate_table.column_names -%}
            {{ adapter.quote_seed_column(column, none) }} {{ dbt.type_string() }}{{ ', ' if not loop.last }}
        {%- endfor -%}
    )
    {%- endset -%}
    {%- call statement('_') -%}{{ sql }}{%- endcall -%}
    {{ return(sql) }}
{%- endmacro %}
