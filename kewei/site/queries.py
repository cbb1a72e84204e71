"""Every query of the pages: what they need of the published file, as rows with both languages beside each other.

Columns for readers end in _zh and _en, so that a template takes that of its language.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from kewei.export.dataset import dataset
from kewei.problem import FailedError
from kewei.publish import tables_of

Row = dict[str, Any]
PROJECT = Path(__file__).resolve().parents[2]
# Pages for people, not a dump: of a nation, name the districts.
MOST_FIGURES = 5_000
# Of more rows or cards, a page shows the first and says how many there are.
MOST_ROWS, MOST_CARDS = 50, 12
# Findings that do not add up; the others are faults of a text, limits, and what was confirmed.
SERIOUS = ("contradiction", "doubt")
# A page holds the panels of so many figures; of a concept, the newest.
MOST_PANELS = 60
# Of more figures, the list that is searched would pass 200 kB; it then has their indicators only.
MOST_LISTED = 600

WHERE = "district_code in (select unnest($districts))"

# A row for each thing that a target is held against, by the name that the query of targets gives it.
HELD_AGAINST = " ".join(
    f"left join marts.fct_target_comparisons as {name} on targets.target_observation_id = {name}.target_observation_id "
    f"and {name}.held_against = '{against}'"
    for name, against in (
        ("outcome", "outcome"),
        ("claim", "claim"),
        ("joint", "joint_targets"),
        ("printed", "prior_printed"),
        ("implied", "prior_implied"),
    )
)

DISTRICTS = """
    select districts.district_code, districts.district as district_zh, districts.district_en, count(*) as figures
    from marts.fct_observations as observations
    inner join marts.dim_districts as districts on observations.district_code = districts.district_code
    group by all
    order by districts.district_code
"""

PUBLISHED = "select max(ended_at) as published_at from ops.run_history where published"

CODES = "select codelist, code, label_zh, label_en, definition_zh, definition_en from marts.dim_codelists"

DOCUMENTS = f"""
    select
        documents.* exclude (title, issuer), title as title_zh, issuer as issuer_zh,
        districts.district as district_zh, districts.district_en,
        numerals, figure_numerals, observations, repeats, accounted_pct
    from marts.dim_documents as documents
    inner join marts.dim_districts as districts on documents.district_code = districts.district_code
    inner join marts.rpt_coverage as coverage on documents.document_id = coverage.document_id
    where documents.{WHERE}
    order by issued_on, documents.document_id
"""

# Every printed figure with all that its panel says.
FIGURES = f"""
    with recorded as (
        select
            observation_id,
            min(dbt_valid_from) as recorded_at,
            max(dbt_valid_from) as unchanged_since
        from snapshots.figures_history
        group by observation_id
    )
    select
        observations.observation_id as id, observations.document_id, observations.district_code,
        coalesce(observations.district, areas.area) as district_zh,
        coalesce(districts.district_en, areas.area_en) as district_en,
        areas.area as area_zh, areas.area_en, observations.year, observations.period, observations.base_year,
        observations.indicator_code, indicators.indicator as indicator_zh, indicators.indicator_en,
        indicators.definition_zh, indicators.definition_en, indicators.concept_code, indicators.theme, indicators.basis,
        observations.kind, observations.measure, observations.rank_group, observations.is_headline,
        observations.value, observations.value_low, observations.value_high, observations.bound, observations.unit,
        coalesce(indicators.counted_en, units.label_en) as unit_en,
        coalesce(indicators.counted_one_en, units.label_en) as unit_one_en,
        observations.figure, observations.char_start, observations.char_end,
        observations.repeat_of, observations.conflicts_with, observations.superseded_by,
        observations.quality, observations.caveat_zh as note_zh, observations.caveat_en as note_en,
        evidence.line_number, evidence.sentence, evidence.sentence_start,
        recorded.recorded_at, recorded.unchanged_since
    from marts.fct_observations as observations
    inner join marts.dim_documents as documents on observations.document_id = documents.document_id
    inner join marts.dim_indicators as indicators on observations.indicator_code = indicators.indicator_code
    left join marts.dim_districts as districts on observations.district_code = districts.district_code
    left join marts.dim_areas as areas on observations.area_code = areas.area_code
    left join marts.dim_codelists as units on observations.unit = units.code and units.codelist = 'unit'
    left join marts.fct_evidence as evidence on observations.observation_id = evidence.observation_id
    left join recorded on observations.observation_id = recorded.observation_id
    where documents.{WHERE}
    order by observations.document_id, observations.char_start, observations.observation_id
