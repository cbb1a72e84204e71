"""The pages for readers: overview, promises, growth, comparison, doubts, and the key of marks."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kewei.site.marks import Scale, relative, span, target
from kewei.site.queries import Row, Warehouse
from kewei.site.site import Page, listed, pages

# Outcomes in percent of their targets, on one track; what is beyond is cut and says so.
OF_TARGET = Scale(0, 200)
# States of a promise from the best known to the least; the order of squares and legends.
STATES = ("exceeded", "met", "not_met", "indeterminate", "not_comparable", "no_actual", "not_due")


def is_promise(row: Row) -> bool:
    """A forecast is no promise, and a target that only a completion rate implies stands apart."""
    return row["kind"] == "target" and not row["is_implied"]


def last_outcome(row: Row, warehouse: Warehouse) -> Row | None:
    """The last outcome before a target: printed, computed of two prints, or implied; the one of the later year."""
    printed, implied = row["prior_actual_year"], row["implied_prior_year"]
    if printed is None and implied is None:
        return None
    if implied is None or (printed is not None and printed >= implied):
        inputs = listed(row["prior_actual_observation_id"])
        if len(inputs) == 1:
            figure = warehouse.figures[inputs[0]]
            return figure | {"source": "printed", "year": printed, "inputs": inputs}
        value = row["prior_actual_value"]
        found = {"source": "computed", "year": printed, "inputs": inputs, "id": f"prior-{row['id']}"}
        return found | {"value": value, "value_low": value, "value_high": value, "bound": "approximate"}
    value = warehouse.implied[row["implied_prior_id"]]
    return value | {"source": "implied", "year": implied, "bound": ""}


def beside_target(row: Row, warehouse: Warehouse) -> Row:
    """A target with its last outcome and both marks, in percent of the target."""
    last = last_outcome(row, warehouse)
    outcome = {"shape": "unknown"}
    if last is not None:
        low, high = relative(row, last["value_low"], last["value_high"])
        middle = high if last["bound"] == "approximate" else None
        outcome = span(low, high, OF_TARGET, middle, last["bound"], last["source"] == "implied")
    ambition = row["ambition"] or row["implied_ambition"]
    return row | {"last": last, "outcome": outcome, "mark": target_mark(row), "ambition_known": ambition}


def target_mark(row: Row) -> Row:
    """The mark of a target at 100 percent of itself; a range ends where it ends."""
    low, high = row["target_low"], row["target_high"]
    if low is None and high is None:
        return target(None, None, OF_TARGET)
    last = Decimal(100)
    if low and high and high > low:
        return target(last, high / low * 100, OF_TARGET)
    return target(last, last, OF_TARGET, implied=row["is_implied"])


def state_counts(rows: list[Row]) -> list[tuple[str, int]]:
    """How many promises have each state, in the order of states; those that none has are left out."""
    verdicts = [row["verdict"] for row in rows]
    found = [state for state in STATES if state in verdicts] + sorted(set(verdicts) - set(STATES))
    return [(state, verdicts.count(state)) for state in found]


@pages
def overview(warehouse: Warehouse) -> Iterator[Page]:
    """What a leader reads in three minutes."""
    promises = [row for row in warehouse.targets if is_promise(row)]
    judged = [row for row in promises if row["actual_observation_id"]]
    plans = [row for row in promises if row["document_type"] == "plan"]
    latest = max((row["plan_year"] for row in plans), default=None)
    of_latest = [beside_target(row, warehouse) for row in plans if row["plan_year"] == latest]
    groups = []
    for document_id in dict.fromkeys(row["document_id"] for row in promises):
        rows = [row for row in promises if row["document_id"] == document_id]
        rows.sort(key=lambda row: STATES.index(row["verdict"]) if row["verdict"] in STATES else len(STATES))
        groups.append({"document": warehouse.documents[document_id], "rows": rows, "counts": state_counts(rows)})
    groups.sort(key=lambda group: group["document"]["covers_year"], reverse=True)
    serious = [row for row in warehouse.findings if row["kind"] not in ("source_damage", "unit_not_printed")]
    yield Page(
        "index.html",
        "overview.html.j2",
        "概览",
        "Overview",
        {
            "promises": promises,
            "judged": judged,
            "judged_counts": state_counts(judged),
            "latest": latest,
            "of_latest": of_latest,
            "below": [row for row in of_latest if row["ambition_known"] == "below_prior"],
            "pairs": headline_pair(warehouse),
            "nobody": nobody_can_tell(warehouse),
            "serious": serious,
            "example": next((row for row in serious if row["kind"] == "rival_figures"), None),
            "groups": groups,
            "counts": state_counts(promises),
        },
        nav="overview",
        nav_zh="概览",
        nav_en="Overview",
    )


def headline_pair(warehouse: Warehouse) -> list[Row]:
    """Level and growth of the headline indicator that two districts print alike; the latest year, then the largest."""
    alike = [row for row in warehouse.comparisons if row["grade"] == "A" and row["is_headline"]]
    found: dict[tuple, dict[str, Row]] = {}
    for row in alike:
        key = (row["year_a"], row["indicator_code_a"], row["district_code_a"], row["district_code_b"])
        found.setdefault(key, {})[row["measure"]] = row
    both = [(key, rows) for key, rows in found.items() if rows.keys() >= {"level", "change_pct"}]
    if not both:
        return []
    _, rows = max(both, key=lambda item: (item[0][0], item[0][1:]))
    return [rows["level"], rows["change_pct"]]


def nobody_can_tell(warehouse: Warehouse) -> list[Row]:
    """Documents with promises whose outcome no document of the warehouse could report."""
    return [row for row in warehouse.promises if row["no_document"]]
