{#- Between `as` and the bracket of a CTE that is read more than once. With materialized(false) each reader takes only the rows and columns that it
    needs: DuckDB would write the CTE down whole, which a nation pays for. With materialized() Python reads each text once, and not
    once for each reader. Dispatched: Spark decides by itself, and knows neither word.
    Example: with facts as {{ materialized(false) }} (select …). -#}
{% macro materialized(is_materialized=true) -%}
    {{ return(adapter.dispatch('materialized', 'kewei')(is_materialized)) }}
{%- endmacro %}

{% macro default__materialized(is_materialized) -%}
    {{ '' if is_materialized else 'not ' }}materialized
{%- endmacro %}

{% macro spark__materialized(is_materialized) -%}
{%- endmacro %}
