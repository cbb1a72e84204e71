{#- FAILFAST and enforceSchema: a broken line and a column that is not where the header says stop the build, as in DuckDB. Example:
    spark_csv('/data/facts/*.csv'). -#}
{% macro spark_csv(path) -%}
    {{ return(
        "csv.`" ~ path | replace("`", "``") ~ "` with ('header' = 'true', 'quote' = '\"', 'escape' = '\"', 'multiLine' = 'true', "
        ~ "'mode' = 'FAILFAST', 'enforceSchema' = 'false')"
    ) }}
{%- endmacro %}
