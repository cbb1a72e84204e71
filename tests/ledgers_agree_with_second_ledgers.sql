-- Two people said of each numeral what it is; a slip of one shows as a difference.
-- Only what people curate is entered twice: see docs/scale.md.
{{ config(
    enabled=(facts_location() == ''),
    meta={
        "guards": "Both judgements of what each numeral is are equal.",
        "next_steps": "Read the sentence again and correct the ledger that is wrong; never copy one into the other unread.",
    },
) }}

with numerals as (

    select
        *,
        row_number() over (partition by document_id, char_start order by numeral)
            as entry_number
    from {{ ref('base_numerals') }}

),

stacked as (

    {{ union_documents('second_ledgers', ['char_start', 'numeral', 'disposition']) }}

),

second_ledgers as (

    select
        *,
        row_number() over (partition by document_id, char_start order by numeral)
            as entry_number
    from stacked

),

joined as (

    select
        numerals.numeral,
        second_ledgers.numeral as second_numeral,
        coalesce(numerals.document_id, second_ledgers.document_id)
            as document_id,
        coalesce(numerals.char_start, second_ledgers.char_start) as char_start,
        coalesce(concat(numerals.numeral, ' ', numerals.disposition), 'no row')
            as first_entry,
        coalesce(
            concat(second_ledgers.numeral, ' ', second_ledgers.disposition),
            'no row'
        ) as second_entry

    from numerals
    full outer join second_ledgers
        on
            numerals.document_id = second_ledgers.document_id
            and numerals.char_start = second_ledgers.char_start
            and numerals.entry_number = second_ledgers.entry_number

)

select
    first_entry as found,
    'Read the text again and correct the ledger that is wrong.' as remedy,
    concat('seeds/numerals/numerals_', document_id, '.csv') as csv_file,
    concat('char_start=', char_start) as row_key,
    case
        when first_entry = 'no row' or second_entry = 'no row' then 'char_start'
        when numeral <> second_numeral then 'numeral'
        else 'disposition'
    end as column_name,
    concat('''', second_entry, ''', as seeds/second_ledgers has it') as expected
from joined
where first_entry <> second_entry
