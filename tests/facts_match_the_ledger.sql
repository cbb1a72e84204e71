-- The ledger has the numerals of the text, in rising order without overlap; each fact starts at a figure of the ledger, and the
-- numerals inside it are the ledger's.

with documents as (

    select * from {{ ref('stg_documents') }}

),

facts as (

    select * from {{ ref('stg_facts') }}

),

figures as (

    select * from {{ ref('stg_printed_figures') }}

),

numerals as {{ materialized(false) }} (

    select * from {{ ref('stg_numerals') }}

),

counted as (

    select
        document_id,
        count(*) as numerals,
        {{ sha256_hex(text_list(
            "concat(lpad(cast(char_start as " ~ dbt.type_string() ~ "), 8, '0'), ' ', numeral)"
        )) }} as numerals_sha256
    from numerals
    group by document_id

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
        {{ csv_file('numerals') }} as csv_file,
        cast(null as {{ dbt.type_int() }}) as csv_line,
        'char_start' as column_name,
        concat(
            cast(coalesce(counted.numerals, 0) as {{ dbt.type_string() }}),
            ' numerals of ', documents.document_id
        ) as found,
        concat(
            cast(documents.numeral_count as {{ dbt.type_string() }}),
            ' numerals, as seeds/documents.csv says'
        ) as expected,
        'Restore the missing rows, or delete those entered twice.' as remedy
    from documents
    left join counted on documents.document_id = counted.document_id
    where coalesce(counted.numerals, 0) <> documents.numeral_count

    union all

    select
        {{ csv_file('documents') }} as csv_file,
        documents.csv_line,
        'numerals_sha256' as column_name,
        counted.numerals_sha256 as found,
        concat(
            documents.numerals_sha256,
            ', as seeds/documents.csv says: a numeral or a place changed'
        ) as expected,
        concat(
            'Restore the rows of the document in numerals.csv; ',
            'after a new capture, enter the checksum that was found.'
        ) as remedy
    from documents
    inner join counted on documents.document_id = counted.document_id
    where documents.numerals_sha256 <> counted.numerals_sha256

    union all

    select
        {{ csv_file('numerals') }} as csv_file,
        csv_line,
        'char_start' as column_name,
        cast(next_char_start as {{ dbt.type_string() }}) as found,
        'the next numeral starts after this one ends' as expected,
        'Correct one of the two positions.' as remedy
    from numerals
    where next_char_start < char_start + length(numeral)

    union all

    select
        {{ csv_file('numerals') }} as csv_file,
        numerals.csv_line,
        'char_start' as column_name,
        cast(numerals.char_start as {{ dbt.type_string() }}) as found,
        concat(
            'a position in ', documents.document_id, ', from ',
            cast(coalesce(documents.part_start, 0) as {{ dbt.type_string() }}), ' to ',
            coalesce(
                cast(documents.part_end as {{ dbt.type_string() }}), 'the end of the file'
            )
        ) as expected,
        concat(
            'Take the document_id of the part that holds the numeral, ',
            'or correct the ends of the part in seeds/documents.csv.'
        ) as remedy
    from numerals
    inner join documents on numerals.document_id = documents.document_id
    where
        numerals.char_start < documents.part_start
        or numerals.char_start + length(numerals.numeral) > documents.part_end

    union all

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
