"""Where marks stand on a track, in percent of its width. The macros of templates/marks.html.j2 draw them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Number = Decimal | None
# A band narrower than this percentage of its track cannot be seen as a band.
NARROWEST = 1.2


@dataclass(frozen=True)
class Scale:
    """A track from one value to another. What lies beyond is cut at its end, and says so."""

    first: Decimal
    last: Decimal

    def at(self, value: Decimal) -> float:
        """Percent of the width, between 0 and 100."""
        share = (Decimal(value) - self.first) / (self.last - self.first) * 100
        return round(float(min(max(share, Decimal(0)), Decimal(100))), 2)

    def holds(self, value: Decimal) -> bool:
        """Whether a value stands on the track."""
        return self.first <= value <= self.last


def span(low: Number, high: Number, scale: Scale, value: Number = None, bound: str = "", implied: bool = False) -> dict:
    """How an interval is drawn, and where.

    shape: exact, band, narrow (a band too narrow to draw), open_high, open_low, approximate, beyond or unknown. A print
    supports a set, not a likelihood.
    """
    mark: dict[str, Any] = {"implied": implied, "x": 0.0, "width": 0.0}
    if bound == "approximate" and value is not None:
        shape, first, last = "approximate", value, value
    elif low is not None and high is not None:
        shape, first, last = ("exact" if low == high else "band"), low, high
    elif low is not None:
        shape, first, last = "open_high", low, low
    elif high is not None:
        shape, first, last = "open_low", high, high
    else:
        return mark | {"shape": "unknown"}
    if first > scale.last:
        return mark | {"shape": "beyond", "x": 100.0}
    x = scale.at(first)
    width = round(scale.at(last) - x, 2)
    if shape == "band" and width < NARROWEST:
        shape, x, width = "narrow", round(x + width / 2, 2), 0.0
    return mark | {"shape": shape, "x": x, "width": width}


def target(low: Number, high: Number, scale: Scale, value: Number = None, implied: bool = False) -> dict:
    """A target: a line, or the band of a range; an implied one is dotted. None of it where no number is printed."""
    ends = [end for end in (low, high) if end is not None] or [value]
    if ends == [None]:
        return {"shape": "none", "implied": implied, "x": 0.0, "width": 0.0}
    x = scale.at(ends[0])
    width = round(scale.at(ends[-1]) - x, 2)
    return {"shape": "range" if width else "line", "implied": implied, "x": x, "width": width}


def relative(row: dict, low: Number, high: Number) -> tuple[Number, Number]:
    """An interval in percent of a target: each end is divided by the end of the target that makes it widest."""
    low_target = row["target_low"] if row["target_low"] is not None else row["target_high"]
    high_target = row["target_high"] if row["target_high"] is not None else row["target_low"]
    if not low_target or not high_target:
        return None, None
    return (
        None if low is None else low / high_target * 100,
        None if high is None else high / low_target * 100,
    )
