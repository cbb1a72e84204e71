with facts as {{ not_materialized() }} (

    select * from {{ ref('int_facts_measured') }}

),

-- Repeats share these four, so that only figures that do are laid beside each other.
shared as (

    select
        document_id,
        indicator_code,
        kind,
        measure
    from facts
    group by document_id, indicator_code, kind, measure
    having count(*) > 1

),

compared as (

    select
        facts.observation_id,
        first_value(facts.observation_id) over (
            partition by
                facts.document_id, facts.indicator_code, facts.district_code,
                facts.area_code, facts.year, facts.kind, facts.measure,
                facts.rank_group, facts.bound, facts.value, facts.value_low,
                facts.value_high
            order by facts.char_start, facts.observation_id
        ) as first_observation_id
    from facts
    inner join shared
        on
            facts.document_id = shared.document_id
            and facts.indicator_code = shared.indicator_code
            and facts.kind = shared.kind
            and facts.measure = shared.measure

),

final as (

    select
        observation_id,
        first_observation_id as repeat_of

    from compared
    where first_observation_id <> observation_id

)

select * from final
