"""Cases of judgement from tests/judgements/, built together in a copy of the project and asked for in its marts.

facts.csv says what made-up documents print, expected.csv asks in SQL and gives the answer worked out by hand: rows
separated by '; ', values by ', ', null for null, whole numbers without decimals.
"""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from conftest import PROJECT, dbt, shared

from kewei.reading import numerals

CASES = PROJECT / "tests/judgements"


def rows_of(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def append(project: Path, seed: str, rows: list[dict]) -> None:
    """Put rows at the end of a seed and of its second reading. Cells that a row does not have stay empty."""
    for path in (project / f"seeds/{seed}.csv", project / f"seeds/second_reading/second_{seed}.csv"):
        if path.is_file():
            append_to(path, rows)


def append_to(path: Path, rows: list[dict]) -> None:
    """Put rows at the end of a CSV file; cells that a row does not have stay empty, others are left out."""
    with path.open(encoding="utf-8", newline="") as handle:
        header = next(csv.reader(handle))
    with path.open("a", encoding="utf-8", newline="") as handle:
        csv.DictWriter(handle, header, restval="", extrasaction="ignore", lineterminator="\n").writerows(rows)


def add_cases(project: Path) -> None:
    """Enter the made-up documents as a curator would: every figure in a line of its own.

    A fact without a figure is another meaning of the figure above it.
    """
    districts = {row["district_code"]: row for row in rows_of(project / "seeds/districts.csv")}
    texts: dict[str, str] = defaultdict(str)
    facts = rows_of(CASES / "facts.csv")
    above = facts[0]
    for fact in facts:
        if not fact["figure"]:
            fact |= {name: above[name] for name in ("document_id", "figure", "char_start")}
            continue
        above = fact
        before = len(texts[fact["document_id"]])
        texts[fact["document_id"]] += fact["figure"] + "。\n"
        fact["char_start"] = next(start for start, *_ in numerals(texts[fact["document_id"]]) if start >= before)
    documents = [row for row in rows_of(CASES / "documents.csv") if row["document_id"] in texts]
    for number, row in enumerate(documents, start=1):
        code, year = row["district_code"], row["covers_year"]
        text = texts[row["document_id"]]
        found = numerals(text)
        row["numeral_count"] = len(found)
        lines = ", ".join(f"{start:08} {numeral}" for start, numeral, _ in found)
        row["numerals_sha256"] = hashlib.sha256(lines.encode()).hexdigest()
        row["sha256"] = hashlib.sha256(text.encode()).hexdigest()
        row["document_number"] = f"试科委〔{int(row['issued_on'][:4])}〕{number}号"
        row["title"] = f"{year}年{districts[code]['district']}"
        row["issuer"] = f"{districts[code]['full_name']}科学技术委员会"
        row["source_file"] = f"{row['document_id']}.txt"
        ledger = [
            {"document_id": row["document_id"], "char_start": start, "numeral": numeral, "disposition": "figure"}
            for start, numeral, _ in found
        ]
        append(project, "numerals", ledger)
    append(project, "documents", documents)
    for fact in facts:
        code = next(row["district_code"] for row in documents if row["document_id"] == fact["document_id"])
        fact.setdefault("district_code", code)
    append_to(project / "seeds/facts.csv", facts)
    # `year` confirms to the first reader's checks what is empty in a second reading.
    seconds = [{**fact, "period": fact["period"].replace("year", "")} for fact in facts]
    append_to(project / "seeds/second_reading/second_facts.csv", seconds)
    append_to(project / "seeds/second_reading/second_targets.csv", [one for one in facts if one["kind"] == "target"])
    append(
        project, "fact_details", [{**one, "reason": "A case."} for one in facts if one["period"] or one["base_year"]]
    )
    indicators = rows_of(CASES / "indicators.csv")
    # A concept each: what two districts print of one concept would have to be judged.
    for row in indicators:
        row |= {"concept_code": row["indicator_code"], "concept": row["indicator_code"]}
        row |= {"concept_en": row["indicator_code"], "theme": "enterprises"}
    append(project, "concepts", indicators)
    for row in indicators:
        row |= {"indicator": row["indicator_code"], "indicator_en": row["indicator_code"]}
        row |= {"is_headline": "false", "definition": "Made up for a case of judgement.", "subject": "district"}
    append(project, "indicators", indicators)
    append(project, "identities", [{**one, "note": "A case."} for one in rows_of(CASES / "identities.csv")])
    append(project, "comparability", rows_of(CASES / "comparability.csv"))


def build(project: Path) -> None:
    """Build the project with the cases in it, without gates: a document made of cases is like no other."""
    add_cases(project)
    result = dbt(project, "build", "--exclude-resource-type", "unit_test")
    assert result.returncode == 0, result.stdout[-6000:]


@pytest.fixture(scope="module")
def marts(tmp_path_factory: pytest.TempPathFactory):
    """A connection to the marts with the cases."""
    project = shared(tmp_path_factory, "judgements", build)
    with duckdb.connect(str(project / "draft/warehouse.duckdb"), read_only=True) as connection:
        yield connection


def written(value: object) -> str:
    """A value as expected.csv writes it."""
    if isinstance(value, (Decimal, float)):
        return f"{Decimal(str(value)).normalize():f}"
    return "null" if value is None else str(value)


@pytest.mark.parametrize(
    "case", [pytest.param(row, id=f"{row['case']}-{n}") for n, row in enumerate(rows_of(CASES / "expected.csv"))]
)
def test_a_case_is_judged_as_by_hand(marts: duckdb.DuckDBPyConnection, case: dict[str, str]) -> None:
    rows = marts.execute(case["question"]).fetchall()
    assert "; ".join(", ".join(map(written, row)) for row in rows) == case["answer"]
