-- Each text that is here is the very file that was captured; its parts hold all of its numerals, each as a whole, and lie in
-- the text; the ledger has the same numerals at the same places. Of texts that are not here texts_are_available warns.

with documents as (

    select * from {{ ref('stg_documents') }}

),

texts as (

    {{ document_texts() }}

),

available as (

    select
        source_file,
        content,
        {{ sha256_hex('content') }} as sha256
    from texts

),

compared as (

    select
        documents.csv_line,
        documents.source_file,
        documents.sha256,
        case
            when available.content is null then 'not_utf8'
            when trim(available.content) = '' then 'empty'
            else 'changed'
        end as state,
        coalesce(available.sha256, '') as found_sha256
    from documents
    inner join available on documents.source_file = available.source_file
    where coalesce(available.sha256, '') <> documents.sha256

),

unlike as (

    select
        case state
            when 'changed' then sha256
            else concat('the captured text, sha256 ', sha256)
        end as expected,
        {{ csv_file('documents') }} as csv_file,
        case state when 'changed' then 'sha256' else 'source_file' end
            as column_name,
        csv_line,
        case state
            when 'not_utf8' then concat('a text that is not UTF-8: ', source_file)
            when 'empty' then concat('an empty text: ', source_file)
            else concat(source_file, ' with sha256 ', found_sha256)
        end as found,
        case state
            when 'not_utf8'
                then
                    concat(
                        'Put the captured file in place; if another encoding was captured, ',
                        'save it as UTF-8 and read sha256 and positions from that file.'
                    )
            when 'empty' then 'Put the captured file in place.'
            else
                'Put the captured file in place, or capture the new text again.'
        end as remedy
    from compared

),

sizes as (

    select
        document_id,
        length(content) as characters
    from {{ ref('stg_document_texts') }}

),

-- A file is read once, however many parts it has.
files as (

    select distinct
        source_file,
        content
    from {{ ref('stg_document_texts') }}

),

found as (

    {{ rows_from_python('read_numerals', 'files', {
        'source_file': dbt.type_string(),
        'char_start': dbt.type_int(),
        'numeral': dbt.type_string(),
    }) }}

),

-- A numeral belongs to the part in which it starts; between two parts it belongs to none.
numerals as {{ materialized() }} (

    select
        documents.document_id,
        found.source_file,
        found.char_start,
        found.numeral
    from found
    left join documents
        on
            found.source_file = documents.source_file
            and found.char_start >= coalesce(documents.part_start, 0)
            and found.char_start < coalesce(documents.part_end, found.char_start + 1)

),

parts as (

    select
        documents.*,
        sizes.characters,
        max(coalesce(documents.part_start, 0)) over (
            partition by documents.source_file
        ) as last_start
    from documents
    inner join sizes on documents.document_id = sizes.document_id

),

-- A numeral between two parts is reported at the second of them, one behind all parts at the last.
left_out as (

    select
        numerals.source_file,
        numerals.char_start,
        numerals.numeral,
        min(
            case
                when coalesce(parts.part_start, 0) > numerals.char_start
                    then parts.part_start
            end
        ) as next_start,
        max(parts.last_start) as last_start
    from numerals
    inner join parts on numerals.source_file = parts.source_file
    where numerals.document_id is null
    group by numerals.source_file, numerals.char_start, numerals.numeral

),

ledger as (

    select numerals.*
    from {{ ref('stg_numerals') }} as numerals
    inner join {{ ref('stg_document_texts') }} as texts
        on numerals.document_id = texts.document_id

),

text_numerals as (

    select * from numerals
    where document_id is not null

),

held_against as (

    select
        ledger.csv_line,
        coalesce(ledger.document_id, text_numerals.document_id)
            as document_id,
        coalesce(ledger.char_start, text_numerals.char_start) as char_start,
        coalesce(ledger.numeral, 'no row') as ledger_numeral,
        coalesce(text_numerals.numeral, 'no numeral') as text_numeral

    from ledger
    full outer join text_numerals
        on
            ledger.document_id = text_numerals.document_id
            and ledger.char_start = text_numerals.char_start

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
    from held_against
    where ledger_numeral <> text_numeral

    union all

    {% for column in ['part_start', 'part_end'] %}
    select
        {{ csv_file('documents') }} as csv_file,
        csv_line,
        '{{ column }}' as column_name,
        cast({{ column }} as {{ dbt.type_string() }}) as found,
        concat(
            'a position in ', source_file, ', which has ',
            cast(characters as {{ dbt.type_string() }}), ' characters'
        ) as expected,
        'Count code points from 0 in the file; leave part_end empty for the end of the file.'
            as remedy
    from parts
    where {{ column }} > characters

    union all

    {% endfor %}
    select
        {{ csv_file('documents') }} as csv_file,
        parts.csv_line,
        case when left_out.next_start is null then 'part_end' else 'part_start' end
            as column_name,
        concat(
            'the numeral ', left_out.numeral, ' at character ',
            cast(left_out.char_start as {{ dbt.type_string() }}), ' of ',
            left_out.source_file, ' in no part'
        ) as found,
        'parts that hold every numeral of the text' as expected,
        concat(
            'Let this part begin where the one before it ends, and the last one end ',
            'with the file; then add the numeral to seeds/numerals.csv.'
        ) as remedy
    from left_out
    inner join parts
        on
            left_out.source_file = parts.source_file
            and coalesce(parts.part_start, 0)
            = coalesce(left_out.next_start, left_out.last_start)

    union all

    select
        {{ csv_file('documents') }} as csv_file,
        parts.csv_line,
        'part_end' as column_name,
        cast(parts.part_end as {{ dbt.type_string() }}) as found,
        concat(
            'a position outside the numeral ', numerals.numeral, ' at character ',
            cast(numerals.char_start as {{ dbt.type_string() }})
        ) as expected,
        'Let the part end before the heading of the next one.' as remedy
    from parts
    inner join numerals
        on
            parts.source_file = numerals.source_file
            and parts.part_end > numerals.char_start
            and parts.part_end < numerals.char_start + length(numerals.numeral)

)

select
    csv_file,
    csv_line,
    column_name,
    found,
    expected,
    remedy
from unlike

union all

select * from problems