"""

# What rests on which figures and implied values, in the order of the texts.
LINKS = f"""
    with placed as (
        select
            links.*, coalesce(documents.district_code, implied.district_code) as district_code, observations.year,
            observations.document_id, observations.char_start
        from marts.fct_links as links
        left join marts.fct_observations as observations on links.observation_id = observations.observation_id
        left join marts.dim_documents as documents on observations.document_id = documents.document_id
        left join marts.fct_implied_values as implied on links.implied_value_id = implied.implied_value_id
    )
    select subject, link_role, subject_id, linked_id
    from placed
    where subject_id in (select subject_id from placed where {WHERE})
    order by subject_id, link_role, year, document_id, char_start, linked_id
"""

# Of figures that come from a location no history is kept.
NO_HISTORY = "(select null as observation_id, null::timestamp as dbt_valid_from where false)"

INDICATORS = """
    select
        indicator_code, indicator as indicator_zh, indicator_en, concept_code, concept as concept_zh, concept_en, theme,
        unit, basis, subject, direction, definition_zh, definition_en, is_headline
    from marts.dim_indicators
    order by indicator_code
"""

# Targets with outcome, last outcome and verdict; forecasts and implied ones as well, marked as such.
TARGETS = f"""
    select
        targets.target_observation_id as id, targets.document_id, targets.is_implied, targets.kind,
        targets.district_code, targets.district as district_zh, districts.district_en, areas.area as area_zh,
        areas.area_en, targets.plan_year, targets.target_year, targets.as_of_date, targets.indicator_code,
        targets.indicator as indicator_zh, indicators.indicator_en, indicators.theme, targets.is_headline,
        targets.target_kind, coalesce(observations.measure, 'level') as measure, targets.strength,
        targets.target_figure, targets.target_value, targets.target_low, targets.target_high,
        targets.unit,
        coalesce(case when targets.unit <> 'pp' then indicators.counted_en end, units.label_en) as unit_en,
        outcome.value_low as actual_low, outcome.value_high as actual_high,
        outcome.difference_low as surplus_low, outcome.difference_high as surplus_high,
        outcome.difference_unit as surplus_unit,
        coalesce(case when outcome.difference_unit <> 'pp' then indicators.counted_en end, surplus_units.label_en)
            as surplus_unit_en,
        targets.attainment_low, targets.attainment_high, targets.verdict, targets.outcome_state,
        reasons.definition_zh as verdict_reason_zh, reasons.definition_en as verdict_reason_en,
        claim.claimed_verdict, joint.result as joint_verdict,
        printed.year as printed_year, printed.value as printed_value, printed.value_low as printed_low,
        printed.value_high as printed_high, implied.year as implied_year,
        coalesce(nullif(printed.result, 'indeterminate'), implied.result, printed.result) as ambition,
        coalesce(printed.result, 'indeterminate') = 'indeterminate' and implied.result is not null as is_prior_implied,
        targets.caveat_zh, targets.caveat_en,
        documents.document_type
    from marts.fct_target_attainment as targets
    inner join marts.dim_districts as districts on targets.district_code = districts.district_code
    inner join marts.dim_indicators as indicators on targets.indicator_code = indicators.indicator_code
    inner join marts.dim_codelists as reasons
        on targets.verdict_reason = reasons.code and reasons.codelist = 'verdict_reason'
    left join marts.dim_documents as documents on targets.document_id = documents.document_id
    left join marts.fct_observations as observations on targets.target_observation_id = observations.observation_id
    left join marts.dim_areas as areas on targets.area_code = areas.area_code
    left join marts.dim_codelists as units on targets.unit = units.code and units.codelist = 'unit'
    {HELD_AGAINST}
    left join marts.dim_codelists as surplus_units
        on outcome.difference_unit = surplus_units.code and surplus_units.codelist = 'unit'
    where targets.{WHERE}
    order by targets.plan_year, targets.document_id, observations.char_start, targets.target_observation_id
