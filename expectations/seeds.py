"""Suites on the curated CSVs: a capture that stopped half-way, a column filled down, a code given to everything."""

from __future__ import annotations

from expectations.suite import suite

# The longest stretch of text without a numeral is searched from the first character on.
LEDGERS = """
    with numerals_in_order as (

        select
            *,
            char_start::int - coalesce(try_cast(documents.part_start as int), 0) as position,
            position - lag(position, 1, 0) over (partition by document_id order by position) as gap
        from numerals
        inner join documents using (document_id)

    )

    select
        documents.document_id as row_name,
        documents.document_id as documents,
        100 * avg((not regexp_matches(numerals.numeral, '[0-9]'))::int) as chinese_numeral_pct,
        100 * avg((numerals.disposition = 'heading')::int) as heading_pct,
        coalesce(
            100 * avg((numerals.disposition = 'idiom')::int) filter (where regexp_matches(numerals.numeral, '[0-9]')), 0
        ) as digit_idiom_pct,
        100.0 * coalesce(
            list_max(map_values(histogram(numerals.disposition) filter (where numerals.disposition <> 'figure'))), 0
        ) / count(numerals.numeral) as largest_other_pct,
        100.0 * max(numerals.gap) / (max(numerals.position) + 1) as longest_gap_pct,
        nullif(count(numerals.numeral), 0) as chinese_numeral_pct_of,
        nullif(count(numerals.numeral), 0) as heading_pct_of,
        case
            when count(numerals.numeral) > 0 then count(*) filter (where regexp_matches(numerals.numeral, '[0-9]'))
        end as digit_idiom_pct_of,
        nullif(count(numerals.numeral), 0) as largest_other_pct_of,
        nullif(count(numerals.numeral), 0) as longest_gap_pct_of
    from documents
    left join numerals_in_order as numerals on documents.document_id = numerals.document_id
    group by all
"""

# The longest stretch of text without a figure ends at the last numeral at the latest.
FACTS = """
    with ledgers as (

        select
            document_id,
            count(*) as numerals,
            max(char_start::int) as last_position
        from numerals
        group by all

    ),

    positions as (

        select document_id, char_start::int as position from facts
        union
        select document_id, last_position from ledgers

    ),

    positions_in_parts as (

        select
            document_id,
            position - coalesce(try_cast(part_start as int), 0) as position
        from positions
        inner join documents using (document_id)

    ),

    gaps as (

        select
            *,
            position - lag(position, 1, 0) over (partition by document_id order by position) as gap
        from positions_in_parts

    ),

    longest_gaps as (

        select
            document_id,
            100.0 * max(gap) / (max(position) + 1) as longest_gap_pct
        from gaps
        group by all

    ),

    facts_read as (

        select
            *,
            regexp_extract(figure, '[0-9]+([.][0-9]+)?|[一二三四五六七八九十百千两]+') as numeral,
            regexp_full_match(numeral, '[0-9][0-9]+') as has_digits,
            exists (
                from printed_words
                where printed_words.bound <> '' and contains(facts.figure, printed_words.word)
            ) as is_qualified
        from facts

    )

    select
        documents.document_id as row_name,
        documents.document_id as documents,
        100.0 * count(distinct facts.char_start) / ledgers.numerals as figures_per_100_numerals,
        100.0 * (count(facts.char_start) - count(distinct facts.char_start))
        / count(facts.char_start) as second_fact_pct,
        100 * avg((facts.kind <> 'actual')::int) as promised_pct,
        100 * avg((facts.measure = 'level')::int) as level_pct,
        100.0 * count(distinct facts.indicator_code) / count(*) as distinct_indicator_pct,
        100 * avg((coalesce(indicators.is_headline, '') = 'true')::int) as headline_pct,
        100 * avg((facts.district_code not in ('', documents.district_code))::int) as foreign_district_pct,
        100 * avg((facts.area_code <> '')::int) as area_pct,
        100 * avg((facts.year = documents.covers_year)::int) as covered_year_pct,
        100 * avg(facts.is_qualified::int) as qualified_pct,
        coalesce(
            100 * avg((facts.numeral like '%0')::int) filter (where facts.has_digits), {no_digits}
        ) as round_pct,
        100 * avg((length(facts.figure) <= 2)::int) as short_figure_pct,
        100 * avg((length(facts.figure) >= 8)::int) as long_figure_pct,
        longest_gaps.longest_gap_pct,
        documents.issued_on::date - make_date(documents.covers_year::int, 1, 1) as days_to_issue,
        documents.issued_on::date - make_date(documents.covers_year::int, 12, 31) as days_after_year,
        ledgers.numerals as figures_per_100_numerals_of,
        count(facts.char_start) as second_fact_pct_of,
        count(facts.char_start) as promised_pct_of,
        count(facts.char_start) as level_pct_of,
        count(facts.char_start) as distinct_indicator_pct_of,
        -- Figures of one kind are printed side by side, so that two of them say as much as one.
        ceil(count(facts.char_start) / 2) as headline_pct_of,
        count(facts.char_start) as foreign_district_pct_of,
        count(facts.char_start) as area_pct_of,
        count(facts.char_start) as covered_year_pct_of,
        count(facts.char_start) as qualified_pct_of,
        count(*) filter (where facts.has_digits) as round_pct_of,
        count(facts.char_start) as short_figure_pct_of,
        count(facts.char_start) as long_figure_pct_of,
        count(distinct facts.char_start) as longest_gap_pct_of
    from documents
    left join ledgers on documents.document_id = ledgers.document_id
    left join longest_gaps on documents.document_id = longest_gaps.document_id
    left join facts_read as facts on documents.document_id = facts.document_id
    left join indicators on facts.indicator_code = indicators.indicator_code
    where documents.document_type = '{document_type}'
    group by
        documents.document_id,
        documents.covers_year,
        documents.issued_on,
        ledgers.numerals,
        longest_gaps.longest_gap_pct
"""

FIGURES = """
    select
        concat(document_id, ':', char_start) as row_name,
        try_cast(regexp_extract(regexp_extract(figure, '[0-9][0-9.]*'), '[1-9]') as int) as first_digit
    from facts
    where first_digit is not null
"""

CATALOGUE = """
    select
        'indicators' as row_name,
        100.0 * count(distinct definition) / count(*) as distinct_definition_pct,
        median(length(definition)) as median_definition_length,
        count(*) / count(distinct concept_code) as indicators_per_concept,
        100.0 * list_max(map_values(histogram(basis))) / count(*) as largest_basis_pct,
        100 * avg((indicator_code not in (select facts.indicator_code from facts))::int) as unused_pct,
        count(*) as distinct_definition_pct_of,
        count(*) as largest_basis_pct_of,
        count(*) as unused_pct_of
    from indicators
"""

SUITES = [
    suite("gate_ledgers", "ledger of a document", LEDGERS),
    suite("gate_summaries", "facts of a summary", FACTS.format(document_type="summary", no_digits=12)),
    suite("gate_plans", "facts of a plan", FACTS.format(document_type="plan", no_digits=100)),
    suite("gate_figures", "figure in Arabic digits", FIGURES),
    suite("gate_catalogue", "catalogue of indicators", CATALOGUE),
]
