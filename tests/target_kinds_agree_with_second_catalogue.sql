-- Two people said of each target what it asks for and what the document claims of it; a slip of one
-- shows as a difference.
-- Only what people curate is entered twice: see docs/scale.md.
{{ config(
    enabled=(facts_location() == ''),
    meta={
        "guards": "Both readers say the same of what each target asks for and of what the document claims.",
        "next_steps": "Read the sentence again; correct the fact, target_notes.csv or second_catalogue.csv.",
    },
) }}

with targets as (

    select
        document_id,
        char_start,
        target_kind,
        claimed_verdict,
        indicator_code,
        {{ row_key(['document_id', 'char_start', 'indicator_code']) }} as row_key
    from {{ ref('int_targets_classified') }}
    where not is_implied

),

first_entries as (

    {% for column in ['target_kind', 'claimed_verdict'] %}
    select
        document_id,
        char_start,
        row_key,
        '{{ column }}' as column_name,
        coalesce({{ column }}, '') as entry
    from targets
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

second_entries as (

    select
        row_key,
        column_name,
        coalesce(entry, '') as entry
    from {{ ref('second_catalogue') }}
    where seed = 'target_notes'

),

joined as (

    select
        first_entries.document_id,
        first_entries.char_start,
        coalesce(first_entries.row_key, second_entries.row_key) as row_key,
        coalesce(first_entries.column_name, second_entries.column_name)
            as column_name,
        coalesce(first_entries.entry, 'no such target') as first_entry,
        coalesce(second_entries.entry, 'no such target') as second_entry

    from first_entries
    full outer join second_entries
        on
            first_entries.row_key = second_entries.row_key
            and first_entries.column_name = second_entries.column_name

)

select
    column_name,
    first_entry as found,
    'Read the sentence again; correct the fact, target_notes.csv or second_catalogue.csv.'
        as remedy,
    case
        when document_id is null then 'seeds/second_catalogue.csv'
        when column_name = 'claimed_verdict' then 'seeds/target_notes.csv'
        else concat('seeds/facts/facts_', document_id, '.csv')
    end as csv_file,
    case
        when document_id is null then concat('row_key=', row_key)
        when column_name = 'claimed_verdict'
            then {{ row_key(['document_id', 'char_start']) }}
        else {{ row_key(['char_start']) }}
    end as row_key,
    concat('''', second_entry, ''', as seeds/second_catalogue.csv has it')
        as expected
from joined
where first_entry <> second_entry
