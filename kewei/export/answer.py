"""The answer to a query as a table to look at, or as a file to take away."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from kewei.problem import FailedError

# What a file's ending says, and what is for people and machines to read on a screen.
FORMATS = {"csv": "csv", "parquet": "parquet", "xlsx": "xlsx", "json": "json", "md": "markdown", "markdown": "markdown"}
TEXTS = ("table", "csv", "json", "markdown")
COPIED = {"csv": "format csv, header", "parquet": "format parquet", "json": "format json, array true"}
NUMBER = re.compile("U?(TINY|SMALL|BIG|HUGE)?INT|DECIMAL|DOUBLE|FLOAT")
# A file does not say when it was asked for, so that equal answers are equal files.
CREATED = datetime(2000, 1, 1)


def format_of(wanted: str | None, out: Path | None) -> str:
    """The format of the answer: as wanted, else by the file's ending, else the table."""
    if wanted:
        return FORMATS.get(wanted, wanted)
    if out is None:
        return "table"
    ending = out.suffix.removeprefix(".").lower()
    if ending not in FORMATS:
        known = ", ".join(f".{name}" for name in FORMATS)
        raise FailedError(f"{out.name} does not end in one of {known}; name the format with --format")
    return FORMATS[ending]


def write(connection: duckdb.DuckDBPyConnection, answer: duckdb.DuckDBPyRelation, form: str, out: Path | None) -> None:
    """Write an answer to a file, which it replaces in one step, or in a format of texts to standard output."""
    if form == "table":
        raise FailedError("the table is for the screen; for a file name another --format")
    if out is None:
        if form not in TEXTS:
            raise FailedError(f"{form} is no text: name a file with --out")
        if form == "markdown":
            print(markdown(answer), end="")
        else:
            # Not into /dev/stdout, which DuckDB would open anew and so empty a file that output is appended to.
            with TemporaryDirectory() as folder:
                path = Path(folder) / "answer"
                copy(connection, answer, form, str(path))
                print(path.read_text(encoding="utf-8"), end="")
        return
    if out.suffix.lower() in (".duckdb", ".wal"):
        raise FailedError(f"{out.name} has the ending of a database; name another file")
    with replacing(out) as path:
        if form == "markdown":
            path.write_text(markdown(answer), encoding="utf-8")
        elif form == "xlsx":
            workbook(answer, path)
        else:
            copy(connection, answer, form, str(path))


def copy(connection: duckdb.DuckDBPyConnection, answer: duckdb.DuckDBPyRelation, form: str, path: str) -> None:
    """Let DuckDB write an answer."""
    _kewei_answer = answer  # DuckDB finds it by this name
    quoted = path.replace("'", "''")
    connection.execute(f"copy (from _kewei_answer) to '{quoted}' ({COPIED[form]})")


def markdown(answer: duckdb.DuckDBPyRelation) -> str:
    """A table in Markdown. Nothing in a cell can end it."""

    def line(cells: list[str]) -> str:
        return f"| {' | '.join(cells)} |\n"

    def text(value: object) -> str:
        if isinstance(value, Decimal):
            value = f"{value.normalize():f}"
        elif isinstance(value, bool):
            value = str(value).lower()
        escaped = str("" if value is None else value).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
        return " ".join(escaped.split())

    rule = ["---:" if NUMBER.match(str(kind)) else "---" for kind in answer.types]
    rows = [line([text(value) for value in row]) for row in answer.fetchall()]
    return line([text(name) for name in answer.columns]) + line(rule) + "".join(rows)


def workbook(answer: duckdb.DuckDBPyRelation, path: Path) -> None:
    """A workbook with one sheet."""
    from kewei.export.sheets import Book

    with Book(path, CREATED) as book:
        book.table("answer", answer.columns, answer.fetchall())


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """A path to write to; what was written takes the place of the file, in one step, if nothing failed."""
    if not out.parent.is_dir():
        raise FailedError(f"the folder {out.parent} is not there")
    if out.is_dir():
        raise FailedError(f"{out} is a folder")
    draft = out.with_name(f".{out.name}.{os.getpid()}.tmp")
    try:
        yield draft
        os.replace(draft, out)
    finally:
        draft.unlink(missing_ok=True)
