"""A problem that a curator can correct, and how it is reported."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby


class FailedError(Exception):
    """A check found something. The message is one line without folders; what was found has been printed before."""


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

    @property
    def place(self) -> str:
        """File, line and column as the curator reads them."""
        return self.file + (f":{self.line}" if self.line else "") + (f", column {self.column}" if self.column else "")


def report(problems: Iterable[Problem]) -> str:
    """Print all problems, one block for each place. Returns in one line how many places there are."""
    places = 0
    for place, group in groupby(sorted(set(problems)), key=lambda problem: problem.place):
        places += 1
        of_place = list(group)
        print(f"\n{place}")
        for label in ("found", "expected", "remedy"):
            texts = dict.fromkeys(getattr(problem, label) for problem in of_place)
            print(f"    {label:<10}" + "\n              ".join(texts))
    return f"{places} problem{'s' if places != 1 else ''} in the CSVs"
