"""What a suite is made of: one question, one small table that answers it, and bounds with their reasons."""

from __future__ import annotations

from dataclasses import dataclass

from great_expectations import expectations as gxe
from great_expectations.expectations.expectation import Expectation


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


def each(column: str, low: float | None, high: float | None, reason: str) -> Expectation:
    """The value of every row lies within the bounds."""
    texts = describe(f"every value {between(low, high)}", reason)
    return gxe.ExpectColumnValuesToBeBetween(column=column, min_value=low, max_value=high, **texts)


def median(column: str, low: float, high: float, reason: str) -> Expectation:
    """The median of all rows lies within the bounds."""
    texts = describe(f"a median {between(low, high)}", reason)
    return gxe.ExpectColumnMedianToBeBetween(column=column, min_value=low, max_value=high, **texts)


def shares(column: str, weights: dict[int, float], distance: float, reason: str) -> Expectation:
    """The values occur with the weights, up to a Kullback-Leibler distance."""
    weighted = ", ".join(f"{value} {weight:.0%}" for value, weight in weights.items())
    return gxe.ExpectColumnKLDivergenceToBeLessThan(
        column=column,
        partition_object={"values": list(weights), "weights": list(weights.values())},
        threshold=distance,
        **describe(f"a Kullback-Leibler distance of at most {distance} from {weighted}", reason),
    )


def describe(expected: str, reason: str) -> dict:
    """What is expected and why: one sentence for the pages, both parts for the report."""
    description = f"{expected[0].upper()}{expected[1:]}. {reason}"
    return {"description": description, "meta": {"expected": expected, "reason": reason}}


def between(low: float | None, high: float | None) -> str:
    """The bounds in words."""
    return f"of at most {number(high)}" if low is None else f"between {number(low)} and {number(high)}"


def number(value: float) -> str:
    """A number without needless digits."""
    return f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"
