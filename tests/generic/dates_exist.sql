{#- Every cell of the columns is a date of the calendar, which a pattern cannot tell (2024-02-30).
    Returns one row per problem, as rows_match_patterns does. -#}
{% test dates_exist(model, file, key, columns) %}

{% for column in columns %}
select
    {{ file }} as csv_file,
    {{ row_key(key) }} as row_key,
    '{{ column }}' as column_name,
    {{ column }} as found,
    'a date of the calendar' as expected,
    'Take the date from the document.' as remedy
from {{ model }}
where
    coalesce({{ column }}, '') <> ''
    and try_cast({{ column }} as date) is null
{{ 'union all' if not loop.last }}
{% endfor %}

{% endtest %}
