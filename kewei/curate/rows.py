"""What two readers have judged, as rows of the CSVs: first in a copy of the project, then in seeds/, all files or none.

Rows that are there already stay as they are typed, and new ones are put where the form check wants them, so that the
difference is what was added. The copy is checked as a whole, with the rules of a build.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kewei import csv_form
from kewei.curate.checks import CACHE
from kewei.curate.state import DETAILS, State
from kewei.problem import FailedError

FIGURES = ("figure", "figure_run_on")
# Where the folder of a checked copy is, below the project.
STAGE = "target/stage"
# Tables of the catalogue that a document may add rows to, and those of them that the second reader judges again.
ADDED = ("districts", "areas", "concepts", "units", "codelists", "indicators")
CATALOGUE = (*ADDED, "comparability", "tasks", "gate_waivers")
JUDGED_AGAIN = ("indicators", "comparability", "units")
# Why a figure has a row of details. Not the value: to the check against the text that would say that it is right.
WHY = {
    "period": "The text names a part of the year, or several years.",
    "base_year": "The text names the year that the change counts from.",
    "unit": "The unit stands in the head of the table.",
    "target_kind": "The words say more than the figure.",
    "claimed_verdict": "The summary says what became of the target.",
}
# Tables whose rows stand together by a column.
GROUPED = {"indicators": "concept_code", "second_indicators": "concept_code", "codelists": "codelist"}
# What a copy has of its own, or not at all.
NOT_STAGED = ("seeds", "target", "inbox", ".git", "draft", "logs")
Row = dict[str, str]
Tables = dict[str, list[Row]]


def value(cells: State, column: str) -> str:
    """What a cell holds; nothing where it was not judged."""
    return (cells.get(column) or {}).get("value") or ""


def document_row(document: State, reading: State) -> Row:
    """The row of documents.csv: what a program knows, with what the first reader says of the title page."""
    pieces = document["pieces"]
    ledger = ", ".join(f"{piece['char_start']:08} {piece['numeral']}" for piece in pieces)
    header = {column: value(document["header"], column) for column in document["header"]}
    header |= {column: value(reading["header"], column) for column in reading["header"]}
    return header | {
        "document_id": document["document_id"],
        "source_file": document["source_file"],
        "sha256": document["sha256"],
        "part_start": str(document["part_start"] or ""),
        "part_end": str(document["part_end"] or ""),
        "numeral_count": str(len(pieces)),
        "numerals_sha256": hashlib.sha256(ledger.encode()).hexdigest(),
    }


def judged(document: State, reading: State) -> tuple[list[Row], list[Row]]:
    """Ledger and facts of a reading, with the details of each figure in the row of its fact."""
    numerals, facts = [], []
    for piece in document["pieces"]:
        place = {"document_id": document["document_id"], "char_start": str(piece["char_start"])}
        numeral = reading["numerals"][place["char_start"]]
        disposition = value(numeral, "disposition")
        numerals.append(place | {"numeral": piece["numeral"], "disposition": disposition})
        if disposition in FIGURES:
            for fact in numeral["facts"]:
                facts.append(place | {column: value(fact["cells"], column) for column in fact["cells"]})
    return numerals, facts


def first_rows(document: State, reading: State) -> Tables:
    """All rows of the first reading."""
    numerals, facts = judged(document, reading)
    details = {}
    for number, fact in enumerate(facts):
        if any(fact.get(column) for column in DETAILS):
            reason = fact.get("reason") or " ".join(WHY[column] for column in DETAILS if fact.get(column))
            details.setdefault(fact["char_start"], (number, fact | {"reason": reason}))
    tables = {"documents": [document_row(document, reading)], "numerals": numerals, "facts": facts}
    tables["fact_details"] = [row for _, row in details.values()]
    return tables | {table: rows for table, rows in reading.get("rows", {}).items() if table in CATALOGUE}


def second_rows(document: State, reading: State) -> Tables:
    """All rows of the second reading, under the names of the tables that are read twice."""
    numerals, facts = judged(document, reading)
    header = {column: value(reading["header"], column) for column in reading["header"]}
    tables = {
        "documents": [{"document_id": document["document_id"]} | header],
        "numerals": numerals,
        "facts": facts,
        "targets": [fact for fact in facts if fact.get("kind") != "actual"],
    }
    return tables | {table: rows for table, rows in reading.get("rows", {}).items() if table in JUDGED_AGAIN}


@dataclass(frozen=True)
class Read:
    """What is read of a document: both readings, or the first alone, and the differences that are settled.

    Without the document itself only what the first reading adds to the catalogue is meant.
    """

    document: State | None
    first: State
    second: State | None = None
    settled: tuple[Row, ...] = ()


def stage(project: Path, documents: Iterable[Read]) -> Path:
    """A copy of the project whose CSVs hold documents as well, to be checked. Returns its folder.

    Everything but the CSVs is a link.
    """
    folder = project / STAGE
    shutil.rmtree(folder / "seeds", ignore_errors=True)
    (folder / "target").mkdir(parents=True, exist_ok=True)
    for path in project.iterdir():
        link = folder / path.name
        if path.name not in NOT_STAGED and not link.is_symlink():
            link.symlink_to(path)
    # Of the documents' two places one is beside the project.
    shared = folder.parent / "shared"
    if (project / "../shared").is_dir() and not shared.is_symlink():
        shared.symlink_to((project / "../shared").resolve())
    # The rules of the copy are those of the project: what is compiled for one serves both.
    if not (folder / CACHE).is_symlink():
        shutil.rmtree(folder / CACHE, ignore_errors=True)
        (project / CACHE).mkdir(parents=True, exist_ok=True)
        (folder / CACHE).symlink_to((project / CACHE).resolve())
    shutil.copytree(project / "seeds", folder / "seeds")
    for one in documents:
        added = {table: rows for table, rows in one.first.get("rows", {}).items() if table in ADDED}
        for table, rows in (first_rows(one.document, one.first) if one.document else added).items():
            put(folder, f"seeds/{table}.csv", rows)
        for table, rows in second_rows(one.document, one.second).items() if one.second else ():
            put(folder, f"seeds/second_reading/second_{table}.csv", rows)
        put(folder, "seeds/reading_differences.csv", one.settled)
    return folder


def put(project: Path, file: str, rows: Iterable[Row]) -> None:
    """Put rows into a CSV. Rows of a document that is there already are replaced; lines of others stay as they are."""
    path = project / file
    header, *lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    columns = header.split(",")
    new = [line_of(row, columns) for row in rows]
    if not new:
        return
    names = {row["document_id"] for row in rows} if columns[0] == "document_id" else set()
    kept = [line for line in lines if line not in new and (not names or line.split(",", 1)[0] not in names)]
    if columns[:2] == ["indicator_code_a", "indicator_code_b"]:
        kept = sorted([*kept, *new])
    elif group := GROUPED.get(path.stem):
        for row, line in zip(rows, new, strict=True):
            kept.insert(place_of(row, kept, columns, group), line)
    else:
        kept += new
    path.write_text("\n".join([header, *kept]) + "\n", encoding="utf-8")


def place_of(row: Row, lines: list[str], columns: list[str], group: str) -> int:
    """Where a row goes: below the last one of its concept or codelist, or at the end."""
    at = columns.index(group)
    of_group = [number for number, cells in enumerate(csv.reader(lines), 1) if cells[at] == row.get(group)]
    return max(of_group, default=len(lines))


def line_of(row: Row, columns: list[str]) -> str:
    """A row as a line of a CSV."""
    written = io.StringIO()
    csv.writer(written, lineterminator="").writerow([row.get(column) or "" for column in columns])
    return written.getvalue()


def publish(project: Path, folder: Path) -> list[str]:
    """Take the CSVs of a checked copy into seeds/, all or none. Returns the names of those that changed."""
    problems = csv_form.check(folder)
    if problems:
        raise FailedError(f"{problems[0].place}: found {problems[0].found}, expected {problems[0].expected}")
    changed = [
        path.relative_to(folder)
        for path in sorted((folder / "seeds").rglob("*.csv"))
        if path.read_bytes() != (project / path.relative_to(folder)).read_bytes()
    ]
    # All are written beside their targets first: what may fail, a full disk, fails before anything is replaced.
    written, replaced = [], []
    try:
        for file in changed:
            new = (project / file).with_suffix(".csv.new")
            written.append(new)
            with new.open("wb") as handle:
                handle.write((folder / file).read_bytes())
                handle.flush()
                os.fsync(handle.fileno())
        for file, new in zip(changed, written, strict=True):
            replaced.append((project / file, (project / file).read_bytes()))
            new.replace(project / file)
    except BaseException:
        for path, before in replaced:
            path.write_bytes(before)
        raise
    finally:
        for new in written:
            new.unlink(missing_ok=True)
    return [file.as_posix() for file in changed]
