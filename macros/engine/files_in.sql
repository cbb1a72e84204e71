{#- Example: files_in('/data', '*.txt'). -#}
{% macro files_in(folder, pattern) -%}
    {{ return(
        run_query('select count(*) from glob(' ~ glob_literal(folder, pattern) ~ ')').columns[0].values()[0] > 0
    ) }}
{%- endmacro %}
