-- Each figure is in the text at its place, with its qualifier and unit, no qualifier was left out, and the sentence around it says
-- nothing else of its year, place, kind and indicator. What is right all the same says so in its note, which names what was entered.
-- A cell of a table, or a line with the figure alone, says nothing.
-- depends_on: {{ ref('printed_words') }}

{% set words = printed_words() %}
{% set before = '(' ~ (words_in(words, 'before') + words_in(words, 'ordinal')) | join('|') ~ ')$' %}
{% set after = '^(' ~ (words_in(words, 'surplus') + words_in(words, 'after')) | join('|') ~ ')' %}
{% set text = dbt.type_string() %}
-- Column, what was found, what is expected, what to do where it is right all the same, and when it is wrong.
{% set rules = [
    (
        'year',
        "coalesce(cast(year as " ~ text ~ "), '')",
        "case when said_year is null then concat(cast(covers_year as " ~ text ~ "), ', the year of the document, as the sentence names none') "
        ~ "else concat(cast(said_year as " ~ text ~ "), ', which the sentence names') end",
        'name the year in the note and say why',
        "coalesce(named_period, 'year') = 'year' and case when year is null then note = '' "
        ~ "else year <> coalesce(said_year, covers_year) and instr(note, cast(year as " ~ text ~ ")) = 0 "
        ~ "and not (said_year is null and year = coalesce(passage_year, 0) and (kind = 'actual') = (document_type = 'plan')) end",
    ),
    (
        'kind',
        'kind',
        "concat(said_kind, ', as the sentence says ', said_word)",
        'quote that word in the note and say why',
        'said_kind <> kind and instr(note, said_word) = 0',
    ),
    (
        'kind',
        'kind',
        "'actual, because the sentence has no word of a target, plan or forecast'",
        'quote the heading or table that says so in the note, with its word 目标 or 预计',
        "document_type = 'summary' and kind <> 'actual' and not is_promised and instr(note, '目标') = 0 and instr(note, '预计') = 0",
    ),
    (
        'strength',
        'strength',
        "concat(said_strength, ', as the sentence says ', said_word)",
        'quote that word in the note and say why',
        'said_kind = kind and said_strength <> strength and instr(note, said_word) = 0',
    ),
    (
        'strength',
        'strength',
        "concat('binding, as the sentence says 下达')",
        'quote that word in the note and say why',
        "kind = 'target' and strength <> 'binding' and instr(strengths, 'binding') > 0 and instr(note, '下达') = 0",
    ),
    (
        'strength',
        'strength',
        "concat('planned or actual: the sentence has no word such as ', strength_label)",
        'quote the word that says so in the note, with the label of the strength',
        "strength in ('binding', 'stretch', 'expected') and instr(strengths, strength) = 0 and instr(note, strength_label) = 0",
    ),
    (
        'measure',
        'measure',
        "concat(said_measure, ', as the words around the figure say')",
        'put its Chinese label in the note and say why',
        "head_unit is null and said_measure <> measure and instr(note, measure_label) = 0 "
        ~ "and not (said_measure = 'change_pct' and measure in ('real_change_pct', 'cagr_pct'))",
    ),
    (
        'measure',
        'measure',
        "'change_pct: the sentence speaks neither of constant prices (实际) nor of a yearly average (年均)'",
        'put its Chinese label in the note and say why',
        "measure in ('real_change_pct', 'cagr_pct') and instr(rates, measure) = 0 and instr(note, measure_label) = 0",
    ),
    (
        'area_code',
        "''",
        "concat(said_area, ', ', said_area_name, ', of which the sentence speaks')",
        'name the place or its kind in the note and say why it is of the whole district',
        "area_code is null and said_area is not null and instr(note, said_area_kind) = 0 and instr(note, said_area_name) = 0",
    ),
    (
        'area_code',
        "concat(area_code, ', ', area)",
        "coalesce(passage_area || ', the place that is named last before the figure', "
        ~ "'none, because no place is named shortly before the figure')",
        'name the place in the note and say why',
        "area_type <> 'city' and area_code <> coalesce(passage_area, '') and instr(note, area) = 0 and instr(note, area_en) = 0",
    ),
    (
        'area_code',
        "concat(area_code, ', ', area)",
        "concat('none, because the sentence does not name ', area)",
        'name the city in the note and say why',
        "area_type = 'city' and not names_city and instr(note, area) = 0 and instr(note, 'city') = 0",
    ),
    (
        'rank_group',
        'rank_group',
        "concat(said_group, ', the group that is named last before the rank')",
        'quote that group in the note and say why',
        "measure = 'rank' and rank_group <> said_group and instr(note, said_group) = 0 "
        ~ "and not (instr(rank_group, said_group) = 1 and instr(near, substring(rank_group, length(said_group) + 1)) > 0)",
    ),
    (
        'indicator_code',
        "concat(indicator_code, ' of basis ', basis)",
        "concat('an indicator of basis ', said_basis, ', because the figure follows ', basis_word)",
        'quote that word in the definition or in the note',
        "measure = 'level' and said_basis <> replace(basis, 'cumulative', 'stock') and instr(concat(definition, note), basis_word) = 0",
    ),
] %}

