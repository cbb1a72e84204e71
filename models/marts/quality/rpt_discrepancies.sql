-- What does not fit, for the reader: never a failed build.

with observations as {{ not_materialized() }} (

    select * from {{ ref('fct_observations') }}

),

identity_checks as (

    select * from {{ ref('int_sums_checked') }}

),

indicators as (

    select * from {{ ref('dim_indicators') }}

),

growth as (

    select * from {{ ref('fct_growth') }}

),

targets as (

    select * from {{ ref('fct_target_attainment') }}

),

implied_values as (

    select * from {{ ref('fct_implied_values') }}

),

documents as (

    select * from {{ ref('dim_documents') }}

),

districts as (

    select * from {{ ref('dim_districts') }}

),

-- Figures that contradict another, each with the first of them; and those first ones.
rivals as (

    select
        rival_of as first_observation_id,
        observation_id
    from observations
    where rival_of is not null

    union all

    select distinct
        rival_of as first_observation_id,
        rival_of as observation_id
    from observations
    where rival_of is not null

),

rival_groups as (

    select
        rivals.first_observation_id,
        min(observations.document_id) as document_id,
        min(observations.indicator_code) as indicator_code,
        min(observations.indicator) as indicator,
        min(observations.area_code) as area_code,
        min(observations.year) as year,
        min(observations.kind) as kind,
        min(observations.measure) as measure,
        {{ text_list('observations.observation_id') }} as observation_ids,
        {{ text_list('observations.figure') }} as figures
    from rivals
    inner join observations
        on rivals.observation_id = observations.observation_id
    group by rivals.first_observation_id

),

growth_groups as (

    select
        indicator_code,
        district_code,
        area_code,
        from_year,
        to_year,
        max(indicator) as indicator,
        max(to_observation_ids) as to_observation_ids,
        {{ text_list(
            "coalesce(rate_observation_ids, concat(from_observation_ids, ', ', to_observation_ids))"
        ) }} as observation_ids,
        {{ text_list(
            "concat(source, ' ', cast(coalesce(change_pct, change_abs) as "
            ~ dbt.type_string() ~ "), unit)"
        ) }} as rates
    from growth
    where agreement = 'inconsistent'
    group by indicator_code, district_code, area_code, from_year, to_year

),

