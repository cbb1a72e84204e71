"""The pages for readers: overview, promises, growth, comparison, doubts, and the key of marks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal

from kewei.site import shown
from kewei.site.marks import Scale, relative, span, target
from kewei.site.queries import MOST_CARDS, MOST_ROWS, Row, Warehouse
from kewei.site.site import Page, pages

# Outcomes in percent of their targets, on one track; what is beyond is cut and says so.
OF_TARGET = Scale(Decimal(0), Decimal(200))
# States of a promise from the best known to the least; the order of squares and legends.
STATES = ("exceeded", "met", "not_met", "indeterminate", "not_comparable", "no_actual", "not_due")

# Why the outcome of a promise is unknown, in the order in which it is said.
UNKNOWN = ("indeterminate", "not_comparable", "claimed_only", "silent", "no_document", "not_due")

# Of more, a page shows the newest and says how many there are.
MOST_SQUARES, MOST_NAMED = 200, 8
# A reason that more rows of a table would give is given above it.
MOST_REPEATED = 3


def is_promise(row: Row) -> bool:
    """A forecast is no promise, and a target that only a completion rate implies stands apart."""
    return row["kind"] == "target" and not row["is_implied"]


def are_prints(row: Row, inputs: list[str], warehouse: Warehouse) -> bool:
    """Whether figures print what a target counts, so that nothing is computed from them."""
    return all(warehouse.figures[name]["measure"] == row["measure"] for name in inputs)


def last_outcome(row: Row, warehouse: Warehouse) -> Row | None:
    """The last outcome before a target, which its ambition speaks of: printed, computed of prints, or implied."""
    if row["is_prior_implied"] and row["implied_inputs"]:
        value = warehouse.implied[row["implied_inputs"][0]]
        return value | {"source": "implied", "year": row["implied_year"], "bound": ""}
    inputs = row["printed_inputs"]
    if not inputs:
        return None
    printed = are_prints(row, inputs, warehouse)
    return {
        "id": f"prior-{row['id']}",
        "source": "printed" if printed else "computed",
        "year": row["printed_year"],
        "inputs": inputs,
        "value": row["printed_value"],
        "value_low": row["printed_low"],
        "value_high": row["printed_high"],
        "bound": warehouse.figures[inputs[0]]["bound"] if printed else "",
    }


def beside_target(row: Row, warehouse: Warehouse) -> Row:
    """A target with its last outcome and both marks, in percent of the target."""
    last = last_outcome(row, warehouse)
    outcome = {"shape": "unknown"}
    if last is not None:
        low, high = relative(row, last["value_low"], last["value_high"])
        middle = (low or high) if last["bound"] == "approximate" else None
        outcome = span(low, high, OF_TARGET, middle, last["bound"], last["source"] == "implied")
    is_printed = are_prints(row, row["actual_inputs"], warehouse)
    return row | {"last": last, "outcome": outcome, "mark": target_mark(row), "is_printed": is_printed}


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


def unknown_because(row: Row) -> str:
    """Why nobody can tell the outcome of a promise; '' where it can be told."""
    if row["verdict"] in ("exceeded", "met", "not_met"):
        return ""
    if row["verdict"] in UNKNOWN:
        return row["verdict"]
    return "claimed_only" if row["outcome_state"] == "reported" else row["outcome_state"]


def tally(rows: list[Row]) -> Row:
    """Promises by what is known of them: the outcome by verdict, or why it is unknown."""
    reasons = [unknown_because(row) for row in rows]
    known = [row for row, reason in zip(rows, reasons, strict=True) if not reason]
    counted = [(reason, reasons.count(reason)) for reason in UNKNOWN if reason in reasons]
    return {"known": known, "states": state_counts(known), "unknown": len(rows) - len(known), "reasons": counted}


def first_groups(groups: list[Row], most: int) -> list[Row]:
    """The first groups, with so many rows together."""
    kept = []
    for group in groups:
        if most > 0:
            kept.append(group | {"rows": group["rows"][:most]})
            most -= len(group["rows"])
    return kept


@pages
def overview(warehouse: Warehouse) -> Iterator[Page]:
    """What a leader reads in three minutes."""
    promises = [row for row in warehouse.targets if is_promise(row)]
    judged = [beside_target(row, warehouse) for row in promises if row["actual_inputs"]]
    plans = [row for row in promises if row["document_type"] == "plan"]
    latest = max((row["plan_year"] for row in plans), default=None)
    of_latest = [beside_target(row, warehouse) for row in plans if row["plan_year"] == latest]
    found = tally(promises)
    newest_first = sorted(promises, key=lambda row: (-row["plan_year"], row["document_id"]))
    known = [(state, [row for row in newest_first if row["verdict"] == state]) for state, _ in found["states"]]
    unknown = [
        (reason, [row for row in newest_first if unknown_because(row) == reason]) for reason, _ in found["reasons"]
    ]
    judged.sort(key=lambda row: (not row["is_headline"], -row["plan_year"]))
    serious, _ = warehouse.sorted_findings
    yield Page(
        "index.html",
        "overview.html.j2",
        "概览",
        "Overview",
        {
            "promises": promises,
            "judged": judged,
            "most_named": MOST_NAMED,
            "most_rows": MOST_ROWS,
            "most_squares": MOST_SQUARES,
            "rows_of_promises": {
                row["id"]
                for group in first_groups(by_document(promises, warehouse), MOST_ROWS)
                for row in group["rows"]
            },
            "tally": found,
            "known": known,
            "unknown": unknown,
            "judged_counts": state_counts(judged),
            "latest": latest,
            "of_latest": of_latest,
            "below": [row for row in of_latest if row["ambition"] == "below_prior"],
            "pairs": headline_pair(warehouse),
            "serious": serious,
            "things": warehouse.things,
            "example": next((row for row in serious if row["kind"] == "rival_figures"), None),
            "lookalikes": len(warehouse.lookalikes),
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
    _, rows = max(both, key=lambda item: item[0])
    return [rows[measure] for measure in ("level", "change_pct")]


def groups_of(rows: list[Row], key: str) -> list[list[Row]]:
    """Targets that name each other in a column of ids, each group once."""
    found: dict[frozenset[str], list[Row]] = {}
    known = {row["id"]: row for row in rows}
    for row in rows:
        names = frozenset([row["id"], *row[key]])
        if len(names) > 1 and names <= known.keys():
            found.setdefault(names, [known[name] for name in sorted(names)])
    return list(found.values())


def with_outcome(row: Row) -> Row:
    """A target with the mark of its outcome, in percent of itself."""
    low, high = relative(row, row["actual_low"], row["actual_high"])
    return row | {"outcome": span(low, high, OF_TARGET), "mark": target_mark(row)}


@pages
def promises(warehouse: Warehouse) -> Iterator[Page]:
    """Every promise with its outcome: the form that Chinese readers know."""
    rivals = groups_of(warehouse.targets, "conflicting")
    joint = groups_of(warehouse.targets, "joint")
    rival_ids = {row["id"] for rows in rivals for row in rows}
    joint_ids = {row["id"] for rows in joint for row in rows}
    rows = [
        beside_target(row, warehouse)
        | {
            "is_rival": row["id"] in rival_ids,
            "is_joint": row["id"] in joint_ids,
            "unknown": unknown_because(row),
            "related": [warehouse.figures[name] for name in row["related_inputs"] if name in warehouse.figures],
        }
        for row in warehouse.targets
        if is_promise(row)
    ]
    found = tally(rows)
    groups = by_document(rows, warehouse)
    documents = len(groups)
    reasons = Counter((row["verdict"], row["verdict_reason_zh"], row["verdict_reason_en"]) for row in rows)
    groups = first_groups(groups, MOST_ROWS)
    implied = [
        row | {"inputs": warehouse.implied[row["id"]]["inputs"]} for row in warehouse.targets if row["is_implied"]
    ]
    yield Page(
        "promises.html",
        "promises.html.j2",
        "承诺与完成情况",
        "Promises and outcomes",
        {
            "promises": rows,
            "tally": found,
            "judged": [with_outcome(row) for row in reversed(rows) if row["actual_inputs"]],
            "groups": groups,
            "listed_rows": sum(len(group["rows"]) for group in groups),
            "documents": documents,
            "restated": sum(row["document_type"] == "summary" for row in rows),
            # What most rows of a verdict would repeat is said once.
            "usual": {
                reason[0]: {"verdict_reason_zh": reason[1], "verdict_reason_en": reason[2]}
                for reason, count in reversed(reasons.most_common())
                if count > MOST_REPEATED
            },
            "most_cards": MOST_CARDS,
            "most_judged": MOST_ROWS // 2,
            "filters": filters(warehouse, rows, found),
            "rivals": rivals,
            "joint": joint,
            "implied": implied,
            "forecasts": [row for row in warehouse.targets if row["kind"] == "expected"],
        },
        nav="promises",
        nav_zh="承诺",
        nav_en="Promises",
    )


def by_document(rows: list[Row], warehouse: Warehouse) -> list[Row]:
    """Promises of each document together, those of the newest year first."""
    names = sorted(dict.fromkeys(row["document_id"] for row in rows), key=lambda name: newest(warehouse, name))
    return [
        {"document": warehouse.documents[name], "rows": [row for row in rows if row["document_id"] == name]}
        for name in names
    ]


def newest(warehouse: Warehouse, document_id: str) -> tuple:
    """Where a document stands: the newest year first, then by district."""
    document = warehouse.documents[document_id]
    return -document["covers_year"], document["district_code"], document_id


# The words of the reasons are those of codes, and three that no list has.
OUTCOMES = {
    "known": ("结果已知", "Outcome known"),
    "unknown": ("结果不明", "Outcome unknown"),
    "claimed_only": ("只称完成，未载数字", "A claim without a figure"),
}
LISTS = {"silent": "outcome_state", "no_document": "outcome_state"}


def filters(warehouse: Warehouse, rows: list[Row], found: Row) -> list[tuple]:
    """What promises can be filtered by: key, title, and options with both languages."""

    def coded(codelist: str, codes: list[str]) -> list[tuple]:
        found = [warehouse.codes[codelist, code] for code in codes]
        return [(row["code"], row["label_zh"], row["label_en"]) for row in found]

    theirs = {row["district_code"] for row in rows}
    places = [row for row in warehouse.districts if row["district_code"] in theirs]
    years = sorted({row["plan_year"] for row in rows}, reverse=True)
    themes = list(dict.fromkeys(row["theme"] for row in rows))

    def outcome(code: str) -> tuple:
        if code in OUTCOMES:
            return code, *OUTCOMES[code]
        return coded(LISTS.get(code, "verdict"), [code])[0]

    known = ["known", *(state for state, _ in found["states"])] if found["known"] else []
    unknown = ["unknown", *(reason for reason, _ in found["reasons"])] if found["unknown"] else []
    return [
        (
            "district",
            ("区", "District"),
            [(row["district_code"], row["district_zh"], row["district_en"]) for row in places],
        ),
        ("plan", ("文件年度", "Year of the document"), [(str(year), f"{year}年", str(year)) for year in years]),
        ("theme", ("领域", "Theme"), coded("theme", themes)),
        ("state", ("结果", "Outcome"), [outcome(code) for code in known + unknown]),
    ]


# Yearly rates in percent, on one track for all.
SHAPES = ("printed", "computed", "implied")
RATES = ("change_pct", "change_abs", "real_change_pct", "cagr_pct")


@pages
def growth(warehouse: Warehouse) -> Iterator[Page]:
    """Yearly rates on one axis, and why some changes have no rate."""
    yearly = []
    for row in warehouse.growth:
        apart = row["to_year"] - row["from_year"]
        low, high, middle = row["change_low"], row["change_high"], row["change_pct"]
        if apart > 1:
            low, high, middle = row["cagr_low"], row["cagr_high"], row["cagr_pct"]
        if row["unit"] != "%" or middle is None:
            continue
        high = low if shown.is_cut(low, high) else high
        yearly.append(row | {"apart": apart, "low": low, "high": high, "middle": middle, "inputs": inputs_of(row)})
    # Of too many, those of headlines and of the latest years; then the highest first.
    rates = len(yearly)
    yearly.sort(key=lambda row: (not row["is_headline"], -row["to_year"], row["apart"]))
    yearly = sorted(yearly[:MOST_ROWS], key=lambda row: -row["middle"])
    ends = [end for row in yearly for end in (row["low"], row["high"]) if end is not None]
    scale = axis_of(min(ends, default=Decimal(0)), max(ends, default=Decimal(100)))
    for row in yearly:
        row["mark"] = span(row["low"], row["high"], scale) | {"source": row["source"], "at": scale.at(row["middle"])}
    limits = [row for row in warehouse.findings if row["severity"] == "limit"]
    points = [row | {"inputs": inputs_of(row)} for row in warehouse.growth if row["unit"] == "pp"]
    yield Page(
        "growth.html",
        "growth.html.j2",
        "增长",
        "Growth",
        {
            "yearly": yearly,
            "rates": rates,
            "scale": scale,
            "ticks": ticks(scale),
            "points": points[:MOST_ROWS],
            "all_points": len(points),
            "limits": limits[:MOST_ROWS],
            "breaks": sum(row["kind"] == "definition_break" for row in limits),
            "unrated": unrated(warehouse),
            "narrow": sum(row["mark"]["shape"] == "narrow" for row in yearly),
            "sources": [source for source in SHAPES if any(row["source"] == source for row in yearly)],
        },
        nav="growth",
        nav_zh="增长",
        nav_en="Growth",
    )


def inputs_of(row: Row) -> list[str]:
    """The printed figures of a rate: the rate itself, or the levels that it is computed from, each once."""
    names = row["rate_inputs"] or [*row["from_inputs"], *row["to_inputs"]]
    return list(dict.fromkeys(names))


def axis_of(low: Decimal, high: Decimal) -> Scale:
    """An axis with zero and round ends."""
    step = Decimal(25)
    first = min(Decimal(0), (low / step).to_integral_value("ROUND_FLOOR") * step)
    last = max(step, (high / step).to_integral_value("ROUND_CEILING") * step)
    return Scale(first, last)


def ticks(scale: Scale) -> list[tuple[float, str]]:
    """Where an axis has numbers: percent of its width, and the number; at most eight."""
    step = next(step for step in (25, 50, 100, 250, 500, 1000, 10**9) if (scale.last - scale.first) / step <= 8)
    values = [value for value in range(-(10**4), 10**5, step) if scale.holds(Decimal(value))] if step < 10**9 else [0]
    return [(scale.at(Decimal(value)), f"{value}%") for value in values]


def unrated(warehouse: Warehouse) -> dict[str, int]:
    """How many series there are, how many with one year of levels, and for how many of those a rate is printed."""
    years, printed = defaultdict(set), set()
    for figure in warehouse.figures.values():
        key = (figure["indicator_code"], figure["district_code"], figure["area_zh"])
        if figure["kind"] == "actual" and figure["measure"] == "level" and figure["year"]:
            years[key].add(figure["year"])
        elif figure["kind"] == "actual" and figure["measure"] in RATES:
            printed.add(key)
    single = {key for key, found in years.items() if len(found) == 1}
    return {"all": len(years), "single": len(single), "printed": len(single & printed)}


@pages
def beside(warehouse: Warehouse) -> Iterator[Page]:
    """What may be compared between districts, and what only looks alike."""
    cards: dict[str, list[Row]] = {"A": [], "B": [], "C": []}
    for row in warehouse.comparisons:
        shown = row | {"inputs": [*row["a"], *row["b"]], "key": f"{row['grade']}{len(cards[row['grade']]) + 1}"}
        ends = row["ratio_low"], row["ratio_high"]
        shown |= {"ratio": [None if end is None else end * 100 for end in ends], "has_ratio": ends != (None, None)}
        shown |= {"gap": gap(row), "gap_unit": "pp" if row["unit"] == "%" else row["unit"]}
        shown["word"] = relation_word(row)
        cards[row["grade"]].append(shown | {"marks": bars(shown, warehouse)})
    # Of one year and one measure, they are what a reader would put beside each other first.
    risky = [row for row in cards["C"] if row["is_headline"] and row["year_a"] == row["year_b"]]
    yield Page(
        "beside.html",
        "beside.html.j2",
        "区与区对照",
        "Districts beside each other",
        {
            "cards": {grade: newest_pairs(rows, MOST_CARDS) for grade, rows in cards.items()},
            "counts": {grade: len(rows) for grade, rows in cards.items()},
            "risky": by_concept(newest_pairs(risky, MOST_CARDS)),
            "c_groups": by_concept(newest_pairs(cards["C"], MOST_ROWS)),
            "lookalikes": by_concept(newest_pairs(warehouse.lookalikes, MOST_ROWS)),
            "lookalike_count": len(warehouse.lookalikes),
            "most_rows": MOST_ROWS,
        },
        nav="beside",
        nav_zh="对照",
        nav_en="Comparison",
    )


def relation_word(row: Row) -> str:
    """What a is to b: of shares and rates higher or lower, which says nothing of merit; of ranks, before or after."""
    if row["relation"] not in ("leads", "trails"):
        return row["relation"]
    if row["measure"] == "rank":
        return "before" if row["relation"] == "leads" else "after"
    return "higher" if row["difference_low"] >= 0 else "lower"


def gap(row: Row) -> tuple[Decimal, Decimal] | None:
    """How far two figures are apart, without a sign; nothing if a figure has no end or the digits do not decide."""
    low, high = row["difference_low"], row["difference_high"]
    if low is None or high is None or low < 0 < high:
        return None
    return (low, high) if low >= 0 else (-high, -low)


def bars(row: Row, warehouse: Warehouse) -> list[Row]:
    """Two figures of one unit as bars from zero, on a track that holds both."""
    figures = [warehouse.figures[name] for name in (*row["a"], *row["b"])]
    ends = [end for one in figures for end in (one["value_low"], one["value_high"], one["value"]) if end is not None]
    longest = max(ends, default=Decimal(1)) or Decimal(1)
    # An open end needs room for its arrow.
    scale = Scale(min(Decimal(0), *ends), longest * Decimal("1.02"))
    return [
        {"figure": one, "mark": span(one["value_low"], one["value_high"], scale, one["value"], one["bound"])}
        for one in figures
    ]


def newest_pairs(rows: list[Row], most: int) -> list[Row]:
    """So many pairs: all in their order, or those of the latest years."""
    return rows if len(rows) <= most else sorted(rows, key=lambda row: -max(row["year_a"], row["year_b"]))[:most]


def by_concept(rows: list[Row]) -> list[list[Row]]:
    """Pairs of one concept together."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["concept_zh"], []).append(row)
    return list(found.values())


