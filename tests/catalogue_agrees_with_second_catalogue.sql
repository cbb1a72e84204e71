-- Two people filled in what the catalogue judges (names, units, bases, grades, parts of sums); a slip
-- of one shows as a difference.
-- Only what people curate is entered twice: see docs/scale.md.
{{ config(
    enabled=(facts_location() == ''),
    meta={
        "guards": "Both entries of names, units, bases, directions, themes, places, document data, identities and grades are equal.",
        "next_steps": "Judge again from text and definition, and correct the entry that is wrong.",
    },
) }}

with first_entries as (

    {{ catalogue_entries(judged_only=true) }}

),

numbered as (

    select
        *,
        row_number() over (partition by seed, row_key, column_name order by entry)
            as entry_number
    from first_entries

),

second_entries as (

    select
        seed,
        row_key,
        column_name,
        coalesce(entry, '') as entry,
        row_number() over (partition by seed, row_key, column_name order by entry)
            as entry_number
    from {{ ref('second_catalogue') }}
    where seed <> 'target_notes'

),

joined as (

    select
        numbered.entry as first_entry,
        second_entries.entry as second_entry,
        coalesce(numbered.seed, second_entries.seed) as seed,
        coalesce(numbered.row_key, second_entries.row_key) as row_key,
        coalesce(numbered.column_name, second_entries.column_name)
            as column_name,
        numbered.seed is null as is_missing_first,
        second_entries.seed is null as is_missing_second

    from numbered
    full outer join second_entries
        on
            numbered.seed = second_entries.seed
            and numbered.row_key = second_entries.row_key
            and numbered.column_name = second_entries.column_name
            and numbered.entry_number = second_entries.entry_number

)

select
    row_key,
    column_name,
    concat('seeds/', seed, '.csv') as csv_file,
    case
        when is_missing_first then 'no such row'
        when column_name = 'definition'
            then concat('a definition with SHA-256 ', first_entry)
        else first_entry
    end as found,
    case
        when is_missing_first
            then 'the row that seeds/second_catalogue.csv has'
        when is_missing_second
            then 'a row that seeds/second_catalogue.csv has as well'
        else concat('''', second_entry, ''', as the second entry has it')
    end as expected,
    case
        when column_name = 'definition'
            then concat(
                    'Read the definition again; if it is right, enter the SHA-256 ',
                    'that was found into second_catalogue.csv.'
                )
        else concat(
                'Judge again from the text and the definition; correct ', seed,
                '.csv or second_catalogue.csv, whichever is wrong.'
            )
    end as remedy
from joined
where is_missing_first or is_missing_second or first_entry <> second_entry
