-- Each fact starts at a figure of the ledger, and the numerals inside it are the ledger's.

with facts as (

    select * from {{ ref('stg_facts') }}

),

figures as (

    select * from {{ ref('stg_printed_figures') }}

),

numerals as (

    select * from {{ ref('stg_numerals') }}

),

joined as (

    select
        facts.csv_line,
        numerals.csv_line as numeral_line,
        facts.char_start,
        facts.figure,
        figures.numeral as fact_numeral,
        figures.numeral_end as fact_numeral_end,
        numerals.numeral,
        numerals.next_numeral,
        numerals.disposition

    from facts
    left join figures on {{ is_reading_of('figures', 'facts') }}
    left join numerals
        on
            facts.document_id = numerals.document_id
            and facts.char_start = numerals.char_start

),

problems as (

    select
        {{ csv_file('facts') }} as csv_file,
        csv_line,
        'char_start' as column_name,
        cast(char_start as {{ dbt.type_string() }}) as found,
        'the start of a numeral of the ledger' as expected,
        'Look the figure up in seeds/numerals.csv and take its char_start.'
            as remedy
    from joined
    where numeral is null

    union all

    select
        {{ csv_file('facts') }} as csv_file,
        csv_line,
        'figure' as column_name,
        figure as found,
        concat('a figure with the numeral ', numeral) as expected,
        'Compare figure and char_start with the text and with the ledger.'
            as remedy
    from joined
    where
        numeral is not null
        and case disposition
            when 'figure_run_on'
                then
                    numeral = fact_numeral
                    or numeral not like concat(fact_numeral, '%')
            else numeral <> fact_numeral
        end

    union all

    select
        {{ csv_file('facts') }} as csv_file,
        csv_line,
        'figure' as column_name,
        figure as found,
        concat('a figure whose second numeral is ', next_numeral) as expected,
        'Compare the second numeral of the figure with the text.' as remedy
    from joined
    where
        fact_numeral_end is not null
        and fact_numeral_end <> coalesce(next_numeral, '')

    union all

    select
        {{ csv_file('numerals') }} as csv_file,
        numeral_line as csv_line,
        'disposition' as column_name,
        disposition as found,
        concat('figure, because the fact ', figure, ' starts here') as expected,
        'Correct the disposition in the ledger, or delete the fact.' as remedy
    from joined
    where disposition not in ('figure', 'figure_run_on')

)

select * from problems
