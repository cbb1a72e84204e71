with verdicts as (

    select * from {{ ref('int_targets_judged') }}

),

actuals as (

    select * from {{ ref('int_actuals_combined') }}

),

printed_levels as (

    select * from actuals
    where measure = 'level'

),

implied_values as (

    select * from {{ ref('int_values_implied') }}
    where kind = 'actual'

),

comparability as (

    select * from {{ ref('stg_comparability') }}
    where grade in ('B', 'C') and indicator_code_a <> indicator_code_b

),

claims as (

    select * from actuals
    where measure = 'attainment_pct'

),

indicators as (

    select * from {{ ref('dim_indicators') }}

),

districts as (

    select * from {{ ref('dim_districts') }}

),

areas as (

    select * from {{ ref('dim_areas') }}

),

-- The last printed level before the target's year.
prior_actuals as (

    select
        verdicts.target_observation_id,
        printed_levels.year,
        printed_levels.observation_ids,
        printed_levels.value,
        printed_levels.value_low,
        printed_levels.value_high,
        row_number() over (
            partition by verdicts.target_observation_id
            order by printed_levels.year desc
        ) as recency
    from verdicts
    inner join printed_levels
        on
            verdicts.indicator_code = printed_levels.indicator_code
            and verdicts.place_key = printed_levels.place_key
            and verdicts.target_year > printed_levels.year
    where verdicts.measure = 'level'

),

-- The last implied level before the target's year, for targets without a later printed one.
implied_priors as (

    select
        verdicts.target_observation_id,
        implied_values.year,
        implied_values.value_point as value,
        implied_values.value_low,
        implied_values.value_high,
        implied_values.implied_value_id,
        row_number() over (
            partition by verdicts.target_observation_id
            order by
                implied_values.year desc,
                implied_values.method asc,
                implied_values.implied_value_id asc
        ) as recency
    from verdicts
    inner join implied_values
        on
            verdicts.indicator_code = implied_values.indicator_code
            and verdicts.place_key = implied_values.place_key
            and verdicts.target_year > implied_values.year
    where verdicts.measure = 'level'

),

related as (

    select
        indicator_code_a as indicator_code,
        indicator_code_b as related_code
    from comparability

    union all

    select
        indicator_code_b as indicator_code,
        indicator_code_a as related_code
    from comparability

),

-- Outcomes of a related definition that are later than the last one of the target's own.
related_priors as (

    select
        verdicts.target_observation_id,
        printed_levels.year,
        printed_levels.figures,
        printed_levels.indicator_code,
        row_number() over (
            partition by verdicts.target_observation_id
            order by printed_levels.year desc, printed_levels.indicator_code asc
        ) as recency
    from verdicts
    inner join related on verdicts.indicator_code = related.indicator_code
    inner join printed_levels
        on
            related.related_code = printed_levels.indicator_code
            and verdicts.place_key = printed_levels.place_key
            and verdicts.target_year > printed_levels.year
    where verdicts.measure = 'level'

),

-- The last target of the same indicator, place and measure for an earlier year.
prior_targets as (

    select
        verdicts.target_observation_id,
        earlier.target_observation_id as prior_target_observation_id,
        earlier.target_year as prior_target_year,
        earlier.figure as prior_target_figure,
        row_number() over (
            partition by verdicts.target_observation_id
            order by
                earlier.target_year desc,
                case earlier.strength when 'binding' then 0 else 1 end asc,
                earlier.char_start asc
        ) as recency
    from verdicts
    inner join verdicts as earlier
        on
            verdicts.indicator_code = earlier.indicator_code
            and verdicts.place_key = earlier.place_key
            and verdicts.measure = earlier.measure
            and verdicts.target_year > earlier.target_year

),

-- Other targets that one document sets for the same thing.
rivals as (

    select
        verdicts.target_observation_id,
        {{ text_list('other_targets.target_observation_id') }} as rival_target_ids
    from verdicts
    inner join verdicts as other_targets
        on
            verdicts.document_id = other_targets.document_id
            and verdicts.indicator_code = other_targets.indicator_code
            and verdicts.place_key = other_targets.place_key
            and coalesce(verdicts.target_year, 0)
            = coalesce(other_targets.target_year, 0)
            and verdicts.measure = other_targets.measure
            and verdicts.target_observation_id <> other_targets.target_observation_id
    group by verdicts.target_observation_id

),

