"""A problem that a curator can mend, and how it is told."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in one place.

    file: path below the project. line: counted from 1, 0 when the whole file is meant.
    column: name of the CSV column, empty when the whole line is meant.
    """

    file: str
    line: int
    column: str
    found: str
    expected: str
    remedy: str

    def __str__(self) -> str:
        """The problem as the curator reads it."""
        place = self.file + (f":{self.line}" if self.line else "")
        column = f", column {self.column}" if self.column else ""
        return (
            f"{place}{column}\n    found     {self.found}\n    expected  {self.expected}\n    remedy    {self.remedy}"
        )


def find_line(project: Path, file: str, row_key: str) -> int:
    """Line of the CSV row that a test named, from 1; 0 when the file or the key leads nowhere.

    row_key: `column=value; column=value`, as the macro row_key writes it. Of several rows with the
    key the last counts, because a row entered twice is mended at its second entry. A row that is
    missing has the line where its char_start would put it.
    """
    wanted = dict(part.split("=", 1) for part in row_key.split("; ") if "=" in part)
    path = project / file
    if not wanted or not path.is_file():
        return 0
    line = place = 0
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        for row in reader:
            if all(row.get(column, "") == value for column, value in wanted.items()):
                line = reader.line_num
            if precedes(row.get("char_start"), wanted.get("char_start")):
                place = reader.line_num + 1
    return line or place


def precedes(one: str | None, other: str | None) -> bool:
    """Whether one position comes before another; False when either is no position."""
    return (one or "").isdecimal() and (other or "").isdecimal() and int(one) < int(other)
