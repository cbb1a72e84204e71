{{ config(materialized='view') }}
{% set text = dbt.type_string() %}

-- Rates, claims and implied values that disagree with another way to the same number.

with changes as (

    select * from {{ ref('int_changes_collected') }}

),

changes_compared as (

    select * from {{ ref('int_changes_compared') }}
    where agreement = 'inconsistent'

),

targets_judged as (

    select * from {{ ref('int_targets_judged') }}

),

targets_attained as (

    select * from {{ ref('int_targets_attained') }}
    where claim_agreement = 'inconsistent'

),

targets_classified as (

    select * from {{ ref('int_targets_classified') }}

),

implied_values as (

    select * from {{ ref('int_values_implied') }}
    -- Sums of parts are compared with their printed whole in int_sums_checked.
    where method <> 'sum_of_parts'

),

values_compared as (

    select * from {{ ref('int_values_compared') }}
    where agreement = 'inconsistent'

),

indicators as (

    select * from {{ ref('stg_indicators') }}

),

observations as (

    select * from {{ ref('int_observations_assembled') }}

),

rates as (

    select
        changes.indicator_code,
        changes.place_key,
        changes.from_year,
        changes.to_year,
        changes.period,
        {{ text_list(
            "coalesce(changes.rate_observation_ids, concat("
            ~ "changes.from_observation_ids, ', ', changes.to_observation_ids))"
        ) }} as observation_ids,
        {{ text_list(
            "concat(changes.source, ' ', coalesce("
            ~ 'cast(coalesce(changes.change_pct, changes.change_abs) as ' ~ text ~ ')' ~ ", "
            ~ interval_text(
                'cast(changes.change_low as ' ~ text ~ ')', 'cast(changes.change_high as ' ~ text ~ ')'
            ) ~ "), changes.unit)"
        ) }} as rates
    from changes_compared
    inner join changes
        on
            changes_compared.indicator_code = changes.indicator_code
            and changes_compared.place_key = changes.place_key
            and changes_compared.from_year = changes.from_year
            and changes_compared.to_year = changes.to_year
            and changes_compared.period = changes.period
    group by
        changes.indicator_code,
        changes.place_key,
        changes.from_year,
        changes.to_year,
        changes.period

),

final as (

    select
        'growth_mismatch' as kind,
        observations.document_id,
        rates.place_key,
        concat(
            rates.indicator_code, '-', replace(rates.place_key, '/', '-'), '-',
            cast(rates.from_year as {{ dbt.type_string() }}), '-',
            cast(rates.to_year as {{ dbt.type_string() }}),
            case rates.period when 'year' then '' else concat('-', rates.period) end
        ) as subject,
        rates.observation_ids,
        concat('one rate of ', indicators.indicator) as expected,
        rates.rates as found
    from rates
    inner join indicators on rates.indicator_code = indicators.indicator_code
    left join observations
        on
            split_part(rates.observation_ids, ', ', 1)
            = observations.observation_id

    union all

    select
        'claim_mismatch' as kind,
        targets_classified.document_id,
        targets_classified.place_key,
        targets_attained.target_observation_id as subject,
        concat(
            targets_attained.target_observation_id, ', ',
            targets_judged.actual_observation_id
        ) as observation_ids,
        coalesce(
            targets_classified.claimed_verdict,
            {{ plain_number('targets_attained.claimed_pct') }}
            || ' % attained',
            'what the document claims'
        ) as expected,
        concat_ws(
            ', ', targets_judged.verdict,
            {{ plain_number('targets_attained.attainment_point') }}
            || ' % attained'
        ) as found
    from targets_attained
    inner join targets_judged
        on
            targets_attained.target_observation_id
            = targets_judged.target_observation_id
    inner join targets_classified
        on
            targets_attained.target_observation_id
            = targets_classified.target_observation_id

    union all

    select
        'implied_mismatch' as kind,
        cast(null as {{ dbt.type_string() }}) as document_id,
        implied_values.place_key,
        implied_values.implied_value_id as subject,
        implied_values.input_observation_ids as observation_ids,
        concat('agreement with ', values_compared.compared_with) as expected,
        concat_ws(
            ' ',
            {{ interval_text(
                plain_number('implied_values.shown_low'),
                plain_number('implied_values.shown_high')
            ) }},
            implied_values.unit
        ) as found
    from values_compared
    inner join implied_values
        on values_compared.implied_value_id = implied_values.implied_value_id

)

select * from final
