-- Which figures a document has printed before: the same value again is a repeat, another value of the same thing a
-- conflict.

with facts as {{ not_materialized() }} (

    select * from {{ ref('int_facts_measured') }}

),

-- Repeats and conflicts share these four, so only figures that do are compared with each other.
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

values_compared as (

    select
        facts.observation_id,
        facts.document_id,
        facts.indicator_code,
        facts.place_key,
        facts.year,
        facts.kind,
        facts.measure,
        first_value(facts.observation_id) over (
            partition by
                facts.document_id, facts.indicator_code, facts.place_key,
                facts.year, facts.kind, facts.measure, facts.rank_group,
                facts.bound, facts.value, facts.value_low, facts.value_high
            order by facts.char_start, facts.observation_id
        ) as first_of_value
    from facts
    inner join shared
        on
            facts.document_id = shared.document_id
            and facts.indicator_code = shared.indicator_code
            and facts.kind = shared.kind
            and facts.measure = shared.measure

),

things_compared as (

    select
        observation_id,
        first_of_value,
        min(first_of_value) over (
            partition by
                document_id, indicator_code, place_key, year, kind, measure
        ) as first_of_thing
    from values_compared

),

final as (

    select
        observation_id,
        case
            when first_of_value <> observation_id then first_of_value
        end as repeat_of,
        case
            when
                first_of_value = observation_id
                and first_of_thing <> observation_id
                then first_of_thing
        end as conflicts_with

    from things_compared
    where
        first_of_value <> observation_id
        or first_of_thing <> observation_id

)

select * from final
