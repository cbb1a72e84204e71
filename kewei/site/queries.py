"""Every query of the pages: what they need of the published file, as rows with both languages beside each other.

Columns for readers end in _zh and _en, so that a template takes that of its language.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import duckdb

from kewei.problem import FailedError

Row = dict[str, Any]
# Pages for people, not a dump: of a nation, name the districts.
MOST_FIGURES = 5_000

WHERE = "district_code in (select unnest($districts))"

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
        indicators.definition_zh, indicators.definition_en, observations.theme, observations.kind, observations.measure,
        observations.basis, observations.strength, observations.rank_group, observations.is_headline,
        observations.value, observations.value_low, observations.value_high, observations.bound, observations.unit,
        units.label_en as unit_en, observations.figure, observations.char_start, observations.char_end,
        observations.repeat_of, observations.conflicts_with, observations.superseded_by,
        observations.note_zh, observations.note_en,
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

INDICATORS = """
    select
        indicator_code, indicator as indicator_zh, indicator_en, concept_code, concept as concept_zh, concept_en, theme,
        unit, basis, subject, direction, definition_zh, definition_en, is_headline
    from marts.dim_indicators
    order by indicator_code
"""

# Targets with outcome and verdict; forecasts and implied ones as well, marked as such.
TARGETS = f"""
    select
        targets.target_observation_id as id, targets.document_id, targets.is_implied, targets.kind,
        targets.district_code,
        targets.district as district_zh, districts.district_en, areas.area as area_zh, areas.area_en,
        targets.plan_year, targets.target_year, targets.as_of_date, targets.indicator_code,
        targets.indicator as indicator_zh, indicators.indicator_en, targets.theme, indicators.is_headline,
        targets.target_kind, targets.measure, targets.strength, targets.operator, targets.target_figure,
        targets.target_value, targets.target_low, targets.target_high, targets.unit, units.label_en as unit_en,
        string_split(targets.actual_observation_id, ', ') as actual_inputs,
        targets.actual_figure, targets.actual_value, targets.actual_low,
        targets.actual_high,
        targets.attainment_low, targets.attainment_high, targets.verdict, targets.outcome_state,
        targets.claimed_verdict, targets.claimed_pct, targets.claim_observation_id,
        targets.joint_verdict, targets.joint_target_ids, targets.rival_target_ids, targets.promise_target_ids,
        targets.prior_actual_year, targets.prior_actual_value,
        string_split(targets.prior_actual_observation_id, ', ') as prior_inputs, targets.ambition,
        targets.implied_prior_year, targets.implied_prior_value, targets.implied_prior_low, targets.implied_prior_high,
        targets.implied_prior_id, targets.implied_ambition,
        targets.related_prior_year, targets.related_prior_figure, targets.related_prior_indicator_code,
        targets.verdict_reason_zh, targets.verdict_reason_en, targets.caveat_zh, targets.caveat_en,
        targets.baseline_note_zh, targets.baseline_note_en, documents.document_type
    from marts.fct_target_attainment as targets
    left join marts.dim_documents as documents on targets.document_id = documents.document_id
    inner join marts.dim_districts as districts on targets.district_code = districts.district_code
    inner join marts.dim_indicators as indicators on targets.indicator_code = indicators.indicator_code
    left join marts.dim_areas as areas on targets.area_code = areas.area_code
    left join marts.dim_codelists as units on targets.unit = units.code and units.codelist = 'unit'
    where targets.{WHERE}
    order by targets.plan_year, targets.document_id, targets.char_start, targets.target_observation_id
"""

PROMISES = f"""
    select promises.*, districts.district as district_zh, districts.district_en
    from marts.rpt_promises as promises
    inner join marts.dim_districts as districts on promises.district_code = districts.district_code
    where promises.{WHERE}
    order by promises.plan_year, promises.district_code, promises.document_id
"""

IMPLIED = f"""
    select
        implied_value_id as id, implied.district_code, year, implied.indicator_code, implied.indicator as indicator_zh,
        indicators.indicator_en, method, value, value_low, value_high, implied.unit, units.label_en as unit_en,
        string_split(input_observation_ids, ', ') as inputs, note_zh, note_en
    from marts.fct_implied_values as implied
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
        shown.change_text_zh, shown.change_text_en, shown.interval_text, shown.quality,
        shown.caveat_zh, shown.caveat_en,
        string_split(growth.from_observation_ids, ', ') as from_inputs,
        string_split(growth.to_observation_ids, ', ') as to_inputs,
        string_split(growth.rate_observation_ids, ', ') as rate_inputs
    from marts.fct_growth as growth
    inner join main.fct_growth as shown on growth.growth_id = shown.growth_id
    inner join marts.dim_districts as districts on growth.district_code = districts.district_code
    inner join marts.dim_indicators as indicators on growth.indicator_code = indicators.indicator_code
    left join marts.dim_areas as areas on growth.area_code = areas.area_code
    where growth.{WHERE}
    order by growth.to_year desc, growth.from_year desc, growth.indicator_code, growth.district_code, growth.source desc