"""

IMPLIED = f"""
    select
        implied_value_id as id, implied.district_code, districts.district as district_zh, districts.district_en,
        areas.area as area_zh, areas.area_en, year, implied.indicator_code, implied.indicator as indicator_zh,
        indicators.indicator_en, method, value, value_low, value_high, implied.unit,
        coalesce(indicators.counted_en, units.label_en) as unit_en,
        implied.caveat_zh, implied.caveat_en
    from marts.fct_implied_values as implied
    left join marts.dim_districts as districts on implied.district_code = districts.district_code
    left join marts.dim_areas as areas on implied.area_code = areas.area_code
    inner join marts.dim_indicators as indicators on implied.indicator_code = indicators.indicator_code
    left join marts.dim_codelists as units on implied.unit = units.code and units.codelist = 'unit'
    where implied.{WHERE} or implied.district_code is null
    order by implied_value_id
"""

GROWTH = f"""
    select
        growth.growth_id as id, growth.district_code, growth.district as district_zh, districts.district_en,
        areas.area as area_zh, areas.area_en, growth.from_year, growth.to_year, growth.prices, growth.indicator_code,
        growth.indicator as indicator_zh, indicators.indicator_en, growth.is_headline, growth.source,
        growth.change_pct, growth.change_low, growth.change_high, growth.unit,
        growth.cagr_pct, growth.cagr_low, growth.cagr_high, growth.agreement,
        growth.quality, growth.caveat_zh, growth.caveat_en
    from marts.fct_growth as growth
    inner join marts.dim_districts as districts on growth.district_code = districts.district_code
    inner join marts.dim_indicators as indicators on growth.indicator_code = indicators.indicator_code
    left join marts.dim_areas as areas on growth.area_code = areas.area_code
    where growth.{WHERE}
    order by growth.to_year desc, growth.from_year desc, growth.indicator_code, growth.district_code, growth.source desc
"""

# Each pair of districts once.
COMPARISONS = """
    select
        pairs.comparison_id as id,
        pairs.* exclude (comparison_id, district_a, district_b, indicator_a, indicator_b),
        places_a.district as district_a_zh, places_a.district_en as district_a_en,
        places_b.district as district_b_zh, places_b.district_en as district_b_en,
        pairs.indicator_a as indicator_a_zh, indicators_a.indicator_en as indicator_a_en,
        pairs.indicator_b as indicator_b_zh, indicators_b.indicator_en as indicator_b_en,
        indicators_a.concept as concept_zh, indicators_a.concept_en, indicators_a.is_headline, indicators_a.theme
    from marts.{table} as pairs
    inner join marts.dim_districts as places_a on pairs.district_code_a = places_a.district_code
    inner join marts.dim_districts as places_b on pairs.district_code_b = places_b.district_code
    inner join marts.dim_indicators as indicators_a on pairs.indicator_code_a = indicators_a.indicator_code
    inner join marts.dim_indicators as indicators_b on pairs.indicator_code_b = indicators_b.indicator_code
    where pairs.district_code_a < pairs.district_code_b
        and pairs.district_code_a in (select unnest($districts))
        and pairs.district_code_b in (select unnest($districts))
    order by {order}, pairs.indicator_code_a, pairs.indicator_code_b, pairs.measure desc, pairs.year_a, pairs.year_b
