"""Print the tables of docs/cases.md: what the printed forms are read as, and the cases of judgement with their answers.

`python -m tests.reading.cases > docs/cases.md`. A test holds the page against what this prints.
"""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

from kewei import reading

TESTS = Path(__file__).resolve().parents[1]
HEAD = """# Cases

Printed forms and judgements that are tests. `python -m tests.reading.cases > docs/cases.md` writes this page.

## Printed forms

What `kewei read` makes of each figure in its text. Bounds that are not known are empty.

| case | figure | measure | value | low | high | bound | unit |
|---|---|---|---:|---:|---:|---|---|
"""
JUDGED = """
## Judgements

Made-up documents (`tests/judgements/facts.csv`) are built, and their marts are asked. Rows are parted by a semicolon.

| case | question | answer |
|---|---|---|
"""


def rows(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cell(value: object) -> str:
    """A value as a cell of a table in Markdown."""
    return f"{value:f}" if isinstance(value, Decimal) else str(value or "").replace("|", "\\|")


def line(*values: object) -> str:
    """A row of a table in Markdown."""
    return "| " + " | ".join(map(cell, values)) + " |\n"


def page() -> str:
    """The whole page."""
    text = HEAD
    for row in rows(TESTS / "python/figures.csv"):
        read = reading.read_figure(row["figure"], row["measure"] or None, unit=head_of(row), before=row["text"])
        text += line(
            row["case"],
            row["figure"],
            row["measure"],
            read.value,
            read.value_low,
            read.value_high,
            read.bound,
            read.unit,
        )
    text += JUDGED
    for row in rows(TESTS / "judgements/expected.csv"):
        text += line(row["case"], f"`{row['question']}`", row["answer"])
    return text


def head_of(row: dict[str, str]) -> str | None:
    """The unit of a case that the figure itself does not print."""
    return {"sign_table": "%", "unit_from_head": "亿元", "intensity": row["unit"]}.get(row["case"])


if __name__ == "__main__":
    print(page(), end="")
