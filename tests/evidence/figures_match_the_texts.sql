-- Each figure is in the text at its place, with its qualifier and unit, and no qualifier was
-- left out.
-- depends_on: {{ ref('printed_words') }}

{% set words = printed_words() %}
{% set before = '(' ~ (words_in(words, 'before') + words_in(words, 'ordinal')) | join('|') ~ ')$' %}
{% set after = '^(' ~ (words_in(words, 'surplus') + words_in(words, 'after')) | join('|') ~ ')' %}

with facts as (

    select * from {{ ref('stg_facts') }}

),

figures as (

    select * from {{ ref('stg_printed_figures') }}

),

texts as (

    select * from {{ ref('stg_document_texts') }}

),

pieces as (

    {{ rows_from_python('read_texts', 'texts', {
        'document_id': dbt.type_string(),
        'char_start': dbt.type_int(),
        'figure': dbt.type_string(),
        'value': 'decimal(38, 8)',
        'value_low': 'decimal(38, 8)',
        'value_high': 'decimal(38, 8)',
        'bound': dbt.type_string(),
    }) }}

),

-- What the whole sentence says at a figure's place, where the cell says something else: a sign, a verb, a word, a digit or a
-- part of the unit was left out.
read_otherwise as (

    select
        facts.csv_line,
        facts.figure,
        pieces.figure as printed
    from facts
    inner join figures on {{ is_reading_of('figures', 'facts') }}
    inner join pieces
        on
            facts.document_id = pieces.document_id
            and facts.char_start = pieces.char_start
    where
        facts.head_unit is null
        and (
            coalesce(figures.value, 0) <> coalesce(pieces.value, 0)
            or (
                figures.value is null
                and (
                    coalesce(figures.value_low, 0) <> coalesce(pieces.value_low, 0)
                    or coalesce(figures.value_high, 0) <> coalesce(pieces.value_high, 0)
                )
            )
            or replace(figures.bound, 'rounded', 'exact')
            <> replace(pieces.bound, 'rounded', 'exact')
        )

),

cut as (

    select
        facts.csv_line,
        facts.char_start,
        facts.figure,
        split_part(facts.figure, figures.numeral, 1) as figure_before,
        {{ without_white_space(
            "substring(texts.content, 1, facts.char_start)"
        ) }} as text_before,
        {{ without_white_space(
            "substring(texts.content, facts.char_start + 1, 80)"
        ) }} as text_after

    from facts
    inner join figures on {{ is_reading_of('figures', 'facts') }}
    inner join texts on facts.document_id = texts.document_id

),

compared as (

    select
        csv_line,
        char_start,
        figure,
        figure_before,
        right(text_before, 12) as text_before,
        substring(figure, length(figure_before) + 1) as figure_after,
        text_after

    from cut

),

problems as (

    select
        *,
        left(text_after, length(figure_after)) as printed,
        'the figure as printed' as expectation
    from compared
    where
        left(text_after, length(figure_after)) <> figure_after
        or right(text_before, length(figure_before)) <> figure_before

    union all

    select
        *,
        left(text_after, length(figure_after) + 2) as printed,
        'the qualifier that is printed beside the figure' as expectation
    from compared
    where
        (figure_before = '' and {{ matches('text_before', before) }})
        or {{ matches(
            "substring(text_after, length(figure_after) + 1)", after
        ) }}

)

select
    {{ csv_file('facts') }} as csv_file,
    csv_line,
    'figure' as column_name,
    figure as found,
    concat(expectation, ': ', text_before, '[', printed, ']') as expected,
    'Type the figure as it is in the text.' as remedy
from problems

union all

select
    {{ csv_file('facts') }} as csv_file,
    csv_line,
    'figure' as column_name,
    figure as found,
    concat('what the sentence says there: ', printed) as expected,
    'Type the figure with its sign, words and unit as in the text, and check the measure.' as remedy
from read_otherwise