# How a whole stands to its parts.
SIGNS = {"sum_mismatch": "≠", "partial_list": ">", "part_exceeds_whole": "<", "confirmed_sum": "="}


def with_equation(row: Row, warehouse: Warehouse) -> Row:
    """A finding with its whole or its share apart from its parts, if it is about a sum or a share."""
    names = row["inputs"]
    way = warehouse.implied.get(row["id"].removeprefix("implied_mismatch-"))
    shares = [name for name in names if warehouse.figures[name]["unit"] == "%"]
    is_divided = way is not None and way["method"] == "whole_from_share" and len(shares) == 1 < len(names)
    # A finding about a sum is about its whole.
    codes = {name: warehouse.figures[name]["indicator_code"] for name in names}
    whole = [name for name in names if row["kind"] in SIGNS and codes[name] == row["indicator_code"]][:1]
    parts = [name for name in names if name not in (shares if is_divided else whole)]
    # Two ways to one value are divided by one share: the figures of the one, and those of the other.
    ways = [[name for name in parts if (name in way["inputs"]) == own] for own in (True, False)] if is_divided else []
    return row | {
        "way": way,
        "share": shares[0] if is_divided else "",
        "sign": SIGNS.get(row["kind"], ""),
        "whole": whole,
        "parts": parts,
        "ways": [figures for figures in ways if figures],
    }


