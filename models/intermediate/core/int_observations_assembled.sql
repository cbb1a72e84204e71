with facts as (

    select * from {{ ref('int_facts_measured') }}

),

numerals as (

    select * from {{ ref('int_numerals_sequenced') }}

),

earlier_prints as (

    select * from {{ ref('int_observations_deduplicated') }}

),

indicators as (

    select * from {{ ref('stg_indicators') }}

),

final as (

    select
        facts.*,
        earlier_prints.repeat_of,
        earlier_prints.conflicts_with,
        earlier_prints.superseded_by,
        coalesce(earlier_prints.is_reprint, false) as is_reprint,
        case
            when indicators.subject = 'issuer' then 'issuer'
            when facts.district_code is null then 'city'
            when facts.area_code is not null then 'place'
            else 'district'
        end as subject,
        cast(
            case
                when facts.numeral_end is null
                    then facts.char_start + length(facts.numeral)
                else numerals.next_char_start + length(facts.numeral_end)
            end as {{ dbt.type_int() }}
        ) as char_end

    from facts
    inner join indicators on facts.indicator_code = indicators.indicator_code
    left join numerals
        on
            facts.document_id = numerals.document_id
            and facts.char_start = numerals.char_start
    left join earlier_prints
        on facts.observation_id = earlier_prints.observation_id

)

-- Columns that only a mart reads pass from staging unnamed.
select * from final  -- noqa: AM04
