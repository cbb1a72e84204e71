"""What a suite is made of: one question, one small table that answers it, and bounds with their reasons."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from pathlib import Path

from great_expectations import expectations as gxe
from great_expectations.expectations.expectation import Expectation

# The first digits of amounts of many sizes.
BENFORD = {"values": list(range(1, 10)), "weights": [math.log10(1 + 1 / digit) for digit in range(1, 10)]}


@dataclass(frozen=True)
class Suite:
    """Expectations of one table.

    rows: what one row of the table is. sql: makes the table, with the name of each row in `row_name`, where the CSVs
    or the marts can be queried.
    """

    name: str
    rows: str
    sql: str
    expectations: list[Expectation]


def suite(name: str, rows: str, sql: str) -> Suite:
    """The suite with its bounds in bounds.csv."""
    with (Path(__file__).parent / "bounds.csv").open(encoding="utf-8", newline="") as file:
        bounds = [row for row in csv.DictReader(file) if row.pop("suite") == name]
    return Suite(name, rows, sql, [expectation(**bound) for bound in bounds])


def expectation(column_name: str, statistic: str, low: str, high: str, reason: str) -> Expectation:
    """One row of bounds.csv as an expectation, with what is expected and why for pages and report.

    statistic: `each` for the value of every row, `median` for the median of all rows, `benford` for the
    Kullback-Leibler distance of the values from Benford's distribution. A bound may be left open.
    """
    lowest, highest = float(low or "-inf"), float(high or "inf")
    limits = {"min_value": lowest if low else None, "max_value": highest if high else None}
    between = f"between {number(lowest)} and {number(highest)}" if low else f"of at most {number(highest)}"
    if statistic == "each":
        kind, expected = gxe.ExpectColumnValuesToBeBetween, f"every value {between}"
    elif statistic == "median":
        kind, expected = gxe.ExpectColumnMedianToBeBetween, f"a median {between}"
    elif statistic == "benford":
        kind, expected = gxe.ExpectColumnKLDivergenceToBeLessThan, f"a distance {between} from Benford's distribution"
        limits = {"partition_object": BENFORD, "threshold": highest}
    else:
        raise ValueError(f"bounds.csv: found statistic {statistic!r}, expected each, median or benford")
    description = f"{expected[0].upper()}{expected[1:]}. {reason}"
    return kind(column=column_name, description=description, meta={"expected": expected, "reason": reason}, **limits)


def number(value: float) -> str:
    """A number without needless digits."""
    return f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"