"""

# Each pair of districts once.
COMPARISONS = """
    select
        pairs.* exclude (district_a, district_b, indicator_a, indicator_b, concept, observation_ids),
        places_a.district as district_a_zh, places_a.district_en as district_a_en,
        places_b.district as district_b_zh, places_b.district_en as district_b_en,
        pairs.indicator_a as indicator_a_zh, indicators_a.indicator_en as indicator_a_en,
        pairs.indicator_b as indicator_b_zh, indicators_b.indicator_en as indicator_b_en,
        pairs.concept as concept_zh, indicators_a.concept_en, indicators_a.is_headline, indicators_a.theme,
        string_split(observation_ids, ', ') as inputs
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

FINDINGS = f"""
    select
        findings.discrepancy_id as id, findings.document_id, findings.kind,
        string_split(findings.observation_ids, ', ') as inputs,
        expected_zh, expected_en, found_zh, found_en, under_rounding, under_truncation,
        explanation_zh, explanation_en, resolution_zh, resolution_en,
        coalesce(documents.title, '') as title_zh, coalesce(documents.title_en, '') as title_en
    from marts.rpt_discrepancies as findings
    left join marts.dim_documents as documents on findings.document_id = documents.document_id
    where documents.document_id is null or documents.{WHERE}
    order by findings.kind, findings.discrepancy_id
"""

# Pairs of definitions, and where one changed between years, of the indicators that the documents print.
COMPARABILITY = """
    select
        pairs.* exclude (concept, indicator_a, indicator_b),
        pairs.concept as concept_zh, indicators_a.concept_en,
        pairs.indicator_a as indicator_a_zh, indicators_a.indicator_en as indicator_a_en,
        pairs.indicator_b as indicator_b_zh, indicators_b.indicator_en as indicator_b_en
    from marts.dim_comparability as pairs
    inner join marts.dim_indicators as indicators_a on pairs.indicator_code_a = indicators_a.indicator_code
    inner join marts.dim_indicators as indicators_b on pairs.indicator_code_b = indicators_b.indicator_code
    where pairs.indicator_code_a in (
        select indicator_code
        from marts.fct_observations
        where district_code in (select unnest($districts))
    )
    order by pairs.concept_code, pairs.indicator_code_a, pairs.indicator_code_b
"""

COVERAGE = f"""
    select coverage.*, districts.district as district_zh, districts.district_en
    from marts.rpt_document_coverage as coverage
    inner join marts.dim_districts as districts on coverage.district_code = districts.district_code
    where coverage.{WHERE}
    order by coverage.district_code, coverage.year, coverage.document_type
"""


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
    promises: list[Row]
    implied: dict[str, Row]
    growth: list[Row]
    comparisons: list[Row]
    lookalikes: list[Row]
    findings: list[Row]
    comparability: list[Row]
    coverage: list[Row]

    @cached_property
    def findings_of(self) -> dict[str, list[Row]]:
        """The findings about each figure."""
        found: dict[str, list[Row]] = defaultdict(list)
        for finding in self.findings:
            for name in finding["inputs"] or ():
                found[name].append(finding)
        return found

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
    def has_sentences(self) -> bool:
        """Whether the documents were at hand when the file was built."""
        return any(figure["sentence"] for figure in self.figures.values())


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

    def read(sql: str) -> list[Row]:
        return rows(connection, sql, districts)

    known = by("id", read(FIGURES))

    def resting(found: list[Row]) -> list[Row]:
        """Rows all of whose inputs are figures of the chosen districts."""
        return [row for row in found if known.keys() >= set(row["inputs"] or ())]

    return Warehouse(
        published_at=read(PUBLISHED)[0]["published_at"],
        districts=chosen,
        codes={(row["codelist"], row["code"]): row for row in read(CODES)},
        documents=by("document_id", read(DOCUMENTS)),
        figures=known,
        indicators=by("indicator_code", read(INDICATORS)),
        targets=read(TARGETS),
        promises=read(PROMISES),
        implied=by("id", resting(read(IMPLIED))),
        growth=read(GROWTH),
        comparisons=resting(read(COMPARISONS.format(table="fct_district_comparison", order="pairs.grade"))),
        lookalikes=resting(read(COMPARISONS.format(table="fct_lookalikes", order="pairs.concept"))),
        findings=resting(read(FINDINGS)),
        comparability=read(COMPARABILITY),
        coverage=read(COVERAGE),
    )
