"""What a suite is made of: one question, one small table that answers it, and bounds with their reasons."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

EACH, SHARE, GAP, MEDIAN, BENFORD = "each", "share", "gap", "median", "benford"
WARNING = "warning"
# What is expected, in words, with {} for the bounds.
EXPECTED = {
    EACH: "every value {}",
    SHARE: "every share {}, and what chance adds",
    GAP: "every gap {}, and what chance adds",
    MEDIAN: "a median {}, and what chance adds",
    BENFORD: "a distance {} from Benford's distribution, and what chance adds",
}


@dataclass(frozen=True)
class Bound:
    """One gate: a row of bounds.csv.

    statistic: `each` for the value of every row; `share` for a percentage of a number of things, which the column
    <column>_of holds; `gap` for the longest stretch of a text without any of <column>_of things, in percent; `median`
    for the median of all rows; `benford` for the Kullback-Leibler distance of all values from Benford's distribution.
    A bound may be left open. severity: `warning` for what is reported and stops nothing.
    """

    suite: str
    column: str
    statistic: str
    low: float
    high: float
    severity: str
    reason: str

    @property
    def gate(self) -> str:
        """The name that a waiver gives."""
        return f"{self.suite}.{self.column}"

    @property
    def expected(self) -> str:
        """What is expected, in words."""
        if self.low == float("-inf"):
            limits = f"of at most {number(self.high)}"
        elif self.high == float("inf"):
            limits = f"of at least {number(self.low)}"
        else:
            limits = f"between {number(self.low)} and {number(self.high)}"
        return EXPECTED[self.statistic].format(limits)


@dataclass(frozen=True)
class Suite:
    """Gates of one table.

    rows: what one row of the table is. sql: makes the table where the CSVs or the marts can be queried. It has the
    name of each row in `row_name`; in `documents`, where rows can be waived for a document, its id or ids of its
    figures; and for shares and gaps how many things they are of, in <column>_of.
    """

    name: str
    rows: str
    sql: str
    bounds: list[Bound]


def suite(name: str, rows: str, sql: str) -> Suite:
    """The suite with its bounds in bounds.csv."""
    with (Path(__file__).parent / "bounds.csv").open(encoding="utf-8", newline="") as file:
        return Suite(name, rows, sql, [bound(**row) for row in csv.DictReader(file) if row["suite"] == name])


def bound(suite: str, column: str, statistic: str, low: str, high: str, severity: str, reason: str) -> Bound:
    """One row of bounds.csv."""
    if statistic not in EXPECTED:
        raise ValueError(f"bounds.csv: found statistic {statistic!r}, expected one of {', '.join(EXPECTED)}")
    return Bound(suite, column, statistic, float(low or "-inf"), float(high or "inf"), severity, reason)


def number(value: float) -> str:
    """A number without needless digits."""
    return f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"