with facts as (

    select * from {{ ref('stg_facts') }}

),

figures as (

    select * from {{ ref('stg_printed_figures') }}

),

texts as (

    select * from {{ ref('stg_document_texts') }}

),

areas as (

    select * from {{ ref('stg_areas') }}

),

indicators as (

    select * from {{ ref('stg_indicators') }}

),

codelists as (

    select * from {{ ref('stg_codelists') }}

),

names_of_areas as (

    select
        district_code,
        {{ text_list("concat(area_code, '=', area, coalesce('|' || aliases, ''))") }}
            as places
    from areas
    group by district_code

),

documents as (

    select
        texts.document_id,
        texts.content,
        documents.covers_year,
        documents.document_type,
        places.places,
        cities.places as city

    from texts
    inner join {{ ref('stg_documents') }} as documents
        on texts.document_id = documents.document_id
    left join names_of_areas as places
        on documents.district_code = places.district_code
    left join names_of_areas as cities on cities.district_code is null

),

pieces as {{ materialized() }} (

    {{ rows_from_python('read_texts', 'documents', {
        'document_id': text,
        'covers_year': dbt.type_int(),
        'document_type': text,
        'char_start': dbt.type_int(),
        'figure': text,
        'value': 'decimal(38, 6)',
        'value_low': 'decimal(38, 6)',
        'value_high': 'decimal(38, 6)',
        'bound': text,
        'unit': text,
        'list_words': text,
        'list_end': text,
        'said_measure': text,
        'said_year': dbt.type_int(),
        'passage_year': dbt.type_int(),
        'said_kind': text,
        'said_strength': text,
        'said_word': text,
        'strengths': text,
        'rates': text,
        'is_promised': 'boolean',
        'said_area': text,
        'passage_area': text,
        'names_city': 'boolean',
        'said_group': text,
        'said_basis': text,
        'basis_word': text,
        'years': text,
        'has_part_of_year': 'boolean',
        'has_words': 'boolean',
        'near': text,
    }) }}

),

spoken as (

    select
        facts.document_id,
        facts.csv_line,
        facts.char_start,
        facts.figure,
        facts.year,
        facts.named_period,
        facts.named_base_year,
        facts.head_unit,
        facts.area_code,
        facts.indicator_code,
        facts.kind,
        facts.measure,
        facts.strength,
        facts.rank_group,
        indicators.indicator,
        indicators.concept_code,
        indicators.unit,
        indicators.basis,
        indicators.definition_en as definition,
        areas.area,
        areas.area_en,
        areas.area_type,
        pieces.covers_year,
        pieces.document_type,
        pieces.said_measure,
        pieces.said_year,
        pieces.passage_year,
        pieces.said_kind,
        pieces.said_strength,
        pieces.said_word,
        pieces.strengths,
        pieces.rates,
        pieces.is_promised,
        pieces.said_area,
        said_areas.area as said_area_name,
        pieces.passage_area,
        pieces.names_city,
        pieces.said_group,
        pieces.said_basis,
        pieces.basis_word,
        pieces.years,
        pieces.has_part_of_year,
        pieces.near,
        measures.label_zh as measure_label,
        strengths.label_zh as strength_label,
        coalesce({{ in_english('facts.note') }}, '') as note,
        split_part(said_areas.area_type, '_', -1) as said_area_kind

    from facts
    inner join pieces
        on
            facts.document_id = pieces.document_id
            and facts.char_start = pieces.char_start
            and pieces.has_words
    inner join indicators on facts.indicator_code = indicators.indicator_code
    inner join codelists as measures
        on measures.codelist = 'measure' and facts.measure = measures.code
    left join codelists as strengths
        on strengths.codelist = 'strength' and facts.strength = strengths.code
    left join areas on facts.area_code = areas.area_code
    left join areas as said_areas on pieces.said_area = said_areas.area_code

),

-- Each fact with each other indicator of its concept that is counted in the same unit.
with_siblings as (

    select
        spoken.csv_line,
        spoken.indicator_code,
        spoken.near,
        spoken.indicator,
        siblings.indicator_code as other_code,
        siblings.indicator as other_indicator,
        concat(spoken.definition, ' ', spoken.note) as explained

    from spoken
    inner join indicators as siblings
        on
            spoken.concept_code = siblings.concept_code
            and spoken.unit = siblings.unit
            and spoken.indicator_code <> siblings.indicator_code

),