-- One printed figure that binds several things is kept only when all of them are.
joint_verdicts as (

    select
        document_id,
        char_start,
        case
            when max(case verdict when 'not_met' then 1 else 0 end) = 1
                then 'not_met'
            when
                min(
                    case when verdict in ('met', 'exceeded') then 1 else 0 end
                ) = 1
                then 'met'
            when min(verdict) = max(verdict) then min(verdict)
            else 'indeterminate'
        end as joint_verdict,
        {{ text_list('target_observation_id') }} as joint_target_ids
    from verdicts
    where not is_implied
    group by document_id, char_start
    having count(*) > 1

),

measured as (

    select
        verdicts.*,
        claims.value as claimed_pct,
        claims.value_low as claimed_low,
        claims.value_high as claimed_high,
        claims.observation_ids as claim_observation_id,
        prior_actuals.year as prior_actual_year,
        prior_actuals.value as prior_actual_value,
        prior_actuals.value_low as prior_actual_low,
        prior_actuals.value_high as prior_actual_high,
        prior_actuals.observation_ids as prior_actual_observation_id,
        implied_priors.year as implied_prior_year,
        implied_priors.value as implied_prior_value,
        implied_priors.value_low as implied_prior_low,
        implied_priors.value_high as implied_prior_high,
        implied_priors.implied_value_id as implied_prior_id,
        related_priors.year as related_prior_year,
        related_priors.figures as related_prior_figure,
        related_priors.indicator_code as related_prior_indicator_code,
        verdicts.measure = 'level' and verdicts.basis <> 'ratio' as is_amount,
        -- What a target asks for at the least: its floor, or its ceiling where less is better.
        case
            when verdicts.operator in ('<', '<=') then verdicts.value_high
            else verdicts.value_low
        end as asked,
        case
            when verdicts.measure = 'change_pct' or verdicts.basis = 'ratio'
                then 'pp'
            else verdicts.unit
        end as gap_unit

    from verdicts
    left join claims
        on
            verdicts.indicator_code = claims.indicator_code
            and verdicts.place_key = claims.place_key
            and verdicts.target_year = claims.year
            and verdicts.measure = 'level'
    left join prior_actuals
        on
            verdicts.target_observation_id
            = prior_actuals.target_observation_id
            and prior_actuals.recency = 1
    left join implied_priors
        on
            verdicts.target_observation_id
            = implied_priors.target_observation_id
            and implied_priors.recency = 1
            and implied_priors.year > coalesce(prior_actuals.year, 0)
    left join related_priors
        on
            verdicts.target_observation_id
            = related_priors.target_observation_id
            and related_priors.recency = 1
            and related_priors.year > coalesce(prior_actuals.year, 0)

),

computed as (

    select
        *,
        cast(actual_value - value as decimal(24, 6)) as gap,
        cast(actual_low - value_high as decimal(24, 6)) as gap_low,
        cast(actual_high - value_low as decimal(24, 6)) as gap_high,
        case
            -- The target was derived from the printed rate, so that rate is the attainment.
            when is_implied then claimed_pct
            when is_amount
                then {{ quotient('actual_value * 100', 'value', 4) }}
        end as attainment_pct,
        case
            when is_implied then claimed_low
            when is_amount
                then {{ quotient('actual_low * 100', 'value_high', 4) }}
        end as attainment_low,
        case
            when is_implied then claimed_high
            when is_amount
                then {{ quotient('actual_high * 100', 'value_low', 4) }}
        end as attainment_high,
        case
            when is_amount
                then {{ change_pct('prior_actual_value', 'asked') }}
        end as ambition_pct,
        case
            when basis = 'ratio' and measure = 'level'
                then cast(asked - prior_actual_value as decimal(24, 6))
        end as ambition_pp,
        case
            when prior_actual_year is null then null
            when related_prior_year is not null then 'indeterminate'
            when asked > prior_actual_high then 'above_prior'
            when asked < prior_actual_low then 'below_prior'
            when
                prior_actual_low = prior_actual_high
                and asked = prior_actual_low
                then 'at_prior'
            else 'indeterminate'
        end as ambition,
        case
            when implied_prior_year is null then null
            when asked > implied_prior_high then 'above_prior'
            when asked < implied_prior_low then 'below_prior'
            else 'indeterminate'
        end as implied_ambition

    from measured

),

