{{ config(materialized='view') }}

with numerals as {{ materialized(false) }} (

    select * from {{ ref('stg_numerals') }}

),

observations as {{ materialized(false) }} (

    select * from {{ ref('int_observations_assembled') }}

),

-- An observation covers the numeral it starts at, and the next one where it ends after that: 20-25家, 三分之二.
covered as (

    select
        document_id,
        char_start
    from observations

    union all

    select
        observations.document_id,
        numerals.next_char_start as char_start
    from observations
    inner join numerals
        on
            observations.document_id = numerals.document_id
            and observations.char_start = numerals.char_start
    where numerals.next_char_start < observations.char_end

),

counted as (

    select
        document_id,
        char_start,
        count(*) as observation_count
    from covered
    group by document_id, char_start

),

final as (

    select
        numerals.document_id,
        numerals.char_start,
        numerals.numeral,
        numerals.disposition,
        cast(
            coalesce(counted.observation_count, 0) as {{ dbt.type_int() }}
        ) as observation_count

    from numerals
    left join counted
        on
            numerals.document_id = counted.document_id
            and numerals.char_start = counted.char_start

)

select * from final
