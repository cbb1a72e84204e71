{{ config(materialized='view') }}

-- Every finding, whatever found it. What has a note is explained by it, everything else by its kind.

{% set columns = [
    'kind', 'document_id', 'place_key', 'subject', 'observation_ids',
    'expected', 'found',
] | join(', ') %}
{% set no_text = 'cast(null as ' ~ dbt.type_string() ~ ')' %}

with stacked as (

    select
        {{ columns }},
        under_rounding,
        under_truncation,
        note,
        resolution_code
    from {{ ref('int_mismatches_found') }}

    union all

    {% for model, under_rounding in [
        ('int_disagreements_found', "'inconsistent'"),
        ('int_conflicts_found', no_text),
        ('int_damages_found', no_text),
    ] %}
    select
        {{ columns }},
        {{ under_rounding }} as under_rounding,
        {{ no_text }} as under_truncation,
        {{ no_text }} as note,
        kind as resolution_code
    from {{ ref(model) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

final as (

    select
        *,
        concat(kind, '-', subject) as discrepancy_id

    from stacked

)

select * from final
