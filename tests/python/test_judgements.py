"""Cases of judgement from tests/judgements/, built together in a copy of the project and asked for in its marts.

facts.csv says what made-up documents print, expected.csv asks in SQL and gives the answer worked out by hand: rows
separated by '; ', values by ', ', null for null, whole numbers without decimals.
"""

from __future__ import annotations

import csv
import hashlib
import re
import shutil
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from conftest import PROJECT, copy_project, dbt, run, shared

from kewei.reading import numerals
from tests.project import documents_folder

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


def in_chinese(text: str) -> str:
    """A Chinese text with the digits of an English one."""
    return f"判例{'、'.join(re.findall('[0-9]+', text))}。"


def append_to(path: Path, rows: list[dict]) -> None:
    """Put rows at the end of a CSV file, with a Chinese text for each English one; what a row lacks stays empty."""
    with path.open(encoding="utf-8", newline="") as handle:
        header = next(csv.reader(handle))
    translated = [column.removesuffix("_zh") for column in header if column.endswith("_zh")]
    # Both languages print the same digits.
    rows = [row | {f"{one}_zh": in_chinese(row[one]) for one in translated if row.get(one)} for row in rows]
    with path.open("a", encoding="utf-8", newline="") as handle:
        csv.DictWriter(handle, header, restval="", extrasaction="ignore", lineterminator="\n").writerows(rows)


def add_cases(project: Path, cover: str = "") -> dict[str, str]:
    """Enter the made-up documents as a curator would: every figure in a line of its own.

    A fact without a figure is another meaning of the figure above it. Documents with one `file` are its parts, one
    after the other. cover: what such a file prints before its first part. Returns the texts by file.
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
    files: dict[str, str] = {}
    for number, row in enumerate(documents, start=1):
        code, year, document_id = row["district_code"], row["covers_year"], row["document_id"]
        row["source_file"] = row["file"] or f"{document_id}.txt"
        parts = [one["document_id"] for one in documents if one["file"] == row["file"] != ""]
        start = len(files.setdefault(row["source_file"], cover if parts else ""))
        files[row["source_file"]] += texts[document_id]
        if parts:
            row["part_start"] = start or ""
            row["part_end"] = "" if document_id == parts[-1] else len(files[row["source_file"]])
        found = [(start + place, numeral) for place, numeral, _ in numerals(texts[document_id])]
        row["numeral_count"] = len(found)
        lines = ", ".join(f"{place:08} {numeral}" for place, numeral in found)
        row["numerals_sha256"] = hashlib.sha256(lines.encode()).hexdigest()
        row["document_number"] = f"试科委〔{int(row['issued_on'][:4])}〕{parts[0] if parts else number}号"
        row["title"] = f"{year}年{districts[code]['district']}"
        row["title_en"] = f"Made up for {year}, {districts[code]['district_en']}"
        row["issuer_en"] = "Made-up commission"
        row["issuer"] = f"{districts[code]['full_name']}科学技术委员会"
        ledger = [
            {"document_id": document_id, "char_start": place, "numeral": numeral}
            | {"disposition": "unit" if files[row["source_file"]].startswith("百分点", place) else "figure"}
            for place, numeral in found
        ]
        append(project, "numerals", ledger)
        for fact in facts:
            if fact["document_id"] == document_id:
                fact["char_start"] += start
    for row in documents:
        row["sha256"] = hashlib.sha256(files[row["source_file"]].encode()).hexdigest()
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
        way = " Here less is better." if row["direction"] == "down" else ""
        row |= {"is_headline": "false", "definition": f"Made up for a case of judgement.{way}", "subject": "district"}
    append(project, "indicators", indicators)
    append(project, "identities", [{**one, "note": "A case."} for one in rows_of(CASES / "identities.csv")])
    append(project, "comparability", rows_of(CASES / "comparability.csv"))
    return files


def write_texts(folder: Path, files: dict[str, str]) -> str:
    """The folder, with the texts of the project and of the cases; none where the project's are not available."""
    if not documents_folder():
        return ""
    shutil.copytree(documents_folder(), folder)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return str(folder)


def build(project: Path) -> None:
    """Build the project with the cases in it, with their texts, without gates: a document of cases is like no other."""
    texts = write_texts(project.parent / "texts", add_cases(project))
    result = dbt(project, "build", "--exclude-resource-type", "unit_test", documents=texts)
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


def test_parts_that_leave_something_out_are_reported(documents: str, tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    files = add_cases(project, cover="第9页。\n")
    path = project / "seeds/documents.csv"
    content = path.read_text(encoding="utf-8")
    [last] = [line for line in content.splitlines() if line.startswith("minhang_2025_plan,")]
    path.write_text(content.replace(last, last[: -len(",,,")] + "99999,,,"), encoding="utf-8")
    result = run(project, "kewei", "build", documents=write_texts(tmp_path / "texts", files))
    assert result.returncode == 1, result.stdout
    line = content.splitlines().index(last) + 1
    assert f"seeds/documents.csv:{line - 1}, column part_start" in result.stdout
    assert "the numeral 9 at character 1 of minhang_2024.txt in no part" in result.stdout
    assert f"seeds/documents.csv:{line}, column part_end" in result.stdout
    assert f"which has {len(files['minhang_2024.txt'])} characters" in result.stdout
