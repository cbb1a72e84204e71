-- Every finding, whatever found it, and how large the gap is. What has a note is explained by it, everything else by its kind. A finding is about the
-- first of its figures, a sum about its whole, and one of implied values about the indicator that is implied.

{% set columns = [
    'kind', 'document_id', 'place_key', 'subject', 'observation_ids',
    'expected', 'found',
] | join(', ') %}
{% set gap = 'gap_point, gap_low, gap_high, gap_unit' %}
{% set no_number = 'cast(null as decimal(38, 6))' %}
{% set no_text = 'cast(null as ' ~ dbt.type_string() ~ ')' %}
{% set no_year = 'cast(null as ' ~ dbt.type_int() ~ ')' %}
{% set no_gap = [no_number] * 3 + [no_text] %}

with stacked as (

    select
        {{ columns }},
        {{ gap }},
        under_rounding,
        under_truncation,
        note,
        {{ no_text }} as indicator_code,
        {{ no_year }} as year
    from {{ ref('int_mismatches_found') }}

    union all

    {% for model, gap_of_model, under_rounding, under_truncation in [
        ('int_disagreements_found', gap, "'inconsistent'", 'under_truncation'),
        ('int_conflicts_found', gap, no_text, no_text),
        ('int_damages_found', no_gap | join(', '), no_text, no_text),
    ] %}
    select
        {{ columns }},
        {{ gap_of_model }},
        {{ under_rounding }} as under_rounding,
        {{ under_truncation }} as under_truncation,
        {{ no_text }} as note,
        {{ no_text }} as indicator_code,
        {{ no_year }} as year
    from {{ ref(model) }}
    union all

    {% endfor %}
    select
        {{ columns }},
        {{ gap }},
        {{ no_text }} as under_rounding,
        {{ no_text }} as under_truncation,
        note,
        indicator_code,
        year
    from {{ ref('int_limits_found') }}

),

sized as (

    select
        *,
        kind in ('sum_mismatch', 'implied_mismatch')
        and under_truncation = 'consistent' as fits_cut_off,
        {{ interval_size('gap', 'size') }}
    from stacked

),

final as (

    select
        sized.kind,
        sized.document_id,
        sized.place_key,
        sized.subject,
        sized.observation_ids,
        sized.expected,
        sized.found,
        sized.under_rounding,
        sized.under_truncation,
        sized.note,
        case when sized.fits_cut_off then concat(sized.kind, '_fits_cut_off') else sized.kind end
            as resolution_code,
        {{ interval_in_digits('sized.size', 'gap') }},
        case sized.gap_unit when '%' then 'pp' else sized.gap_unit end as gap_unit,
        coalesce(implied.indicator_code, observations.indicator_code, sized.indicator_code)
            as indicator_code,
        coalesce(implied.year, observations.year, sized.year) as year,
        concat(sized.kind, '-', sized.subject) as discrepancy_id,
        case
            when sized.kind = 'confirmed_sum' then 'confirmed'
            when sized.kind in ('definition_break', 'refused_rate') then 'limit'
            when
                sized.kind in ('growth_mismatch', 'claim_mismatch')
                or (sized.kind in ('rival_figures', 'target_conflict') and sized.size_low > 0)
                or (sized.kind = 'part_exceeds_whole' and sized.under_rounding = 'inconsistent')
                or (
                    sized.kind in ('sum_mismatch', 'implied_mismatch')
                    and not coalesce(sized.fits_cut_off, false)
                    -- Which parts make up a whole may be assumed, and then both prints may hold.
                    and not coalesce(sized.note like '%Assumed: %', false)
                )
                then 'contradiction'
            when
                sized.kind in (
                    'rival_figures', 'target_conflict', 'part_exceeds_whole', 'sum_mismatch',
                    'implied_mismatch', 'revision', 'target_restated', 'contradictory_qualifiers',
                    'partial_list'
                )
                then 'doubt'
            when sized.kind in ('unit_not_printed', 'run_on_numeral', 'source_damage') then 'print'
        end as severity

    from sized
    left join {{ ref('int_observations_assembled') }} as observations
        on split_part(sized.observation_ids, ', ', 1) = observations.observation_id
    left join {{ ref('int_values_implied') }} as implied
        on sized.subject = implied.implied_value_id

)

select * from final
