{#- Cells and rows in which two readings differ, and settled differences that no longer fit them, one row per problem: csv_file, csv_line, column_name,
    found, expected, remedy, and what `kewei review` settles. Two people read the same thing, neither seeing what the other entered; a mistake of one
    shows as a difference. A second reading stays as it was made, so a difference that was settled has a row of its own, which must still fit both.
    targets: int_targets_classified, to compare what targets ask for; none for the seeds. Example: 2022 beside 2023 asks to read the text again. -#}
{% macro readings_that_differ(targets=none) -%}
{% set text = dbt.type_string() %}
{% set nothing = 'cast(null as ' ~ text ~ ') as ' %}
{# `kewei review` settles differences that are open, and these are not. #}
{% set none_open = nothing ~ [
    'reading_of', 'row_name', 'read_column', 'first_cell', 'second_cell',
] | join(', ' ~ nothing) %}

with compared as (

    select
        *,
        case
            when reading_of = 'targets' then 'seeds/facts.csv'
            else concat('seeds/', reading_of, '.csv')
        end as first_file,
        concat('seeds/second_reading/second_', reading_of, '.csv') as second_file,
        case
            when column_name = 'row' or reading_of = 'targets' then concat(' for ', row_name)
            else ''
        end as place
    from {{ readings_compared(ref('stg_readings'), targets) }} as readings
    where {{ "reading_of = 'targets'" if targets is not none else 'true' }}

),

described as (

    select
        *,
        column_name = 'row' and first_cell = 'absent' as is_absent_first,
        column_name = 'row' and second_cell = 'absent' as is_absent_second,
        concat(first_file, coalesce(':' || cast(first_line as {{ text }}), '')) as first_place,
        concat(second_file, coalesce(':' || cast(second_line as {{ text }}), '')) as second_place
    from compared

),

problems as (

    select
        case when is_absent_second then second_file else first_file end as csv_file,
        case when not (is_absent_first or is_absent_second) then first_line end as csv_line,
        case when column_name = 'row' then '' else column_name end as column_name,
        case
            when is_absent_first or is_absent_second then concat('no row', place)
            else concat('''', first_cell, '''', place)
        end as found,
        case
            when is_absent_first then concat('a row as in ', second_place)
            when is_absent_second then concat('a row as in ', first_place)
            else concat('''', second_cell, ''', as the second reading has it: ', second_place)
        end as expected,
        concat(
            'Read the text or the definition again. If ', first_file, ' is wrong, correct it. ',
            'A second reading stays as it was made: settle the difference in ',
            'seeds/reading_differences.csv, with row_name ', row_name, ', column_name ',
            column_name, ', both readings and the reason.'
        ) as remedy,
        -- What `kewei review` settles.
        reading_of,
        row_name,
        column_name as read_column,
        first_cell,
        second_cell
    from described
    where wrong_reading = 'open'

    union all

    select
        first_file as csv_file,
        first_line as csv_line,
        case when column_name = 'row' then '' else column_name end as column_name,
        concat('''', first_cell, '''', place) as found,
        concat(
            '''', settled, ''', as it was settled in seeds/reading_differences.csv',
            coalesce(':' || cast(settled_line as {{ text }}), '')
        ) as expected,
        'Read the text or the definition again, and correct the one that is wrong.' as remedy,
        {{ none_open }}
    from described
    where settled <> first_cell

    {% for condition, column, found, expected, remedy in [
        (
            "unsettled_second <> second_cell", 'second_reading', "unsettled_second",
            "concat('''', second_cell, ''', as ', second_place, ' has it')",
            'A second reading stays as it was made: copy it. Delete the row where nothing differs.'
        ),
        (
            "first_cell is null or second_cell is null", 'row_name', "row_name",
            "concat('a row and a column that are read twice in ', reading_of)",
            'Type the cells that find the row, with one blank between them, and the name of the column.'
        ),
        (
            "settled = unsettled_first and settled = unsettled_second", 'settled', "settled",
            "'a difference between the readings, or a mistake that both have made'",
            'Delete the row: nothing was settled.'
        ),
    ] %}
    union all

    select
        'seeds/reading_differences.csv' as csv_file,
        settled_line as csv_line,
        '{{ column }}' as column_name,
        concat('''', {{ found }}, ''' for ', row_name, ', ', column_name) as found,
        {{ expected }} as expected,
        '{{ remedy }}' as remedy,
        {{ none_open }}
    from described
    where settled is not null and ({{ condition }})
    {% endfor %}

)

select * from problems
{%- endmacro %}
