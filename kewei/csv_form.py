"""The form of the curated CSVs, checked before dbt loads them: encoding, header, cells.

dbt loads what it can and says little about what it cannot; a wrong encoding or a swapped header
would surface as a puzzle three layers further on. What the cells *mean* is tested in SQL.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import yaml

from kewei.problem import Problem

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# Full-width digits and Latin letters look like their plain twins and never match them.
FULL_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ．％]")
# Tabs, no-break and full-width spaces, zero-width characters and other controls.
INVISIBLE = re.compile("[\x00-\x1f\x7f\u00a0\u200b-\u200f\u2028\u2029\u3000\ufeff]")
SAVE_AS_UTF8 = "Save the file as UTF-8 without byte order mark and with Unix line ends."


def declared_columns(project: Path) -> dict[str, list[str]]:
    """Columns of every seed in the order of its CSV, from the YAML beside the seeds."""
    columns: dict[str, list[str]] = {}
    for path in sorted((project / "seeds").rglob("*.yml")):
        for seed in yaml.safe_load(path.read_text(encoding="utf-8"))["seeds"]:
            columns[seed["name"]] = [column["name"] for column in seed["columns"]]
    return columns


def check(project: Path) -> list[Problem]:
    """All problems of form in all CSVs under seeds/, sorted by place."""
    declared = declared_columns(project)
    paths = {path.stem: path for path in sorted((project / "seeds").rglob("*.csv"))}
    problems = [
        Problem(
            f"seeds/**/{name}.csv",
            0,
            "",
            "no such file",
            "a CSV for each seed that is declared in a YAML file",
            "Restore the CSV, or take the seed out of the YAML and of dbt_project.yml.",
        )
        for name in declared.keys() - paths.keys()
    ]
    for name, path in paths.items():
        file = path.relative_to(project).as_posix()
        if name not in declared:
            problems.append(
                Problem(
                    file,
                    0,
                    "",
                    "a CSV that no YAML file declares",
                    "a description and a list of columns beside it",
                    "Declare the seed in the YAML file of its folder; a new document also goes into "
                    "seeds/documents.csv and dbt_project.yml.",
                )
            )
            continue
        problems += check_file(file, path.read_bytes(), declared[name])
    return sorted(problems)


def check_file(file: str, content: bytes, header: list[str]) -> list[Problem]:
    """Problems of one CSV. file: the path to name. header: the columns in their order."""
    if content.startswith(BYTE_ORDER_MARK):
        return [Problem(file, 1, header[0], "a byte order mark", "plain UTF-8", SAVE_AS_UTF8)]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        found = f"bytes that are not UTF-8 ({guess_encoding(content)})"
        return [Problem(file, line, "", found, "UTF-8", SAVE_AS_UTF8)]
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        return [Problem(file, line, "", "a carriage return", "Unix line ends", SAVE_AS_UTF8)]
    return check_rows(file, text, header)


def guess_encoding(content: bytes) -> str:
    """Name of the encoding that the bytes fit, for the message."""
    for encoding in ("gbk", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return f"they fit {encoding.upper()}"
    return "they fit no encoding that we know"


def check_rows(file: str, text: str, header: list[str]) -> list[Problem]:
    """Problems of header, rows and cells of one decoded CSV."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    problems: list[Problem] = []
    try:
        problems += check_header(file, next(reader, []), header)
        if problems:
            return problems
        for row in reader:
            problems += check_row(file, reader.line_num, row, header)
    except csv.Error as error:
        problems.append(
            Problem(
                file,
                reader.line_num,
                "",
                f"a line that is no CSV: {error}",
                "cells separated by commas, quotes in pairs",
                "Put a cell that holds a comma or a quote into quotes, and double the quote inside.",
            )
        )
    return problems


def check_header(file: str, found: list[str], header: list[str]) -> list[Problem]:
    """The first column that is not the declared one."""
    for place, (one, other) in enumerate(zip(found + [""] * len(header), header, strict=False), 1):
        if one != other:
            return [
                Problem(
                    file,
                    1,
                    one or other,
                    f"{one!r} as column {place}",
                    f"{other!r}; the header is {','.join(header)}",
                    "Put the columns, with their cells, into the declared order.",
                )
            ]
    if len(found) > len(header):
        extra = found[len(header)]
        return [
            Problem(
                file,
                1,
                extra,
                f"a further column {extra!r}",
                f"{len(header)} columns: {','.join(header)}",
                "Delete the column, or declare it in the YAML file and in dbt_project.yml.",
            )
        ]
    return []


def check_row(file: str, line: int, row: list[str], header: list[str]) -> list[Problem]:
    """Number of cells, blanks around them, line breaks and characters that cannot be seen."""
    if not any(cell.strip() for cell in row):
        return [Problem(file, line, "", "a blank row", "a row with content", "Delete the row.")]
    if len(row) != len(header):
        return [
            Problem(
                file,
                line,
                header[min(len(row), len(header)) - 1],
                f"{len(row)} cells",
                f"{len(header)} cells: {','.join(header)}",
                "Add or delete a comma, or put a cell that holds a comma into quotes.",
            )
        ]
    problems = []
    for column, cell in zip(header, row, strict=True):
        if cell != cell.strip():
            found, expected = f"blanks around {cell.strip()!r}", "no blanks at either end"
        elif INVISIBLE.search(cell):
            mark = INVISIBLE.search(cell).group()
            found, expected = f"the character U+{ord(mark):04X} in {cell!r}", "visible text on one line"
        elif FULL_WIDTH.search(cell):
            mark = FULL_WIDTH.search(cell).group()
            found, expected = f"the full-width {mark!r} in {cell!r}", "plain digits, letters and signs"
        elif cell[:1] in ("=", "+", "@"):
            found, expected = f"{cell!r}, which a spreadsheet runs as a formula", "plain text"
        else:
            continue
        problems.append(Problem(file, line, column, found, expected, "Retype the cell."))
    return problems
