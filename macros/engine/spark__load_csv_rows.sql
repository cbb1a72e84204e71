{#- How rows of a seed get into its table. dbt calls it by its dispatched name; only Spark's is ours, DuckDB reads the CSV.
    Example: a row with 33家 and an empty cell becomes (cast('33家' as string), cast(null as string)). -#}

{#- The adapter's own writes an empty cell of a session as the text None, and breaks on an apostrophe. -#}
{% macro spark__load_csv_rows(model, agate_table) -%}
    {%- for chunk in agate_table.rows | batch(1000) -%}
        {%- set statement_text -%}
            insert into {{ this.render() }} values
            {% for row in chunk -%}
                (
                {%- for cell in row -%}
                    {{ spark_text_literal(cell) }}{{ ', ' if not loop.last }}
                {%- endfor -%}
                ){{ ', ' if not loop.last }}
            {% endfor %}
        {%- endset -%}
        {%- do adapter.add_query(statement_text, abridge_sql_log=True) -%}
    {%- endfor -%}
    {{ return('') }}
{%- endmacro %}
