{#- Refuses what `--vars` cannot mean: a name that no model reads, which dbt would ignore, and an as_of that no calendar has.
    Example: --vars '{as_off: 2025-12-31}' stops the command. -#}
{% macro check_vars() -%}
    {%- set known = ['as_of', 'facts_location', 'facts_format'] -%}
    {%- for name in invocation_args_dict.get('vars') or {} if name not in known -%}
        {{ exceptions.raise_compiler_error(
            "--vars: found " ~ name ~ ", expected one of " ~ known | join(", ") ~ ". Correct the name."
        ) }}
    {%- endfor -%}
    {%- if var('as_of', none) -%}
        {%- set found = run_query("select try_cast(" ~ as_of_literal() ~ " as date) is null").columns[0].values()[0] -%}
        {%- if found or not modules.re.match('^[0-9]{4}-[0-9]{2}-[0-9]{2}$', var('as_of') | string) -%}
            {{ exceptions.raise_compiler_error(
                "--vars: found as_of " ~ var('as_of') ~ ", expected a date of the calendar such as 2025-12-31."
            ) }}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}
