{#- Every reference leads to a row of the seed it names; an empty cell passes.
    references: a list of {column, seed, field}, with the staging model where the rows may come from facts_location. Returns one row per problem, as rows_match_patterns does. -#}
{% test references_exist(model, file, key, references) %}

{% for reference in references %}
select
    {{ file }} as csv_file,
    {{ row_key(key) }} as row_key,
    '{{ reference.column }}' as column_name,
    {{ reference.column }} as found,
    'listed as {{ reference.field }} in seeds/{{ reference.seed }}.csv' as expected,
    'Use a listed {{ reference.field }}, or add a row to seeds/{{ reference.seed }}.csv.' as remedy
from {{ model }}
where
    coalesce({{ reference.column }}, '') <> ''
    and {{ reference.column }} not in (
        select {{ reference.field }} from {{ ref(reference.get('model', reference.seed)) }}
    )
{{ 'union all' if not loop.last }}
{% endfor %}

{% endtest %}
