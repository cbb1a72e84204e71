-- Tasks are numbered in the order of the text and do not overlap, and say rightly whether they hold a
-- promised figure. With the texts: each is a clause of its document, and names units that stand in it or shortly before it.

with tasks as (

    select * from {{ ref('stg_tasks') }}

),

facts as (

    select
        document_id,
        char_start
    from {{ ref('stg_facts') }}
    where kind in ('target', 'expected')

),

figures as (

    select
        tasks.document_id,
        tasks.task_number,
        count(*) as figures
    from tasks
    inner join facts
        on
            tasks.document_id = facts.document_id
            and tasks.char_start <= facts.char_start
            and tasks.char_end > facts.char_start
    group by tasks.document_id, tasks.task_number

),

ordered as (

    select
        tasks.*,
        coalesce(figures.figures, 0) > 0 as prints_figure,
        row_number() over (
            partition by tasks.document_id order by tasks.char_start, tasks.task_number
        ) as place_in_text,
        lag(tasks.char_end) over (
            partition by tasks.document_id order by tasks.char_start, tasks.task_number
        ) as previous_end,
        lead(tasks.char_start) over (
            partition by tasks.document_id order by tasks.char_start, tasks.task_number
        ) as next_start
    from tasks
    left join figures
        on
            tasks.document_id = figures.document_id
            and tasks.task_number = figures.task_number

),

texts as (

    select
        documents.document_id,
        texts.content,
        coalesce(documents.part_start, 0) as part_start,
        coalesce(documents.part_end, length(texts.content)) as part_end
    from {{ ref('stg_document_texts') }} as texts
    inner join {{ ref('stg_documents') }} as documents
        on texts.document_id = documents.document_id

),

read as (

    select
        ordered.csv_line,
        ordered.document_id,
        ordered.char_start,
        ordered.char_end,
        texts.part_start,
        texts.part_end,
        coalesce(ordered.char_start = ordered.previous_end, false) as follows_a_task,
        coalesce(ordered.char_end = ordered.next_start, false) as leads_to_a_task,
        substring(texts.content, ordered.char_start, 1) as before_start,
        substring(texts.content, ordered.char_start + 1, 1) as first_character,
        substring(texts.content, ordered.char_end, 1) as last_character,
        substring(texts.content, ordered.char_end + 1, 1) as after_end
    from ordered
    inner join texts on ordered.document_id = texts.document_id

),

with_units as (

    select
        ordered.csv_line,
        replace(ordered.named_unit, '、', ', ') as units,
        -- The sentence that introduces a list of tasks, or the heading above them, names who does them.
        concat(
            regexp_extract(
                substring(texts.content, 1, ordered.char_start),
                '(?s).*([一二三四五六七八九十]、[^。；]{1,60})', 1
            ),
            ' ',
            substring(
                texts.content,
                greatest(ordered.char_start - 99, 1),
                ordered.char_end - greatest(ordered.char_start - 100, 0)
            )
        ) as surroundings
    from ordered
    inner join texts on ordered.document_id = texts.document_id
    where ordered.named_unit is not null

),

units as (

    {{ split_list('with_units', ['csv_line', 'surroundings'], 'units') }}

),

