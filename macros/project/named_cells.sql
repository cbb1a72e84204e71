{#- Cells of a row with the names of their columns, for messages. prefix: what the names of the cells begin with.
    Example: named_cells('first', ['char_start']) gives 'char_start 421' where first_char_start is 421. -#}
{% macro named_cells(prefix, columns) -%}
    concat(
        {%- for column in columns -%}
        '{{ ", " if not loop.first }}{{ column }} ', {{ prefix }}_{{ column }}{{ ', ' if not loop.last }}
        {%- endfor -%}
    )
{%- endmacro %}
