-- The ledger and the text have the same numerals at the same places, for every document whose text is available.


with numerals as (

    select numerals.*
    from {{ ref('stg_numerals') }} as numerals
    inner join {{ ref('stg_document_texts') }} as texts
        on numerals.document_id = texts.document_id

),

text_numerals as (

    select * from {{ ref('stg_text_numerals') }}
    where document_id is not null

),

joined as (

    select
        numerals.csv_line,
        coalesce(numerals.document_id, text_numerals.document_id)
            as document_id,
        coalesce(numerals.char_start, text_numerals.char_start) as char_start,
        coalesce(numerals.numeral, 'no row') as ledger_numeral,
        coalesce(text_numerals.numeral, 'no numeral') as text_numeral

    from numerals
    full outer join text_numerals
        on
            numerals.document_id = text_numerals.document_id
            and numerals.char_start = text_numerals.char_start

),

problems as (

    select
        {{ csv_file('numerals') }} as csv_file,
        csv_line,
        'numeral' as column_name,
        ledger_numeral as found,
        concat(
            text_numeral, ' at character ',
            cast(char_start as {{ dbt.type_string() }}), ' of ', document_id
        ) as expected,
        'Correct numeral and char_start from the text.' as remedy
    from joined
    where ledger_numeral <> text_numeral

)

select * from problems
