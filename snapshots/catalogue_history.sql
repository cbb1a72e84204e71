{% snapshot catalogue_history %}

{{ config(
    unique_key=['seed', 'row_key', 'column_name'],
    check_cols=['entry'],
) }}

{{ after_all_marts() }}

{{ catalogue_entries() }}

{% endsnapshot %}
