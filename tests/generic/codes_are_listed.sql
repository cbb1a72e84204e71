{#- Every code stands in seeds/codelists.csv; an empty cell passes.
    codes: column -> codelist. Returns one row per problem, as rows_match_patterns does. -#}
{% test codes_are_listed(model, file, key, codes) %}

{% for column, codelist in codes.items() %}
select
    {{ file }} as csv_file,
    {{ row_key(key) }} as row_key,
    '{{ column }}' as column_name,
    {{ column }} as found,
    'a code of the codelist {{ codelist }} in seeds/codelists.csv' as expected,
    'Use a listed code, or add the code to the codelist.' as remedy
from {{ model }}
where
    coalesce({{ column }}, '') <> ''
    and {{ column }} not in (
        select code from {{ ref('codelists') }} where codelist = '{{ codelist }}'
    )
{{ 'union all' if not loop.last }}
{% endfor %}

{% endtest %}
