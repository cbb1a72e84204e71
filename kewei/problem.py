"""A problem that a curator can correct, and how it is reported."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class FailedError(Exception):
    """A check found something. The message is one line without folders; what was found has been printed before."""


# Parts of the names of tests, so that a cause is reported before what may only follow from it: a figure with a wrong
# place is also one that the ledger does not have, and one that the second reading does not have.
CAUSES = (
    "cells_are_valid",
    "curated_judgements_",
    "_coherent",
    "pairs_",
    "texts_are_",
    "_match_the_texts",
)
CONSEQUENCES = ("_match_the_ledger", "_accounted_for", "readings_agree")


def step(test: str) -> int:
    """Where the problems of a test are in the report: the earlier, the more likely they are the cause of others."""
    names = CAUSES + CONSEQUENCES
    return next((number for number, part in enumerate(names, 1) if part in test), len(names) + 1)


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in one place.

    file: path below the project. line: counted from 1, 0 when the whole file is meant.
    column: name of the CSV column, empty when the whole line is meant. step: of the test that found it; 0 for form.
    """

    file: str
    line: int
    column: str
    found: str
    expected: str
    remedy: str
    step: int = 0

    @property
    def place(self) -> str:
        """File, line and column as the curator reads them."""
        return self.file + (f":{self.line}" if self.line else "") + (f", column {self.column}" if self.column else "")


def counted(number: int, noun: str) -> str:
    """A number with its noun."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def report(problems: Iterable[Problem]) -> str:
    """Print all problems, causes first, one block for each cell. Returns in one line how many there are."""
    blocks: dict[tuple, list[Problem]] = {}
    for problem in sorted(set(problems), key=lambda problem: (problem.step, problem)):
        # What has no line has no place of its own.
        blocks.setdefault((problem.place, "" if problem.line else problem.found), []).append(problem)
    reported: set[tuple[str, int]] = set()
    has_followed = False
    for (place, _), of_place in blocks.items():
        if not has_followed and reported and of_place[0].step > len(CAUSES):
            has_followed = True
            print("\nWhat follows may come from the problems above. Correct those first:")
        print(f"\n{place}")
        for problem in of_place:
            for label in ("found", "expected", "remedy"):
                print(f"    {label:<10}{getattr(problem, label)}")
        row = (of_place[0].file, of_place[0].line)
        if row in reported and of_place[0].step > len(CAUSES):
            print("    note      This row is reported above for another cell, which may be the cause.")
        reported |= {row} if row[1] else {(row[0], -1)}
    return f"{counted(len(blocks), 'problem')} in the CSVs"
