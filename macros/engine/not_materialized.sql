{#- Between `as` and the bracket of a CTE that is read more than once: each reader takes only the rows and columns that it
    needs. Dispatched: DuckDB would write the CTE down whole, which a nation pays for; Spark never does, and knows no such word.
    Example: with facts as {{ not_materialized() }} (select …). -#}
{% macro not_materialized() -%}
    {{ return(adapter.dispatch('not_materialized', 'kewei')()) }}
{%- endmacro %}

{% macro default__not_materialized() -%}
    not materialized
{%- endmacro %}

{% macro spark__not_materialized() -%}
{%- endmacro %}
