"""Suites on the curated CSVs: a capture that stopped half-way, a column filled down, a code given to everything."""

from __future__ import annotations

import math

from expectations.suite import Suite, each, shares

QUALIFIER = "超|突破|逾|余|多|近|约|左右|以上|以下|以内|不少于|不低于|不超过|级|-"
NUMERAL = r"([0-9]+(?:\.[0-9]+)?|[一二三四五六七八九十百千两]+)"
BENFORD = {digit: math.log10(1 + 1 / digit) for digit in range(1, 10)}

# The longest stretch of text without a numeral is searched from the first character on.
LEDGERS = """
    with numerals_in_order as (

        select
            *,
            char_start::int as position,
            position - lag(position, 1, 0) over (partition by document_id order by position) as gap,
            count(*) over (partition by document_id, disposition) as as_disposed
        from numerals

    )

    select
        documents.document_id as row_name,
        100 * avg((not regexp_matches(numerals.numeral, '[0-9]'))::int) as chinese_numeral_pct,
        100 * avg((numerals.disposition = 'heading')::int) as heading_pct,
        100.0 * max(numerals.as_disposed) / count(*) as largest_disposition_pct,
        100.0 * max(numerals.gap) / max(numerals.position) as longest_gap_pct
    from documents
    left join numerals_in_order as numerals on documents.document_id = numerals.document_id
    group by all
"""

# The longest stretch of text without a figure ends at the last numeral at the latest.
FACTS = f"""
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

    gaps as (

        select
            *,
            position - lag(position, 1, 0) over (partition by document_id order by position) as gap
        from positions

    ),

    longest_gaps as (

        select
            document_id,
            100.0 * max(gap) / max(position) as longest_gap_pct
        from gaps
        group by all

    ),

    numbered_facts as (

        select
            *,
            regexp_extract(figure, '{NUMERAL}', 1) as numeral
        from facts

    )

    select
        documents.document_id as row_name,
        100.0 * count(distinct facts.char_start) / ledgers.numerals as figures_per_100_numerals,
        count(facts.char_start) / count(distinct facts.char_start) as facts_per_figure,
        100 * avg((facts.kind <> 'actual')::int) as promised_pct,
        100 * avg((facts.measure = 'level')::int) as level_pct,
        100.0 * count(distinct facts.indicator_code) / count(*) as distinct_indicator_pct,
        100 * avg((coalesce(indicators.is_headline, '') = 'true')::int) as headline_pct,
        100 * avg((facts.district_code <> documents.district_code)::int) as foreign_district_pct,
        100 * avg((facts.area_code <> '')::int) as area_pct,
        100 * avg((facts.year = documents.covers_year)::int) as covered_year_pct,
        100 * avg(regexp_matches(facts.figure, '{QUALIFIER}')::int) as qualified_pct,
        100 * avg((facts.numeral like '%0')::int)
            filter (where regexp_full_match(facts.numeral, '[0-9][0-9]+')) as round_pct,
        avg(length(facts.figure)) as mean_figure_length,
        longest_gaps.longest_gap_pct,
        documents.issued_on::date - make_date(documents.covers_year::int, 1, 1) as days_to_issue
    from documents
    left join ledgers on documents.document_id = ledgers.document_id
    left join longest_gaps on documents.document_id = longest_gaps.document_id
    left join numbered_facts as facts on documents.document_id = facts.document_id
    left join indicators on facts.indicator_code = indicators.indicator_code
    where documents.document_type = '{{document_type}}'
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
        regexp_extract(regexp_extract(figure, '[0-9][0-9.]*'), '[1-9]') as first_digit
    from facts
    where first_digit <> ''
"""

CATALOGUE = """
    with indicators_by_basis as (

        select
            *,
            count(*) over (partition by basis) as of_basis
        from indicators

    )

    select
        'indicators' as row_name,
        100.0 * count(distinct definition) / count(*) as distinct_definition_pct,
        median(length(definition)) as median_definition_length,
        count(*) / count(distinct concept_code) as indicators_per_concept,
        100.0 * max(of_basis) / count(*) as largest_basis_pct,
        100 * avg((indicator_code not in (select facts.indicator_code from facts))::int) as unused_pct
    from indicators_by_basis
"""

