-- A numeral that is a figure leads to an observation, and no other numeral does.

with numerals as (

    select * from {{ ref('fct_numerals') }}

),

problems as (

    select
        concat('seeds/numerals/numerals_', document_id, '.csv') as csv_file,
        concat(
            'char_start=', cast(char_start as {{ dbt.type_string() }}),
            '; numeral=', numeral
        ) as row_key,
        'disposition' as column_name,
        disposition as found,
        case
            when observation_count > 0 then 'figure, because a fact covers it'
            else 'a fact that covers this figure'
        end as expected,
        concat(
            'Correct the disposition, or the facts in seeds/facts/facts_',
            document_id, '.csv.'
        ) as remedy
    from numerals
    where
        (disposition in ('figure', 'figure_run_on'))
        <> (observation_count > 0)

)

select * from problems