named_otherwise as (

    {{ rows_from_python('name_another', 'with_siblings', {
        'csv_line': dbt.type_int(),
        'indicator_code': text,
        'indicator': text,
        'other_code': text,
        'other_indicator': text,
    }) }}

),

details as (

    select
        details.*,
        spoken.years,
        spoken.has_part_of_year
    from {{ ref('stg_fact_details') }} as details
    inner join spoken
        on
            details.document_id = spoken.document_id
            and details.char_start = spoken.char_start

),

-- What the whole sentence says at a figure's place, where the cell says something else: a sign, a verb, a word, a digit or a
-- part of the unit was left out. A verb or qualifier that a list prints once holds for each of its figures
-- (分别下降15.1%、17%).
read_otherwise as (

    select
        facts.csv_line,
        facts.figure,
        pieces.unit as printed_unit,
        concat(pieces.list_words, pieces.figure, pieces.list_end)
            as printed,
        figures.unit is null and pieces.unit is not null as lacks_unit
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
            or (figures.unit is null and pieces.unit is not null)
        )

),

cut as (

    select
        facts.csv_line,
        facts.char_start,
        facts.figure,
        coalesce(pieces.list_words, '') as list_words,
        coalesce(pieces.list_end, '') as list_end,
        -- 约 of 签约20家 is part of another word, and so is what the sentence does not take to the figure.
        coalesce(pieces.figure = facts.figure, false) as is_whole,
        split_part(facts.figure, figures.numeral, 1) as figure_before,
        {{ without_white_space(
            "substring(texts.content, greatest(facts.char_start - 199, 1), least(facts.char_start, 200))"
        ) }} as text_before,
        {{ without_white_space(
            "substring(texts.content, facts.char_start + 1, 80)"
        ) }} as text_after

    from facts
    inner join figures on {{ is_reading_of('figures', 'facts') }}
    inner join texts on facts.document_id = texts.document_id
    left join pieces
        on
            facts.document_id = pieces.document_id
            and facts.char_start = pieces.char_start

),

compared as (

    select
        csv_line,
        char_start,
        figure,
        list_words,
        list_end,
        is_whole,
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
        (
            left(text_after, length(figure_after)) <> figure_after
            and concat(
                left(text_after, length(figure_after) - length(list_end)),
                list_end
            ) <> figure_after
        )
        or (
            right(text_before, length(figure_before)) <> figure_before
            and figure_before <> list_words
        )

    union all

    select
        *,
        left(text_after, length(figure_after) + 2) as printed,
        'the qualifier that is printed beside the figure' as expectation
    from compared
    where
        not is_whole
        and (
            (figure_before = '' and {{ matches('text_before', before) }})
            or {{ matches(
                "substring(text_after, length(figure_after) + 1)", after
            ) }}
        )

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
    case
        when lacks_unit
            then
                concat(
                    'the unit that the list prints once, at its end: ',
                    printed, ' in ', printed_unit
                )
        else concat('what the sentence says there: ', printed)
    end as expected,
    case
        when lacks_unit
            then 'Give the figure its unit in seeds/fact_details.csv, as printed.'
        else
            'Type the figure with its sign, words and unit as in the text, and check the measure.'
    end as remedy
from read_otherwise

{% for column, found, expected, remedy, condition in rules %}
union all

select
    {{ csv_file('facts') }} as csv_file,
    csv_line,
    '{{ column }}' as column_name,
    {{ found }} as found,
    {{ expected }} as expected,
    concat(
        'Read the sentence and its heading again and correct {{ column }}; ',
        'if it is right, {{ remedy }}.'
    ) as remedy
from spoken
where {{ condition }}
{% endfor %}

union all

select
    {{ csv_file('facts') }} as csv_file,
    csv_line,
    'indicator_code' as column_name,
    concat(indicator_code, ', ', indicator) as found,
    concat(other_code, ', ', other_indicator, ', whose words are printed near the figure')
        as expected,
    concat(
        'Read the sentence again and correct the indicator; if it is right, ',
        'quote the words of the sentence in its definition or in the note.'
    ) as remedy
from named_otherwise

union all

select distinct
    'seeds/fact_details.csv' as csv_file,
    csv_line,
    'base_year' as column_name,
    cast(base_year as {{ text }}) as found,
    concat('a year that the sentence prints: ', years) as expected,
    'Correct the base year; if it is right, repeat it in the reason and say where it is named.'
        as remedy
from details
where
    instr(years, cast(base_year as {{ text }})) = 0
    and instr(reason, cast(base_year as {{ text }})) = 0

union all

select distinct
    'seeds/fact_details.csv' as csv_file,
    csv_line,
    'period' as column_name,
    period as found,
    'nothing, because the text before it names no months, quarters or span of years'
        as expected,
    'Correct the period; if it is right, repeat it in the reason and say where it is named.'
        as remedy
from details
where period <> 'year' and not has_part_of_year and instr(reason, period) = 0