findings as (

    select
        case kind when 'actual' then 'rival_figures' else 'target_conflict' end
            as kind,
        document_id,
        concat(
            document_id, '-', indicator_code, '-', coalesce(area_code, ''), '-',
            coalesce(cast(year as {{ dbt.type_string() }}), ''), '-', measure
        ) as subject,
        observation_ids,
        concat('one value of ', indicator) as expected,
        figures as found,
        case kind
            when 'actual'
                then 'The document prints different figures for the same thing.'
            else 'One plan promises different values of the same thing.'
        end as explanation,
        case kind
            when 'actual'
                then 'Both stay. Computations use the interval that holds both.'
            else 'Both stay as targets, linked by rival_target_ids, each judged by itself.'
        end as resolution,
        cast(null as {{ dbt.type_string() }}) as under_rounding,
        cast(null as {{ dbt.type_string() }}) as under_truncation
    from rival_groups

    union all

    select
        case
            when identity_checks.is_complete then 'sum_mismatch'
            when identity_checks.parts_value > identity_checks.whole_high
                then 'part_exceeds_whole'
            else 'partial_list'
        end as kind,
        identity_checks.document_id,
        concat(
            identity_checks.document_id, '-', identity_checks.identity_id, '-',
            cast(identity_checks.year as {{ dbt.type_string() }})
        ) as subject,
        concat(
            identity_checks.whole_observation_ids, ', ',
            identity_checks.part_observation_ids
        ) as observation_ids,
        concat(
            identity_checks.whole_figure, ' for ', indicators.indicator
        ) as expected,
        concat(
            {{ plain_number('identity_checks.parts_value') }},
            ' ', identity_checks.unit, ' from ', identity_checks.part_figures
        ) as found,
        identity_checks.note as explanation,
        case
            when identity_checks.under_truncation = 'consistent'
                and identity_checks.is_complete
                then 'Both stay as printed; they fit only if the whole was cut off, not rounded.'
            when identity_checks.is_complete
                then 'Whole and parts stay as printed; neither is corrected.'
            when identity_checks.parts_value > identity_checks.whole_high
                then 'Both stay as printed; do not read one as a share of the other.'
            else 'Whole and parts stay as printed; the remainder is not named in the text.'
        end as resolution,
        identity_checks.under_rounding,
        identity_checks.under_truncation
    from identity_checks
    inner join indicators
        on identity_checks.indicator_code = indicators.indicator_code
    where
        identity_checks.under_rounding = 'inconsistent'
        or (
            not identity_checks.is_complete
            and identity_checks.parts_value > identity_checks.whole_high
        )
        or (
            not identity_checks.is_complete
            and identity_checks.part_observation_ids like '%, %'
            and identity_checks.parts_high < identity_checks.whole_low
        )

    union all

    select
        'growth_mismatch' as kind,
        observations.document_id,
        concat(
            growth_groups.indicator_code, '-',
            coalesce(growth_groups.district_code, ''), '-',
            coalesce(growth_groups.area_code, ''), '-',
            cast(growth_groups.from_year as {{ dbt.type_string() }}), '-',
            cast(growth_groups.to_year as {{ dbt.type_string() }})
        ) as subject,
        growth_groups.observation_ids,
        concat('one rate of ', growth_groups.indicator) as expected,
        growth_groups.rates as found,
        'Two sources of one rate have intervals that do not overlap.'
            as explanation,
        'Both stay in fct_growth, marked inconsistent.' as resolution,
        'inconsistent' as under_rounding,
        cast(null as {{ dbt.type_string() }}) as under_truncation
    from growth_groups
    left join observations
        on
            split_part(growth_groups.observation_ids, ', ', 1)
            = observations.observation_id

    union all

    select
        'claim_mismatch' as kind,
        document_id,
        target_observation_id as subject,
        concat(
            target_observation_id, ', ', actual_observation_id
        ) as observation_ids,
        coalesce(
            claimed_verdict,
            concat({{ plain_number('claimed_pct') }}, ' % attained')
        ) as expected,
        concat(
            verdict,
            coalesce(
                concat(', ', {{ plain_number('attainment_pct') }}, ' % attained'),
                ''
            )
        ) as found,
        'What the document claims does not follow from its own figures.'
            as explanation,
        'The claim is kept beside the computed verdict.' as resolution,
        'inconsistent' as under_rounding,
        cast(null as {{ dbt.type_string() }}) as under_truncation
    from targets
    where claim_agreement = 'inconsistent'

    union all

    select
        'implied_mismatch' as kind,
        cast(null as {{ dbt.type_string() }}) as document_id,
        implied_value_id as subject,
        input_observation_ids as observation_ids,
        concat('agreement with ', compared_with) as expected,
        concat(
            coalesce({{ plain_number('value_low') }}, ''), ' to ',
            coalesce({{ plain_number('value_high') }}, ''), ' ', unit
        ) as found,
        'Two ways to the same value have intervals that do not overlap.'
            as explanation,
        'The implied value stays apart and stands in for nothing.'
            as resolution,
        'inconsistent' as under_rounding,
        cast(null as {{ dbt.type_string() }}) as under_truncation
    from implied_values
    -- Sums of parts against their printed whole are told above.
    where agreement = 'inconsistent' and method <> 'sum_of_parts'

    union all

    select
        'unit_not_printed' as kind,
        document_id,
        observation_id as subject,
        observation_id as observation_ids,
        concat('a figure in ', unit) as expected,
        figure as found,
        'The figure stands without its unit, or with 万 or 亿 alone.'
            as explanation,
        'The unit of the indicator is taken.' as resolution,
        cast(null as {{ dbt.type_string() }}) as under_rounding,
        cast(null as {{ dbt.type_string() }}) as under_truncation
    from observations
    where
        measure <> 'rank'
        and {{ matches('figure', '([0-9]|万|亿|亿以上|亿级)$') }}

    union all

    select
        'contradictory_qualifiers' as kind,
        document_id,
        observation_id as subject,
        observation_id as observation_ids,
        'qualifiers that point one way' as expected,
        figure as found,
        'One qualifier bounds the number above, the other below.'
            as explanation,
        'The value is kept as approximate, without bounds.' as resolution,
        cast(null as {{ dbt.type_string() }}) as under_rounding,
        cast(null as {{ dbt.type_string() }}) as under_truncation
    from observations
    where
        bound = 'approximate'
        and {{ matches('figure', '^(近|接近|不足|不到).*(余|多|以上)') }}

    union all

    select
        'run_on_numeral' as kind,
        numerals.document_id,
        observations.observation_id as subject,
        observations.observation_id as observation_ids,
        observations.figure as expected,
        numerals.numeral as found,
        'The text lost the mark between a figure and the number of a heading.'
            as explanation,
        'The figure is read up to where its numeral ends.' as resolution,
        cast(null as {{ dbt.type_string() }}) as under_rounding,
        cast(null as {{ dbt.type_string() }}) as under_truncation
    from {{ ref('fct_numerals') }} as numerals
    inner join observations
        on
            numerals.document_id = observations.document_id
            and numerals.char_start = observations.char_start
    where numerals.disposition = 'figure_run_on'

    union all

    select
        'source_damage' as kind,
        document_id,
        document_id as subject,
        cast(null as {{ dbt.type_string() }}) as observation_ids,
        'the text as issued' as expected,
        damage_note as found,
        'The text at hand is a conversion of the document.' as explanation,
        'Figures are taken from the text as it is; positions count in it.'
            as resolution,
        cast(null as {{ dbt.type_string() }}) as under_rounding,
        cast(null as {{ dbt.type_string() }}) as under_truncation
    from documents
    where damage_note is not null

),

final as (

    select
        findings.document_id,
        findings.kind,
        findings.observation_ids,
        findings.expected,
        findings.found,
        findings.under_rounding,
        findings.under_truncation,
        findings.explanation,
        findings.resolution,
        coalesce(implied_values.city_code, districts.city_code) as city_code,
        concat(findings.kind, '-', findings.subject) as discrepancy_id

    from findings
    left join documents on findings.document_id = documents.document_id
    left join districts on documents.district_code = districts.district_code
    left join implied_values
        on
            findings.subject = implied_values.implied_value_id
            and findings.kind = 'implied_mismatch'

)

select * from final
