{#- Names a row of a CSV by its key columns, for messages and for finding its line.
    Example: row_key(['char_start', 'figure']) gives 'char_start=421; figure=33家'. -#}
{% macro row_key(columns) -%}
    concat(
        {%- for column in columns %}
        '{{ "; " if not loop.first }}{{ column }}=',
        coalesce(cast({{ column }} as {{ dbt.type_string() }}), ''){{ ',' if not loop.last }}
        {%- endfor %}
    )
{%- endmacro %}