final as (

    select
        -- keys
        computed.target_observation_id,
        computed.document_id,
        computed.is_implied,

        -- place
        {{ city_code('computed.district_code', 'computed.area_code') }} as city_code,
        computed.district_code,
        districts.district,
        computed.area_code,
        areas.area,

        -- time
        computed.plan_year,
        computed.target_year,
        computed.as_of_date,

        -- indicator
        computed.indicator_code,
        indicators.indicator,
        indicators.concept,
        indicators.theme,
        computed.kind,
        computed.measure,
        computed.target_kind,
        computed.strength,

        -- target
        computed.operator,
        computed.figure as target_figure,
        computed.value as target_value,
        computed.value_low as target_low,
        computed.value_high as target_high,
        computed.unit,

        -- outcome
        computed.actual_observation_id,
        computed.actual_figure,
        computed.actual_value,
        computed.actual_low,
        computed.actual_high,
        computed.attainment_pct,
        computed.attainment_low,
        computed.attainment_high,
        computed.gap,
        computed.gap_low,
        computed.gap_high,
        computed.gap_unit,
        computed.verdict,
        joint_verdicts.joint_verdict,

        -- claim
        computed.claimed_verdict,
        computed.claimed_pct,
        computed.claim_observation_id,

        -- ambition
        computed.prior_actual_year,
        computed.prior_actual_value,
        computed.prior_actual_observation_id,
        computed.ambition_pct,
        computed.ambition_pp,
        computed.ambition,
        computed.implied_prior_year,
        computed.implied_prior_value,
        computed.implied_prior_id,
        computed.implied_ambition,
        computed.related_prior_year,
        computed.related_prior_figure,
        computed.related_prior_indicator_code,
        prior_targets.prior_target_observation_id,
        prior_targets.prior_target_year,
        prior_targets.prior_target_figure,

        -- links
        rivals.rival_target_ids,
        joint_verdicts.joint_target_ids,
        case
            -- The target was derived from the claim; holding one against the other proves nothing.
            when computed.is_implied then 'untestable'
            when computed.claimed_pct is not null
                then {{ agreement(
                    'computed.attainment_low', 'computed.attainment_high',
                    'computed.claimed_low', 'computed.claimed_high'
                ) }}
            when computed.claimed_verdict is null then null
            when computed.verdict = computed.claimed_verdict then 'consistent'
            when computed.verdict in ('exceeded', 'met', 'not_met')
                then 'inconsistent'
            else 'untestable'
        end as claim_agreement,
        case
            when computed.is_implied
                then 'The target follows from the printed completion rate; the verdict repeats it.'
            when computed.verdict = 'not_due' and computed.target_year is null
                then 'The text names no year for the target.'
            when computed.verdict = 'not_due'
                then 'The target year had not ended at the as-of date.'
            when computed.verdict = 'not_comparable'
                then 'Only an outcome of another definition is reported.'
            when
                computed.verdict = 'no_actual'
                and computed.measure in ('change_pct', 'change_abs')
                then 'No document reports the change, nor both levels to compute it from.'
            when computed.verdict = 'no_actual'
                then 'No document of the warehouse reports the outcome.'
            when computed.verdict = 'indeterminate'
                then 'The printed digits do not decide.'
            else 'Judged on the ends of the intervals of target and outcome.'
        end as verdict_reason,
        case
            when
                computed.measure in ('change_pct', 'change_abs')
                and baselines.indicator_code is null
                then 'The level of the year before, from which the target counts, is not printed.'
        end as baseline_note

    from computed
    inner join indicators
        on computed.indicator_code = indicators.indicator_code
    left join districts on computed.district_code = districts.district_code
    left join areas on computed.area_code = areas.area_code
    left join joint_verdicts
        on
            computed.document_id = joint_verdicts.document_id
            and computed.char_start = joint_verdicts.char_start
    left join rivals
        on computed.target_observation_id = rivals.target_observation_id
    left join prior_targets
        on
            computed.target_observation_id
            = prior_targets.target_observation_id
            and prior_targets.recency = 1
    left join printed_levels as baselines
        on
            computed.indicator_code = baselines.indicator_code
            and computed.place_key = baselines.place_key
            and computed.target_year = baselines.year + 1

)

select * from final
