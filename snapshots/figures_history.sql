{% snapshot figures_history %}

{{ config(
    enabled=(target.type == 'duckdb' and facts_location() == ''),
    unique_key='observation_id',
    check_cols=[
        'figure', 'district_code', 'area_code', 'indicator_code', 'year',
        'kind', 'measure', 'strength', 'rank_group', 'value', 'value_low',
        'value_high', 'bound', 'unit', 'note',
    ],
) }}

select
    observation_id,
    document_id,
    char_start,
    figure,
    district_code,
    area_code,
    indicator_code,
    year,
    kind,
    measure,
    strength,
    rank_group,
    value,
    value_low,
    value_high,
    bound,
    unit,
    {{ in_english('note') }} as note,
    '{{ invocation_id }}' as invocation_id
from {{ ref('int_observations_assembled') }}

{% endsnapshot %}