"""

# The gravest first.
FINDINGS = """
    select
        findings.discrepancy_id as id, findings.document_id, findings.kind, findings.severity,
        findings.district_code, findings.indicator_code, findings.indicator as indicator_zh, indicators.indicator_en,
        findings.expected_zh, findings.expected_en, findings.found_zh, findings.found_en, findings.under_rounding,
        findings.under_truncation, findings.explanation_zh, findings.explanation_en, findings.resolution_zh,
        findings.resolution_en, coalesce(documents.title, '') as title_zh, coalesce(documents.title_en, '') as title_en
    from marts.rpt_discrepancies as findings
    left join marts.dim_documents as documents on findings.document_id = documents.document_id
    left join marts.dim_indicators as indicators on findings.indicator_code = indicators.indicator_code
    where coalesce(findings.district_code, documents.district_code) is null
        or coalesce(findings.district_code, documents.district_code) in (select unnest($districts))
    order by
        list_position(['contradiction', 'doubt', 'limit', 'print', 'confirmed'], findings.severity),
        findings.kind like 'implied%', findings.kind = 'part_exceeds_whole', findings.kind, findings.discrepancy_id
"""

COVERAGE = f"""
    select coverage.*, districts.district as district_zh, districts.district_en
    from marts.rpt_document_coverage as coverage
    inner join marts.dim_districts as districts on coverage.district_code = districts.district_code
    where coverage.{WHERE}
    order by coverage.district_code, coverage.year, coverage.document_type
"""

# How definitions of a concept stand beside each other.
PAIRS = """
    select indicator_code_a, indicator_code_b, grade, caveat_zh, caveat_en
    from marts.dim_comparability
    order by all
"""

NUMERALS = f"""
    select document_id, char_start, numeral, disposition
    from marts.fct_numerals
    where document_id in (select document_id from marts.dim_documents where {WHERE})
    order by document_id, char_start
"""

READINGS = "select * from marts.rpt_capture order by differences desc, cells desc, reading_of, column_name"

FIGURES_CHANGED = """
    select
        changed_at::date as day, change, row_key, regexp_extract(row_key, '^observation_id=(.*)$', 1) as id,
        column_name, entry_before, entry_after
    from marts.rpt_changes
    where subject = 'figures'
    order by changed_at desc, row_key, column_name
"""

# Cells, not their entries: thousands when a column is new.
CATALOGUE_CHANGED = """
    select
        changed_at::date as day, subject, list(distinct column_name order by column_name) as columns,
        count(*) filter (where change = 'added') as added,
        count(*) filter (where change = 'changed') as changed,
        count(*) filter (where change = 'removed') as removed
    from marts.rpt_changes
    where subject <> 'figures'
    group by all
    order by day desc, subject
