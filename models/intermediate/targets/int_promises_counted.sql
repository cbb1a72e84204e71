-- What each plan promises, by what is known of the outcome. A summary restates: what a plan promises as well counts with the plan
-- alone, and what only the summary prints stands apart, so that a sum over all rows is one of plans.

{% set apart = ['only_in_summary', 'restated', 'expected', 'implied'] %}
{% set decided = ['exceeded', 'met', 'not_met'] %}
{% set outcomes = decided + ['indeterminate', 'claimed_only', 'silent', 'no_document', 'not_due'] %}

with targets as (

    select * from {{ ref('int_targets_classified') }}

),

judged as (

    select * from {{ ref('int_targets_judged') }}

),

documents as (

    select * from {{ ref('stg_documents') }}

),

as_of as (

    {{ as_of_date() }}

),

-- A target that follows from a completion rate stands with the document that prints the rate.
rates as (

    select
        indicator_code,
        place_key,
        year,
        period,
        min(document_id) as document_id
    from {{ ref('int_observations_assembled') }}
    where measure = 'attainment_pct'
    group by indicator_code, place_key, year, period

),

sorted as (

    select
        documents.document_id,
        case
            when targets.is_implied then 'implied'
            when targets.kind = 'expected' then 'expected'
            when documents.document_type = 'plan' then 'promised'
            when targets.is_only_in_summary then 'only_in_summary'
            else 'restated'
        end as sort,
        row_number() over (
            partition by
                targets.document_id, targets.kind, targets.indicator_code, targets.place_key,
                targets.measure, targets.target_year, targets.period, targets.base_year,
                targets.rank_group
            order by targets.target_observation_id
        ) as value_number,
        attained.outcome_state = 'reported' as is_reported,
        case
            when attained.outcome_state = 'reported' and judged.actual_observation_id is null
                then 'claimed_only'
            when attained.outcome_state = 'reported' then judged.verdict
            else attained.outcome_state
        end as outcome
    from targets
    inner join judged on targets.target_observation_id = judged.target_observation_id
    inner join {{ ref('int_targets_attained') }} as attained
        on targets.target_observation_id = attained.target_observation_id
    left join rates
        on
            targets.is_implied
            and targets.indicator_code = rates.indicator_code
            and targets.place_key = rates.place_key
            and targets.target_year = rates.year
            and targets.period = rates.period
    inner join documents
        on coalesce(targets.document_id, rates.document_id) = documents.document_id

),

counted as (

    select
        document_id,
        {% for sort in ['promised'] + apart %}
        sum(case when sort = '{{ sort }}' then 1 else 0 end) as {{ sort }},
        {% endfor %}
        {% for outcome in decided %}
        sum(case when sort = 'only_in_summary' and outcome = '{{ outcome }}' then 1 else 0 end)
            as only_in_summary_{{ outcome }},
        {% endfor %}
        {% for outcome in outcomes %}
        sum(case when sort = 'promised' and outcome = '{{ outcome }}' then 1 else 0 end)
            as {{ outcome }},
        {% endfor %}
        sum(case when sort = 'promised' and is_reported then 1 else 0 end) as reported,
        sum(case when sort = 'promised' and value_number = 2 then 1 else 0 end) as of_several_values
    from sorted
    group by document_id

),

-- What is not here cannot be counted: without its plan the number promised is not known, without its summary the outcomes are not.
held as (

    select
        district_code,
        covers_year,
        max(case document_type when 'plan' then 1 else 0 end) = 1 as has_plan,
        max(case document_type when 'summary' then 1 else 0 end) = 1 as has_summary
    from documents
    group by district_code, covers_year

),

final as (

    select
        documents.document_id,
        documents.document_type,
        documents.covers_year as plan_year,
        as_of.as_of_date,
        {{ place_key('documents.district_code', 'null') }} as place_key,
        {% for count in apart + [
            'only_in_summary_exceeded', 'only_in_summary_met', 'only_in_summary_not_met'
        ] %}
        cast(coalesce(counted.{{ count }}, 0) as {{ dbt.type_int() }}) as {{ count }},
        {% endfor %}
        -- A summary does not promise.
        {% for count in ['promised', 'reported'] + outcomes %}
        cast(
            case when documents.document_type = 'plan' then coalesce(counted.{{ count }}, 0) end
            as {{ dbt.type_int() }}
        ) as {{ count }},
        {% endfor %}
        held.has_plan,
        held.has_summary,
        {{ sentences([
            "case when not held.has_plan then texts.plan_missing when not held.has_summary "
            ~ "and as_of.as_of_date >= make_date(documents.covers_year, 12, 31) then texts.summary_missing end",
            "case when counted.of_several_values > 0 then " ~ both_languages(
                "concat('For ', counted.of_several_values, case counted.of_several_values when 1 then ' thing' else ' things' end, "
                ~ "' the plan promises more than one value; each is counted.')",
                "concat('计划对', counted.of_several_values, '个事项载有不止一个承诺数，各数分别计数。')"
            ) ~ " end",
            "case when counted.implied > 0 then " ~ both_languages(
                "concat('For ', counted.implied, case counted.implied when 1 then ' more target' else ' more targets' end, "
                ~ "' only a completion rate is printed.')",
                "concat('另有', counted.implied, '项目标，文件只载完成率，未载目标数。')"
            ) ~ " end"]) }} as caveat

    from documents
    cross join as_of
    cross join {{ caveat_texts(['plan_missing', 'summary_missing']) }} as texts
    inner join held
        on
            documents.district_code = held.district_code
            and documents.covers_year = held.covers_year
    left join counted on documents.document_id = counted.document_id
    -- A plan without a figure promises nothing in figures. A summary that restates nothing has a row where nothing else says that
    -- the plan is missing.
    where
        documents.document_type = 'plan'
        or counted.document_id is not null
        or not held.has_plan

)

select * from final
