-- Two people typed each fact in; a slip of one shows as a difference, also without the documents.
-- Only what people curate is entered twice: see docs/scale.md.

{% set columns = [
    'figure', 'district_code', 'area_code', 'indicator_code', 'year', 'kind',
    'measure', 'strength', 'rank_group',
] %}

{{ config(
    enabled=(facts_location() == ''),
    meta={
        "guards": "Both entries of each fact are equal.",
        "next_steps": "Read the sentence again and correct the entry that is wrong; never copy one into the other unread.",
    },
) }}

with facts as (

    select * from {{ ref('stg_facts') }}

),

second_entries as (

    select * from {{ ref('stg_second_entries') }}

),

facts_numbered as (

    select
        *,
        row_number() over (
            partition by document_id, char_start
            order by
                indicator_code, coalesce(area_code, ''), measure, kind, figure
        ) as meaning_number
    from facts

),

second_entries_numbered as (

    select
        *,
        row_number() over (
            partition by document_id, char_start
            order by
                indicator_code, coalesce(area_code, ''), measure, kind, figure
        ) as meaning_number
    from second_entries

),

joined as (

    select
        coalesce(first_entry.document_id, second_entry.document_id)
            as document_id,
        case
            when first_entry.char_start is null
                then concat(
                        'seeds/facts/facts_', second_entry.document_id, '.csv'
                    )
            when second_entry.char_start is null
                then concat(
                        'seeds/second_entries/second_entries_',
                        first_entry.document_id, '.csv'
                    )
            else first_entry.csv_file
        end as csv_file,
        concat(
            'char_start=',
            cast(
                coalesce(first_entry.char_start, second_entry.char_start)
                as {{ dbt.type_string() }}
            ),
            '; figure=',
            coalesce(first_entry.figure, second_entry.figure)
        ) as row_key,
        {% for column in columns %}
        coalesce(
            cast(first_entry.{{ column }} as {{ dbt.type_string() }}), ''
        ) as first_{{ column }},
        coalesce(
            cast(second_entry.{{ column }} as {{ dbt.type_string() }}), ''
        ) as second_{{ column }},
        {% endfor %}
        first_entry.char_start is null as is_missing_first,
        second_entry.char_start is null as is_missing_second

    from facts_numbered as first_entry
    full outer join second_entries_numbered as second_entry
        on
            first_entry.document_id = second_entry.document_id
            and first_entry.char_start = second_entry.char_start
            and first_entry.meaning_number = second_entry.meaning_number

),

problems as (

    select
        csv_file,
        row_key,
        'char_start' as column_name,
        'no such row' as found,
        case
            when is_missing_first then 'the row that seeds/second_entries has'
            else 'the row that seeds/facts has'
        end as expected,
        concat(
            'Read the text again; add the row to, or delete it from, facts_',
            document_id, '.csv or second_entries_', document_id, '.csv.'
        ) as remedy
    from joined
    where is_missing_first or is_missing_second

    {% for column in columns %}
    union all

    select
        csv_file,
        row_key,
        '{{ column }}' as column_name,
        first_{{ column }} as found,
        concat(
            '''', second_{{ column }}, ''', as the second entry has it'
        ) as expected,
        'Read the text again and correct the entry that is wrong.' as remedy
    from joined
    where
        not is_missing_first
        and not is_missing_second
        and first_{{ column }} <> second_{{ column }}
    {% endfor %}

)

select * from problems
