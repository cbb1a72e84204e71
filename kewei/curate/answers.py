"""The questions in analyses/ and the READMEs with their answers, which `kewei answers` brings up to date."""

from __future__ import annotations

import difflib
import re
from contextlib import redirect_stdout
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from pathlib import Path

import duckdb

ANSWER = "-- Answer:"
ROW = "--   "
EXAMPLE = re.compile("```sql\n(.*?)```\n+.*?```text\n(.*?)```", re.DOTALL)


@dataclass(frozen=True)
class Analysis:
    """One question. columns and rows: the answer as the header gives it, every cell as text."""

    question: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def read(text: str) -> Analysis:
    """Read an analysis: a line `-- Question: …`, a line `-- Answer:`, and a table under it."""
    lines = text.splitlines()
    start, end = answered(lines)
    table = [tuple(cell.strip() for cell in line.removeprefix(ROW).split(" | ")) for line in lines[start:end]]
    return Analysis(lines[0].removeprefix("-- Question: "), table[0], tuple(table[1:]))


def answered(lines: list[str]) -> tuple[int, int]:
    """Where the table of the answer begins and ends."""
    start = lines.index(ANSWER) + 1
    return start, next((number for number in range(start, len(lines)) if not lines[number].startswith(ROW)), len(lines))


def as_text(value: object) -> str:
    """A value as the header writes it: numbers without trailing zeros, null as -."""
    if value is None:
        return "-"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value)


def answer(connection: duckdb.DuckDBPyConnection, text: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Columns and rows that a database with the marts answers."""
    found = connection.execute(text)
    columns = tuple(column[0] for column in found.description)
    return columns, [tuple(as_text(value) for value in row) for row in found.fetchall()]


def refreshed(connection: duckdb.DuckDBPyConnection, text: str) -> str:
    """The text of an analysis with the answer that it gets now."""
    lines = text.splitlines()
    start, end = answered(lines)
    columns, rows = answer(connection, text)
    table = [ROW + " | ".join(row) for row in (columns, *rows)]
    return "\n".join([*lines[:start], *table, *lines[end:]]) + "\n"


def in_readme(connection: duckdb.DuckDBPyConnection, text: str) -> str:
    """The text of a README with the answer to its example, the first query that an answer follows."""
    sql, shown = EXAMPLE.search(text).groups()
    with redirect_stdout(StringIO()) as printed:
        connection.sql(sql).show(max_rows=200, max_width=200)
    return text.replace(shown, f"{printed.getvalue().strip()}\n")


@dataclass(frozen=True)
class Change:
    """An answer that is another now. text: the whole file with it. diff: what differs, to be read."""

    path: Path
    text: str
    diff: str


def changes(connection: duckdb.DuckDBPyConnection, project: Path) -> tuple[list[Change], list[str]]:
    """What changes, and the questions that only a published file can answer, because they read its history."""
    changed, unasked = [], []
    for path in [*sorted((project / "analyses").glob("*.sql")), *sorted(project.glob("README*.md"))]:
        text = path.read_text(encoding="utf-8")
        try:
            new = (refreshed if path.suffix == ".sql" else in_readme)(connection, text)
        except duckdb.CatalogException:
            if "rpt_changes" not in text:
                raise
            unasked.append(path.relative_to(project).as_posix())
            continue
        if new != text:
            name = path.relative_to(project).as_posix()
            lines = difflib.unified_diff(text.splitlines(), new.splitlines(), name, f"{name}, now", lineterm="", n=1)
            changed.append(Change(path, new, "\n".join(lines)))
    return changed, unasked
