"""What a suite is made of: one question, one small table that answers it, and bounds with their reasons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
from great_expectations import expectations as gxe
from great_expectations.expectations.expectation import Expectation


@dataclass(frozen=True)
class Suite:
    """A suite with its one batch.

    table: makes the batch from where the data is, a project folder or an open warehouse.
    rows: what one row of it is, for the reader. key: the column that names a row.
    """

    name: str
    rows: str
    key: str
    table: Callable[..., pd.DataFrame]
    expectations: list[Expectation]


def each(column: str, low: float | None, high: float | None, why: str) -> Expectation:
    """The value of every row lies within the bounds."""
    return gxe.ExpectColumnValuesToBeBetween(
        column=column, min_value=low, max_value=high, **told(f"every value {between(low, high)}", why)
    )


def median(column: str, low: float, high: float, why: str) -> Expectation:
    """The median of all rows lies within the bounds."""
    return gxe.ExpectColumnMedianToBeBetween(
        column=column, min_value=low, max_value=high, **told(f"a median {between(low, high)}", why)
    )


def shares(column: str, weights: dict[str, float], distance: float, why: str) -> Expectation:
    """The values are shared out as the weights say, up to a Kullback-Leibler distance."""
    weighed = ", ".join(f"{value} {weight:.0%}" for value, weight in weights.items())
    return gxe.ExpectColumnKLDivergenceToBeLessThan(
        column=column,
        partition_object={"values": list(weights), "weights": list(weights.values())},
        threshold=distance,
        **told(f"a Kullback-Leibler distance of at most {distance} from {weighed}", why),
    )


def told(expected: str, why: str) -> dict:
    """What is expected and why: one sentence for the pages, both parts for the report."""
    return {"description": f"{expected[0].upper()}{expected[1:]}. {why}", "meta": {"expected": expected, "note": why}}


def between(low: float | None, high: float | None) -> str:
    """The bounds in words."""
    if high is None:
        return f"of at least {number(low)}"
    return f"of at most {number(high)}" if low is None else f"between {number(low)} and {number(high)}"


def number(value: float) -> str:
    """A number without needless digits."""
    return f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"
