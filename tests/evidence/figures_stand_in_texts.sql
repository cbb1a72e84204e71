-- Each figure stands in the text at its place, with its qualifier and unit, and no qualifier was
-- left out.

{{ config(meta={
    "guards": "Each figure stands in the text at its place, with its qualifier and unit.",
    "next_steps": "Type the figure as it stands in the text.",
}) }}

{% set before = '(不少于|不低于|至少|不超过|不高于|超过|超|突破|逾|近|约|第)$' %}
{% set behind = '^(余|多|以上|以下|以内|左右)' %}

with facts as (

    select * from {{ ref('stg_facts') }}

),

figures as (

    select * from {{ ref('stg_printed_figures') }}

),

texts as (

    select * from {{ ref('stg_document_texts') }}

),

cut as (

    select
        facts.csv_file,
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
    inner join figures on facts.figure = figures.figure
    inner join texts on facts.document_id = texts.document_id

),

compared as (

    select
        csv_file,
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
            "substring(text_after, length(figure_after) + 1)", behind
        ) }}

)

select
    csv_file,
    concat(
        'char_start=', cast(char_start as {{ dbt.type_string() }}),
        '; figure=', figure
    ) as row_key,
    'figure' as column_name,
    figure as found,
    concat(expectation, ': ', text_before, '[', printed, ']') as expected,
    'Type the figure as it stands in the text.' as remedy
from problems
