"""Reading the questions in analyses/: their text, their SQL and the answer in their header."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path


@dataclass(frozen=True)
class Analysis:
    """One question. columns and rows: the answer as the header gives it, every cell as text."""

    name: str
    question: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def read(path: Path) -> Analysis:
    """Read the header of one analysis: a line `-- Question: …`, a line `-- Answer:`, and a table under it."""
    lines = path.read_text(encoding="utf-8").splitlines()
    question = lines[0].removeprefix("-- Question: ")
    start = lines.index("-- Answer:") + 1
    table = []
    for line in lines[start:]:
        if not line.startswith("--   "):
            break
        table.append(tuple(cell.strip() for cell in line.removeprefix("--   ").split(" | ")))
    return Analysis(path.stem, question, table[0], tuple(table[1:]))


def as_text(value: object) -> str:
    """A value as the header writes it: numbers without trailing zeros, null as -."""
    if value is None:
        return "-"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value)
