{% snapshot catalogue_history %}

{{ config(
    enabled=(target.type == 'duckdb' and facts_location() == ''),
    unique_key=['seed', 'row_key', 'column_name'],
    check_cols=['entry'],
) }}

{% set keys = {
    'documents': ['document_id'],
    'districts': ['district_code'],
    'areas': ['area_code'],
    'concepts': ['concept_code'],
    'indicators': ['indicator_code'],
    'units': ['printed_unit'],
    'codelists': ['codelist', 'code'],
    'identities': ['identity_id', 'role', 'indicator_code'],
    'comparability': ['indicator_code_a', 'indicator_code_b'],
    'fact_details': ['document_id', 'char_start'],
    'public_money': ['indicator_code'],
} %}

with entries as (

    {% for seed, key in keys.items() %}
    select
        '{{ seed }}' as seed,
        concat_ws(
            '; ',
            {% for column in key %}
            concat('{{ column }}=', {{ column }}){{ ',' if not loop.last }}
            {% endfor %}
        ) as row_key,
        column_name,
        coalesce(entry, '') as entry
    from {{ ref(seed) }} unpivot include nulls (
        entry for column_name in (columns(* exclude ({{ key | join(', ') }})))
    )
    {{ "union all" if not loop.last }}
    {% endfor %}

)

select
    *,
    '{{ invocation_id }}' as invocation_id
from entries

{% endsnapshot %}