SUITES = [
    Suite("gate_ledgers", "ledger of a document", LEDGERS, [
        each("chinese_numeral_pct", 15, 85,
             "Headings and idioms are written 一二三, quantities and dates mostly 123. Without either of them, "
             "one of the two patterns was not searched."),
        each("heading_pct", 4, 40,
             "These documents number their sections and items; none at all, or hardly anything else, means that "
             "headings were mixed up with figures."),
        each("largest_disposition_pct", 20, 70,
             "Figures, headings, names and dates share the ledger out; no single one makes up more than two "
             "thirds of a document."),
        each("longest_gap_pct", None, 25,
             "A quarter of such a text without any numeral, not even 一, is a part that nobody searched."),
    ]),
    Suite("gate_summaries", "facts of a summary", FACTS.format(document_type="summary"), [
        each("figures_per_100_numerals", 28, 70,
             "A summary exists to report figures: between some 30 % and 70 % of its numerals, the rest being "
             "headings, dates and names. Less: figures were overlooked."),
        each("facts_per_figure", 1, 1.25,
             "A figure speaks of one thing, now and then of two (A和B各1份). More is a file that was appended "
             "twice under other codes."),
        each("promised_pct", 0, 20,
             "A summary tells what happened; the odd target is quoted to say that it was met."),
        each("level_pct", 70, 99,
             "Mostly amounts, but every summary also boasts of a growth rate or a rank; without any of these "
             "the column was filled down."),
        each("distinct_indicator_pct", 55, 99,
             "A summary goes from duty to duty and repeats itself only in its opening; many figures under few "
             "codes are definitions lumped together."),
        each("headline_pct", 8, 65,
             "The figures by which districts are measured open a summary and are outnumbered by small ones."),
        each("foreign_district_pct", 0, 10,
             "A district writes of itself, now and then of the city; more means facts in the wrong file."),
        each("area_pct", 0, 40,
             "Most duties cover the whole district; parks have their own reports. More is a code filled down."),
        each("covered_year_pct", 80, 100,
             "A summary reports its year; statistics that come late (R&D, revenue) make up the rest. Fewer: the "
             "year was typed from another document."),
        each("qualified_pct", 0, 25,
             "Outcomes are counted, so 超 and 余 are rare. A quarter: targets were taken for outcomes, or the "
             "qualifier was filled down."),
        each("round_pct", 3, 50,
             "By chance a tenth of all counts of ten or more end in 0, somewhat more after rounding. Half of "
             "them: targets or estimates were taken for outcomes."),
        each("mean_figure_length", 2.5, 6.5,
             "A figure is a few digits with a unit. Shorter: units were dropped. Longer: words of the sentence "
             "were typed along."),
        each("longest_gap_pct", None, 30,
             "No third of a summary is without a figure, the end included: the capture stopped half-way or "
             "skipped a chapter."),
        each("days_to_issue", 365, 545,
             "A summary is issued once its year is over and within six months after; else the year covered or "
             "the date of issue is mistyped."),
    ]),
    Suite("gate_plans", "facts of a plan", FACTS.format(document_type="plan"), [
        each("figures_per_100_numerals", 8, 55,
             "A plan has more words than figures, but a plan with less than one figure in twelve numerals "
             "promises nothing that can be checked."),
        each("promised_pct", 70, 100,
             "A plan promises; what exists already is mentioned in passing."),
        each("covered_year_pct", 60, 100,
             "A plan is for its year; a few targets look further or have no horizon."),
        each("round_pct", 35, 100,
             "Promises are round (20家, 500项). Odd ones throughout: outcomes were typed as targets."),
        each("longest_gap_pct", None, 50,
             "Targets open a plan and the rest is prose, but half a plan without one figure was not read."),
        each("days_to_issue", -60, 150,
             "A plan is issued between the last weeks before its year and its spring."),
    ]),
    Suite("gate_figures", "figure in Arabic digits", FIGURES, [
        shares("first_digit", BENFORD, 0.1,
               "Amounts of many sizes begin with 1 in three of ten cases and with 9 in one of twenty (Benford). "
               "Chance moves some hundred figures by 0.04 at most; beyond 0.1 the digits are no measurements: "
               "positions, row numbers or one value filled down."),
    ]),
    Suite("gate_catalogue", "catalogue of indicators", CATALOGUE, [
        each("distinct_definition_pct", 95, 100,
             "Each definition tells one indicator from the next; equal texts are copies that nobody wrote out."),
        each("median_definition_length", 35, 150,
             "A definition says what is counted and what is not: a sentence or two. Shorter ones repeat the "
             "name."),
        each("indicators_per_concept", 2, 8,
             "A concept is what several definitions have in common. Fewer: it is only another name; more: "
             "different things share a concept, and would be compared."),
        each("largest_basis_pct", 40, 85,
             "Most figures are flows of a year, but stocks, ratios and events are in every summary. Beyond that "
             "the column was filled down."),
        each("unused_pct", 0, 10,
             "Indicators are added when a document needs one; only totals that are merely implied have no "
             "figure. More: facts were lost, or codes were renamed on one side."),
    ]),
]  # fmt: skip