problems as (

    select
        csv_line,
        'char_end' as column_name,
        concat(
            cast(char_start as {{ dbt.type_string() }}), ' to ',
            cast(char_end as {{ dbt.type_string() }})
        ) as found,
        'an end after the start' as expected,
        'Count code points from 0 in the file; char_end is exclusive.' as remedy
    from ordered
    where char_end <= char_start

    union all

    select
        csv_line,
        'char_start' as column_name,
        cast(char_start as {{ dbt.type_string() }}) as found,
        concat(
            'a place from ', cast(previous_end as {{ dbt.type_string() }}),
            ', where the task before it in ', document_id, ' ends'
        ) as expected,
        'Correct the positions of these two tasks from the text.' as remedy
    from ordered
    where char_start < previous_end

    union all

    select
        csv_line,
        'task_number' as column_name,
        cast(task_number as {{ dbt.type_string() }}) as found,
        concat(
            cast(place_in_text as {{ dbt.type_string() }}), ', because ',
            cast(place_in_text - 1 as {{ dbt.type_string() }}), ' tasks of ',
            document_id, ' stand before character ',
            cast(char_start as {{ dbt.type_string() }})
        ) as expected,
        'Number the tasks of a document from 1 in the order of the text, without a gap.' as remedy
    from ordered
    where task_number <> place_in_text

    union all

    select
        csv_line,
        'has_figure' as column_name,
        case when has_figure then 'true' else 'false' end as found,
        case
            when prints_figure then 'true: a target or expectation of the facts starts inside'
            else 'false: no target or expectation of the facts starts inside'
        end as expected,
        'Correct the cell, the positions of the task, or the kind of the fact.' as remedy
    from ordered
    where has_figure <> prints_figure

    union all

    select
        csv_line,
        'unit_role' as column_name,
        coalesce(unit_role, 'nothing') as found,
        case
            when named_unit is null then 'nothing, because no unit is named'
            else concat('a role of ', named_unit)
        end as expected,
        'Fill both named_unit and unit_role, or neither.' as remedy
    from ordered
    where (named_unit is null) <> (unit_role is null)

    union all

    select
        ordered.csv_line,
        'deadline' as column_name,
        cast(ordered.deadline as {{ dbt.type_string() }}) as found,
        concat(
            cast(documents.covers_year as {{ dbt.type_string() }}),
            ' or later, because the plan is of that year'
        ) as expected,
        'Take the year from the text, or leave the cell empty.' as remedy
    from ordered
    inner join {{ ref('stg_documents') }} as documents
        on ordered.document_id = documents.document_id
    where ordered.deadline < documents.covers_year

    union all

    select
        csv_line,
        'char_end' as column_name,
        concat(
            cast(char_start as {{ dbt.type_string() }}), ' to ',
            cast(char_end as {{ dbt.type_string() }})
        ) as found,
        concat(
            'a place in ', document_id, ', which runs from ',
            cast(part_start as {{ dbt.type_string() }}), ' to ',
            cast(part_end as {{ dbt.type_string() }})
        ) as expected,
        'Count code points from 0 in the file.' as remedy
    from read
    where char_start < part_start or char_end > part_end

    union all

    -- A clause starts after a mark, a line or bold type, and ends before one or before 等; two tasks
    -- may share it.
    select
        csv_line,
        'char_start' as column_name,
        concat('a start at ', first_character, ' after ', before_start) as found,
        'the first character of a clause' as expected,
        'Move the start to where the clause begins.' as remedy
    from read
    where
        {{ matches(without_white_space('first_character'), '^[，。；：、]?$') }}
        or not (
            follows_a_task
            or {{ matches(without_white_space('before_start'), '^[，。；：、*]?$') }}
        )

    union all

    select
        csv_line,
        'char_end' as column_name,
        concat('an end between ', last_character, ' and ', after_end) as found,
        'the end of a clause' as expected,
        'Move the end to the mark after the clause.' as remedy
    from read
    where
        char_end <= part_end
        and (
            {{ matches(without_white_space('last_character'), '^[，。；：、]?$') }}
            or not (
                leads_to_a_task
                or {{ matches(without_white_space('after_end'), '^[，。；：、等]?$') }}
            )
        )

    union all

    select
        units.csv_line,
        'named_unit' as column_name,
        units.item as found,
        concat(
            'a unit that stands in the clause, in the 100 characters before it or in its ',
            'heading'
        ) as expected,
        concat(
            'Type the unit as printed, several with 、 between; ',
            'leave the cell empty where the text names none.'
        )
            as remedy
    from units
    where instr({{ without_white_space('units.surroundings') }}, units.item) = 0

)

select
    {{ csv_file('tasks') }} as csv_file,
    problems.*
from problems
{% if facts_location() %}
-- Tasks are of the documents that people curate.
where false
{% endif %}
