with facts as (

    select * from {{ ref('int_facts_measured') }}

),

numerals as (

    select * from {{ ref('int_numerals_with_next') }}

),

located as (

    select
        facts.*,
        cast(
            case
                when facts.numeral_end is null
                    then facts.char_start + length(facts.numeral)
                else numerals.next_char_start + length(facts.numeral_end)
            end as {{ dbt.type_int() }}
        ) as char_end,
        row_number() over (
            partition by facts.document_id, facts.char_start
            order by
                facts.indicator_code,
                coalesce(facts.area_code, ''),
                facts.measure
        ) as meaning_number

    from facts
    left join numerals
        on
            facts.document_id = numerals.document_id
            and facts.char_start = numerals.char_start

),

identified as (

    select
        *,
        concat(
            document_id, '-',
            lpad(cast(char_start as {{ dbt.type_string() }}), 5, '0'), '-',
            cast(meaning_number as {{ dbt.type_string() }})
        ) as observation_id

    from located

),

compared as (

    select
        *,
        first_value(observation_id) over (
            partition by
                document_id, indicator_code, district_code, area_code, year,
                kind, measure, rank_group, bound, value, value_low, value_high
            order by char_start, meaning_number
        ) as first_observation_id

    from identified

),

final as (

    select
        observation_id,
        document_id,
        district_code,
        area_code,
        year,
        indicator_code,
        kind,
        measure,
        basis,
        strength,
        rank_group,
        value,
        value_low,
        value_high,
        bound,
        value_step,
        unit,
        char_start,
        char_end,
        figure,
        note,
        case
            when first_observation_id <> observation_id
                then first_observation_id
        end as repeat_of

    from compared

)

select * from final
