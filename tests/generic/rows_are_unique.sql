{#- No two rows share a key. `thing` says in words what may stand only once.
    Returns one row per key that occurs more than once, as rows_match_patterns does. -#}
{% test rows_are_unique(model, file, key, thing='row') %}

select
    {{ file }} as csv_file,
    {{ row_key(key) }} as row_key,
    '{{ key[0] }}' as column_name,
    concat(cast(count(*) as {{ dbt.type_string() }}), ' rows') as found,
    'one row for each {{ thing }}' as expected,
    'Delete the row that was entered twice, or mend what makes the rows equal.' as remedy
from {{ model }}
group by 1, 2
having count(*) > 1

{% endtest %}
