"""Suites on the curated CSVs, before they load. What the cells mean one by one is tested in SQL."""

from __future__ import annotations

import math
from pathlib import Path

import pandas as pd

from expectations.suite import Suite, each, shares

NUMERAL = r"([0-9]+(?:\.[0-9]+)?|[一二三四五六七八九十百千两]+)"
QUALIFIER = "超|突破|逾|余|多|近|约|左右|以上|以下|以内|不少于|不低于|不超过|级|-"
BENFORD = {str(digit): math.log10(1 + 1 / digit) for digit in range(1, 10)}


def read(project: Path, name: str) -> pd.DataFrame:
    """A CSV of seeds/, every cell as text."""
    return pd.read_csv(project / "seeds" / f"{name}.csv", dtype=str, keep_default_na=False)


def captured(project: Path) -> list[tuple[dict, pd.DataFrame, pd.DataFrame]]:
    """Each document with its facts and its ledger."""
    documents = read(project, "documents").to_dict("records")
    names = [document["document_id"] for document in documents]
    return [
        (document, read(project, f"facts/facts_{name}"), read(project, f"numerals/numerals_{name}"))
        for document, name in zip(documents, names, strict=True)
    ]


def pct(condition: pd.Series) -> float:
    """How many of the rows, in percent."""
    return round(100 * condition.mean(), 1)


def longest_gap_pct(positions: pd.Series) -> float:
    """The longest stretch without a position, start and end included, in percent of the text up to the last numeral."""
    edges = pd.concat([pd.Series([0]), positions.sort_values()], ignore_index=True)
    return round(100 * edges.diff().max() / edges.max(), 1)


def ledgers(project: Path) -> pd.DataFrame:
    """The ledger of each document in figures."""
    rows = []
    for document, _, ledger in captured(project):
        dispositions = ledger["disposition"].value_counts(normalize=True)
        rows.append(
            {
                "document_id": document["document_id"],
                "chinese_numeral_pct": pct(~ledger["numeral"].str.contains("[0-9]")),
                "heading_pct": pct(ledger["disposition"] == "heading"),
                "largest_disposition_pct": round(100 * dispositions.max(), 1),
                "longest_gap_pct": longest_gap_pct(ledger["char_start"].astype(int)),
            }
        )
    return pd.DataFrame(rows)


def facts_of(project: Path, document_type: str) -> pd.DataFrame:
    """The facts of each summary, or of each plan, in figures."""
    headline = read(project, "indicators").query("is_headline == 'true'")["indicator_code"]
    rows = []
    for document, facts, ledger in captured(project):
        if document["document_type"] != document_type:
            continue
        numeral = facts["figure"].str.extract(NUMERAL)[0].fillna("")
        counts = numeral[numeral.str.fullmatch("[0-9]{2,}")]
        year_start = pd.Timestamp(f"{document['covers_year']}-01-01")
        start = facts["char_start"].drop_duplicates().astype(int)
        covered = pd.concat([start, ledger["char_start"].astype(int).tail(1)])
        rows.append(
            {
                "document_id": document["document_id"],
                "figures_per_100_numerals": round(100 * len(start) / len(ledger), 1),
                "facts_per_figure": round(len(facts) / max(len(start), 1), 2),
                "promised_pct": pct(facts["kind"] != "actual"),
                "level_pct": pct(facts["measure"] == "level"),
                "distinct_indicator_pct": round(100 * facts["indicator_code"].nunique() / max(len(facts), 1), 1),
                "headline_pct": pct(facts["indicator_code"].isin(headline)),
                "foreign_district_pct": pct(facts["district_code"] != document["district_code"]),
                "area_pct": pct(facts["area_code"] != ""),
                "covered_year_pct": pct(facts["year"] == document["covers_year"]),
                "qualified_pct": pct(facts["figure"].str.contains(QUALIFIER)),
                "round_pct": pct(counts.str.endswith("0")),
                "mean_figure_length": round(facts["figure"].str.len().mean(), 1),
                "longest_gap_pct": longest_gap_pct(covered),
                "days_to_issue": (pd.Timestamp(document["issued_on"]) - year_start).days,
            }
        )
    return pd.DataFrame(rows)


def summaries(project: Path) -> pd.DataFrame:
    """The facts of each summary in figures."""
    return facts_of(project, "summary")


def plans(project: Path) -> pd.DataFrame:
    """The facts of each plan in figures."""
    return facts_of(project, "plan")


def figures(project: Path) -> pd.DataFrame:
    """The first digit of every figure that is printed in Arabic digits."""
    rows = pd.concat([facts.assign(**document) for document, facts, _ in captured(project)])
    digit = rows["figure"].str.extract(r"([0-9][0-9.]*)")[0].str.extract("([1-9])")[0]
    place = rows["document_id"] + ":" + rows["char_start"]
    return pd.DataFrame({"place": place, "first_digit": digit})[digit.notna()].reset_index(drop=True)


def catalogue(project: Path) -> pd.DataFrame:
    """The catalogue of indicators in figures: one row."""
    indicators = read(project, "indicators")
    used = {code for _, facts, _ in captured(project) for code in facts["indicator_code"]}
    return pd.DataFrame(
        [
            {
                "catalogue": "indicators",
                "distinct_definition_pct": round(100 * indicators["definition"].nunique() / len(indicators), 1),
                "median_definition_length": indicators["definition"].str.len().median(),
                "indicators_per_concept": round(len(indicators) / indicators["concept_code"].nunique(), 1),
                "largest_basis_pct": round(100 * indicators["basis"].value_counts(normalize=True).max(), 1),
                "unused_pct": pct(~indicators["indicator_code"].isin(used)),
            }
        ]
    )


SUITES = [
    Suite(
        name="gate_ledgers",
        rows="ledger of a document",
        key="document_id",
        table=ledgers,
        expectations=[
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
        ],
    ),
    Suite(
        name="gate_summaries",
        rows="facts of a summary",
        key="document_id",
        table=summaries,
        expectations=[
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
        ],
    ),
    Suite(
        name="gate_plans",
        rows="facts of a plan",
        key="document_id",
        table=plans,
        expectations=[
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
        ],
    ),
    Suite(
        name="gate_figures",
        rows="figure in Arabic digits",
        key="place",
        table=figures,
        expectations=[
            shares("first_digit", BENFORD, 0.1,
                   "Amounts of many sizes begin with 1 in three of ten cases and with 9 in one of twenty (Benford). "
                   "Chance moves some hundred figures by 0.04 at most; beyond 0.1 the digits are no measurements: "
                   "positions, row numbers or one value filled down."),
        ],
    ),
    Suite(
        name="gate_catalogue",
        rows="catalogue of indicators",
        key="catalogue",
        table=catalogue,
        expectations=[
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
        ],
    ),
]  # fmt: skip