def others_by_severity(others: dict[str, list[Row]], warehouse: Warehouse) -> dict[str, list[Row]]:
    """Findings that say of no figure that another disagrees, by severity and kind; what all of a kind say, once."""
    found = defaultdict(list)
    for kind, rows in others.items():
        notes = {(row["explanation_zh"], row["resolution_zh"]) for row in rows}
        listed = [with_equation(row, warehouse) | {"kin": []} for row in rows[:MOST_CARDS]]
        found[rows[0]["severity"]].append(
            {"kind": kind, "rows": listed, "count": len(rows), "note": rows[0] if len(notes) == 1 < len(rows) else None}
        )
    return found


@pages
def doubts(warehouse: Warehouse) -> Iterator[Page]:
    """What does not add up, and how it is treated."""
    serious, others = warehouse.sorted_findings
    number = {row["id"]: place for place, row in enumerate(serious, start=1)}
    kin = {
        one["id"]: [(number[row["id"]], row["id"]) for row in thing if row is not one]
        for thing in warehouse.things
        for one in thing
    }
    yield Page(
        "doubts.html",
        "doubts.html.j2",
        "存疑",
        "What does not add up",
        {
            "serious": [with_equation(row, warehouse) | {"kin": kin[row["id"]]} for row in serious[:MOST_ROWS]],
            "others": others_by_severity(others, warehouse),
            "count": len(serious),
            "things": warehouse.things,
        },
        nav="doubts",
        nav_zh="存疑",
        nav_en="Doubts",
    )


