{#- What a contract says of nulls, checked against the table that was just built. dbt calls it by its dispatched name; DuckDB
    checks by itself. Example: an observation_id that is null stops the build at fct_observations. -#}

{#- Only Delta and Iceberg can refuse nulls; Parquet would accept them without an error, so they are looked for. -#}
{% macro spark__persist_constraints(relation, model) -%}
    {%- if config.get('file_format') in ['delta', 'iceberg'] -%}
        {%- do dbt_spark.spark__persist_constraints(relation, model) -%}
    {%- elif config.get('contract').enforced -%}
        {%- set required = [] -%}
        {%- for name, column in model.columns.items() -%}
            {%- if column.constraints | selectattr('type', 'equalto', 'not_null') | list -%}
                {%- do required.append(name) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- if required -%}
            {%- set found = run_query(
                "select count(*) as rows_with_null from " ~ relation
                ~ " where " ~ required | join(" is null or ") ~ " is null"
            ) -%}
            {%- if found.rows[0]["rows_with_null"] > 0 -%}
                {{ exceptions.raise_compiler_error(
                    "NOT NULL constraint failed: " ~ relation ~ " has " ~ found.rows[0]["rows_with_null"]
                    ~ " rows with a null in one of " ~ required | join(", ") ~ "."
                ) }}
            {%- endif -%}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}