"""


# Columns of ids by the role of what they name; and those without whose figures a row cannot be shown.
TARGET_LINKS = {
    "actual_inputs": "outcome",
    "printed_inputs": "prior_printed",
    "implied_inputs": "prior_implied",
    "related_inputs": "prior_related",
    "conflicting": "conflicting_target",
    "joint": "joint_target",
}
INPUTS = {"inputs", "from_inputs", "to_inputs", "rate_inputs", "a", "b"}


@dataclass
class Warehouse:
    """What the pages show, by the names that templates use."""

    published_at: Any
    districts: list[Row]
    codes: dict[tuple[str, str], Row]
    documents: dict[str, Row]
    figures: dict[str, Row]
    indicators: dict[str, Row]
    targets: list[Row]
    implied: dict[str, Row]
    growth: list[Row]
    comparisons: list[Row]
    lookalikes: list[Row]
    findings: list[Row]
    coverage: list[Row]
    # What is exported, as kewei.export.dataset describes it; with the files that are beside the pages.
    described: dict
    # Whether districts were left out.
    is_part: bool
    pairs: list[Row]
    numerals: dict[str, list[Row]]
    readings: list[Row]
    # None where the file keeps no history.
    figures_changed: list[Row] | None
    catalogue_changed: list[Row] | None
    # The text of each document, or why there is none.
    texts: dict[str, tuple[str | None, str]] = field(default_factory=dict)
    # Whether the page of `make docs` is beside the pages.
    has_lineage: bool = False
    # Where the pages will be, if that is known.
    address: str = ""
    # So many figures have panels, the newest; None for all. Of the others a page leads to the places in documents.
    most: int | None = None

    def newest(self) -> set[str]:
        """The figures that have panels: of each concept those that a page can hold, and of all no more than `most`."""
        known, counts = self.figures.values(), Counter()
        found = []
        for figure in sorted(known, key=lambda one: (self.documents[one["document_id"]]["issued_on"], one["id"]))[::-1]:
            counts[figure["concept_code"]] += 1
            if counts[figure["concept_code"]] <= MOST_PANELS:
                found.append(figure["id"])
        return set(found[: self.most])

    @cached_property
    def findings_of(self) -> dict[str, list[Row]]:
        """The findings about each figure."""
        found: dict[str, list[Row]] = defaultdict(list)
        for finding in self.findings:
            for name in finding["inputs"] or ():
                found[name].append(finding)
        return found

    @cached_property
    def sorted_findings(self) -> tuple[list[Row], dict[str, list[Row]]]:
        """The findings that do not add up, and the others by kind."""
        others: dict[str, list[Row]] = defaultdict(list)
        for finding in self.findings:
            if finding["severity"] not in SERIOUS:
                others[finding["kind"]].append(finding)
        return [finding for finding in self.findings if finding["severity"] in SERIOUS], dict(others)

    @cached_property
    def things(self) -> list[list[Row]]:
        """Findings that do not add up, those with a figure in common together: three of them may be of one cause."""
        found: list[list[Row]] = []
        for finding in self.sorted_findings[0]:
            names = set(finding["inputs"])
            same = [thing for thing in found if any(names & set(one["inputs"]) for one in thing)]
            joined = [*(one for thing in same for one in thing), finding]
            found = [*(thing for thing in found if thing not in same), joined]
        return found

    @cached_property
    def listed_findings(self) -> set[str]:
        """The findings that the page of doubts has room for."""
        serious, others = self.sorted_findings
        listed = serious[:MOST_ROWS] + [finding for found in others.values() for finding in found[:MOST_CARDS]]
        return {finding["id"] for finding in listed}

    @cached_property
    def figures_and_numerals(self) -> dict[str, int]:
        """How many figures and numerals that are figures there are, and what makes the difference."""
        counts = Counter((figure["document_id"], figure["char_start"]) for figure in self.figures.values())
        numerals = sum(row["figure_numerals"] for row in self.documents.values())
        figures = len(self.figures)
        return {
            "figures": figures,
            "numerals": numerals,
            "more": figures - len(counts),
            "fewer": numerals - len(counts),
        }

    @cached_property
    def printed_again(self) -> dict[str, list[str]]:
        """The later prints of each figure."""
        found: dict[str, list[str]] = defaultdict(list)
        for figure in self.figures.values():
            if figure["repeat_of"]:
                found[figure["repeat_of"]].append(figure["id"])
        return found

    @cached_property
    def conflicts(self) -> dict[str, list[str]]:
        """The figures that say something else of the same thing, both ways."""
        found: dict[str, list[str]] = defaultdict(list)
        for figure in self.figures.values():
            if figure["conflicts_with"]:
                found[figure["id"]].append(figure["conflicts_with"])
                found[figure["conflicts_with"]].append(figure["id"])
        return found

    @property
    def as_of(self) -> Any:
        """The day on which targets were judged; none where there are no targets."""
        return max((row["as_of_date"] for row in self.targets), default=None)

    @property
    def as_of_is_newest(self) -> bool:
        """Whether that is the day of the newest document, as it is where nobody named another."""
        return self.as_of == max((row["issued_on"] for row in self.documents.values()), default=None)


def rows(connection: duckdb.DuckDBPyConnection, sql: str, districts: list[str] | None = None) -> list[Row]:
    """The rows of a query, each as a dict."""
    parameters = {"districts": districts} if "$districts" in sql else {}
    cursor = connection.execute(sql, parameters)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def by(key: str, found: list[Row]) -> dict[str, Row]:
    """Rows by one of their columns."""
    return {row[key]: row for row in found}


def load(connection: duckdb.DuckDBPyConnection, wanted: tuple[str, ...] = ()) -> Warehouse:
    """What the pages show of the wanted districts, or of all."""
    present = rows(connection, DISTRICTS)
    codes = [row["district_code"] for row in present]
    for code in wanted:
        if code not in codes:
            raise FailedError(f"no figure is of the district {code}. Those with figures are {', '.join(codes)}")
    chosen = [row for row in present if not wanted or row["district_code"] in wanted]
    figures = sum(row["figures"] for row in chosen)
    if figures > MOST_FIGURES:
        raise FailedError(
            f"{len(chosen)} districts have {figures:,} figures, and pages are made of at most {MOST_FIGURES:,}. "
            "Name districts with --district CODE"
        )
    districts = [row["district_code"] for row in chosen]

    tables = tables_of(connection)
    has_history = {("snapshots", "figures_history"), ("marts", "rpt_changes")} <= tables
    numerals: dict[str, list[Row]] = {}

    def read(sql: str) -> list[Row]:
        return rows(connection, sql, districts)

    known = by("id", read(FIGURES if has_history else FIGURES.replace("snapshots.figures_history", NO_HISTORY)))
    links: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in read(LINKS):
        links[row["subject"], row["link_role"], row["subject_id"]].append(row["linked_id"])

    def linked(subject: str, sql: str, **names: str) -> list[Row]:
        """Rows with the ids of what they rest on, by role; only those that rest on figures of the chosen districts."""
        found = [
            row | {name: links.get((subject, role, row["id"]), []) for name, role in names.items()} for row in read(sql)
        ]
        return [row for row in found if known.keys() >= {one for name in names if name in INPUTS for one in row[name]}]

    for row in read(NUMERALS):
        numerals.setdefault(row["document_id"], []).append(row)

    return Warehouse(
        published_at=read(PUBLISHED)[0]["published_at"],
        districts=chosen,
        codes={(row["codelist"], row["code"]): row for row in read(CODES)},
        documents=by("document_id", read(DOCUMENTS)),
        figures=known,
        indicators=by("indicator_code", read(INDICATORS)),
        targets=linked("target", TARGETS, **TARGET_LINKS),
        implied=by("id", linked("implied_value", IMPLIED, inputs="input")),
        growth=linked("growth", GROWTH, from_inputs="from", to_inputs="to", rate_inputs="rate"),
        comparisons=linked(
            "comparison", COMPARISONS.format(table="fct_district_comparison", order="pairs.grade"), a="a", b="b"
        ),
        lookalikes=linked(
            "comparison", COMPARISONS.format(table="fct_lookalikes", order="pairs.concept"), a="a", b="b"
        ),
        findings=linked("finding", FINDINGS, inputs="figure"),
        coverage=read(COVERAGE),
        described=dataset(connection, PROJECT),
        is_part=len(chosen) < len(present),
        pairs=read(PAIRS),
        numerals=numerals,
        readings=read(READINGS) if ("marts", "rpt_capture") in tables else [],
        figures_changed=read(FIGURES_CHANGED) if has_history else None,
        catalogue_changed=read(CATALOGUE_CHANGED) if has_history else None,
    )