# Every state of a mark, for the key and for tests; the five documents have no indeterminate verdict.
def states_of_marks() -> list[Row]:
    """Marks of made-up numbers on one track: name, words, mark and target."""
    scale = Scale(Decimal(0), Decimal(200))
    n = Decimal
    at = target(n(100), n(100), scale)
    return [
        {"name": "band", "outcome": span(n(120), n(140), scale), "goal": at},
        {"name": "narrow", "outcome": span(n("129.6"), n("130.4"), scale), "goal": at},
        {"name": "exact", "outcome": span(n(130), n(130), scale), "goal": at},
        {"name": "open_high", "outcome": span(n(110), None, scale), "goal": at},
        {"name": "open_low", "outcome": span(None, n(90), scale), "goal": at},
        {"name": "approximate", "outcome": span(None, None, scale, n(130), "approximate"), "goal": at},
        {"name": "indeterminate", "outcome": span(n(88), n(114), scale), "goal": at, "hatched": True},
        {"name": "implied", "outcome": span(n(120), n(140), scale, implied=True), "goal": at},
        {"name": "target", "outcome": span(None, None, scale), "goal": at},
        {"name": "implied_target", "outcome": span(n(126), n(126), scale), "goal": at | {"implied": True}},
        {"name": "range_target", "outcome": span(n(112), n(112), scale), "goal": target(n(100), n(125), scale)},
        {"name": "beyond", "outcome": span(n(400), n(410), scale), "goal": at},
        {"name": "unknown", "outcome": span(None, None, scale), "goal": target(None, None, scale)},
    ]


@pages
def key(warehouse: Warehouse) -> Iterator[Page]:
    """The key of marks, with every state that a chart can show."""
    states = [code for codelist, code in warehouse.codes if codelist == "verdict"]
    context = {"states": states_of_marks(), "verdicts": sorted(states, key=verdict_order), "sources": SHAPES}
    yield Page("key.html", "key.html.j2", "图例", "Key of marks", context)


def verdict_order(state: str) -> int:
    """Where a verdict stands in legends."""
    return STATES.index(state) if state in STATES else len(STATES)
