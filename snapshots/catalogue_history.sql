{% snapshot catalogue_history %}

{{ config(
    enabled=(target.type == 'duckdb' and facts_location() == ''),
    unique_key=['seed', 'row_key', 'column_name'],
    check_cols=['entry'],
) }}

{{ after_all_marts() }}

with entries as (

    {{ catalogue_entries() }}

)

select
    *,
    '{{ invocation_id }}' as invocation_id
from entries

{% endsnapshot %}
