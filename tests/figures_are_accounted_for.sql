-- A numeral that is a figure leads to an observation, and no other numeral does. Apart from facts_match_the_ledger, because it
-- needs the observations: what is wrong with facts must be reported without them.

with numerals as (

    select
        counted.disposition,
        counted.observation_count,
        typed.csv_line
    from {{ ref('fct_numerals') }} as counted
    inner join {{ ref('stg_numerals') }} as typed
        on
            counted.document_id = typed.document_id
            and counted.char_start = typed.char_start

),

problems as (

    select
        {{ csv_file('numerals') }} as csv_file,
        csv_line,
        'disposition' as column_name,
        disposition as found,
        case
            when observation_count > 0 then 'figure, because a fact covers it'
            else 'a fact that covers this figure'
        end as expected,
        'Correct the disposition, or the facts in seeds/facts.csv.' as remedy
    from numerals
    where
        (disposition in ('figure', 'figure_run_on'))
        <> (observation_count > 0)

)

select * from problems
