{#- The line of the CSV that a row of a seed was loaded from: a seed is loaded in the order of its file, under one line of header. Null where
    rows come from facts_location, with --empty, which reads seeds as subqueries, and on Spark, whose tables have no order. Example: the first row of documents is line 2. -#}
{% macro csv_line(table) -%}
    {{ return(adapter.dispatch('csv_line', 'kewei')(table)) }}
{%- endmacro %}

{% macro default__csv_line(table) -%}
    {{ return("cast(null as integer)" if is_located(table) or flags.EMPTY else "cast(rowid + 2 as integer)") }}
{%- endmacro %}

{% macro spark__csv_line(table) -%}
    {{ return("cast(null as int)") }}
{%- endmacro %}
