{#- The grain of a model: no two rows share the key and no part of it is null.
    Returns the offending keys with their number of rows. -#}
{% test keys_are_unique_and_complete(model, key) %}

select
    {{ key | join(', ') }},
    count(*) as number_of_rows
from {{ model }}
group by {{ key | join(', ') }}
having
    count(*) > 1
    {% for column in key %}
    or {{ column }} is null
    {% endfor %}

{% endtest %}
