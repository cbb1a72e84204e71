-- Every finding, whatever found it. What has a note is explained by it, everything else by its kind. A finding is about the first of its figures; a
-- sum is about its whole.

{% set columns = [
    'kind', 'document_id', 'place_key', 'subject', 'observation_ids',
    'expected', 'found',
] | join(', ') %}
{% set no_text = 'cast(null as ' ~ dbt.type_string() ~ ')' %}
{% set no_year = 'cast(null as ' ~ dbt.type_int() ~ ')' %}

with stacked as (

    select
        {{ columns }},
        under_rounding,
        under_truncation,
        note,
        resolution_code,
        {{ no_text }} as indicator_code,
        {{ no_year }} as year
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
        kind as resolution_code,
        {{ no_text }} as indicator_code,
        {{ no_year }} as year
    from {{ ref(model) }}
    union all

    {% endfor %}
    select
        {{ columns }},
        {{ no_text }} as under_rounding,
        {{ no_text }} as under_truncation,
        note,
        kind as resolution_code,
        indicator_code,
        year
    from {{ ref('int_limits_found') }}

),

final as (

    select
        stacked.kind,
        stacked.document_id,
        stacked.place_key,
        stacked.subject,
        stacked.observation_ids,
        stacked.expected,
        stacked.found,
        stacked.under_rounding,
        stacked.under_truncation,
        stacked.note,
        stacked.resolution_code,
        observations.value as amount,
        observations.unit as amount_unit,
        coalesce(observations.indicator_code, stacked.indicator_code) as indicator_code,
        coalesce(observations.year, stacked.year) as year,
        concat(stacked.kind, '-', stacked.subject) as discrepancy_id,
        case
            when stacked.kind = 'confirmed_sum' then 'confirmed'
            when stacked.kind in ('definition_break', 'refused_rate') then 'limit'
            when
                stacked.kind in (
                    'rival_figures', 'target_conflict', 'growth_mismatch', 'claim_mismatch',
                    'implied_mismatch', 'part_exceeds_whole'
                )
                or stacked.resolution_code = 'sum_mismatch'
                then 'contradiction'
            when
                stacked.kind in (
                    'sum_mismatch', 'revision', 'contradictory_qualifiers', 'partial_list'
                )
                then 'doubt'
            else 'print'
        end as severity

    from stacked
    left join {{ ref('int_observations_assembled') }} as observations
        on split_part(stacked.observation_ids, ', ', 1) = observations.observation_id

)

select * from final
