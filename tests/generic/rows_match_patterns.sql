{#- Every cell of the named columns fits its pattern; an empty cell counts as ''.
    file: SQL that gives the CSV's path. key: columns that find the row in the CSV.
    patterns: a list of {column, pattern, expected}, expected in words for the curator.
    Returns one row per problem: csv_file, row_key, column_name, found, expected, remedy. -#}
{% test rows_match_patterns(model, file, key, patterns) %}

{% for rule in patterns %}
select
    {{ file }} as csv_file,
    {{ row_key(key) }} as row_key,
    '{{ rule.column }}' as column_name,
    coalesce({{ rule.column }}, '') as found,
    '{{ rule.expected | replace("'", "''") }}' as expected,
    'Correct the cell.' as remedy
from {{ model }}
where not {{ matches("coalesce(" ~ rule.column ~ ", '')", rule.pattern) }}
{{ 'union all' if not loop.last }}
{% endfor %}

{% endtest %}
