"""Stand-in until the parser lands: reads printed figures as the SQL did."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
NUMERAL = "([0-9]+(?:[.][0-9]+)?|[一二三四五六七八九十百千两]+)"
DIGITS = {d: i % 9 + 1 for i, d in enumerate("一二三四五六七八九")} | {"两": 2}


@dataclass(frozen=True)
class Reading:
    value: Decimal | None = None
    value_low: Decimal | None = None
    value_high: Decimal | None = None
    value_step: Decimal | None = None
    bound: str | None = None
    unit: str | None = None
    numeral: str = ""
    numeral_end: str | None = None
    direction_sign: int = 1
    is_ordinal: bool = False
    has_counter: bool = False
    is_whole_count: bool = False
    has_contradictory_qualifiers: bool = False
    dimension: str | None = None
    problem: str | None = None


def learn(seeds: Path) -> None:
    """Take words and units from another folder of seeds."""
    global SEEDS
    SEEDS = seeds
    vocabulary.cache_clear()


@lru_cache(maxsize=1)
def vocabulary():
    words, units = {}, {}
    with (SEEDS / "printed_words.csv").open(encoding="utf-8", newline="") as handle:
        for row in sorted(csv.DictReader(handle), key=lambda row: (-len(row["word"]), row["word"])):
            words.setdefault(row["role"], {})[row["word"]] = row["bound"]
    with (SEEDS / "units.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            units[row["printed_unit"]] = (row["unit"] or None, Decimal(row["multiplier"]), row["dimension"])
    any_of = {role: "|".join(map(re.escape, of)) for role, of in words.items()}
    pattern = re.compile(
        f"^({any_of['falling_verb']})?({any_of['before']}|{any_of['ordinal']})?{NUMERAL}"
        f"(?:(?:{any_of['range_mark']}){NUMERAL})?"
        f"({any_of['surplus']})?({any_of['scale']})?({any_of['surplus']})?(.*?)({any_of['after']})?$"
    )
    return words, units, pattern


CHINESE = re.compile("^(?:([一二三四五六七八九两]?)(千))?(?:([一二三四五六七八九两]?)(百))?(?:([一二三四五六七八九两]?)(十))?([一二三四五六七八九两])?$")


def number(numeral: str) -> Decimal | None:
    if re.fullmatch("[0-9]{1,12}([.][0-9]{1,5})?", numeral):
        return Decimal(numeral)
    match = CHINESE.match(numeral)
    if not numeral or not match:
        return None
    total = 0
    for group, weight in ((1, 1000), (3, 100), (5, 10)):
        if match[group + 1]:
            total += (DIGITS[match[group]] if match[group] else 1) * weight
    return Decimal(total + (DIGITS[match[7]] if match[7] else 0))


def read_figure(figure, measure=None, kind=None, unit=None) -> Reading:
    words, units, pattern = vocabulary()
    match = pattern.match(re.sub("\\s", "", figure))
    if not match:
        return Reading(problem="it has no numeral that can be read")
    falling, before, numeral, numeral_end, inner, scale, outer, counter, after = (part or "" for part in match.groups())
    low, high = number(numeral), number(numeral_end)
    decimals = len(numeral.partition(".")[2])
    is_ordinal = before in words["ordinal"]
    bounds = {words["before"].get(before), words["surplus"].get(inner), words["surplus"].get(outer), words["after"].get(after)}
    more, less = bounds & {"greater_than", "at_least"}, bounds & {"less_than", "at_most"}
    printed_unit = scale + counter or unit or ""
    base, multiplier, dimension = units.get(printed_unit, (None, None, None)) if not is_ordinal else (None, None, None)
    if printed_unit == "" or (is_ordinal and printed_unit in ("名", "位")):
        multiplier = Decimal(1)
    problem = None
    if low is None:
        problem = "its numeral is not a well-formed number"
    elif numeral_end and high is None:
        problem = "the end of its range is not a well-formed number"
    elif numeral_end and high <= low:
        problem = "its range does not rise"
    elif multiplier is None and is_ordinal:
        problem = "what follows the ordinal is neither 名 nor 位"
    elif multiplier is None:
        problem = "its unit is not in seeds/units.csv"
    elif is_ordinal and (decimals or numeral_end or falling):
        problem = "an ordinal is one whole number"
    is_whole = (dimension in ("count", "duration") or printed_unit == "") and multiplier == 1 and not decimals
    sign = -1 if falling else 1
    fields = dict(
        unit=base, numeral=numeral, numeral_end=numeral_end or None, direction_sign=sign, is_ordinal=is_ordinal,
        has_counter=counter != "", is_whole_count=is_whole, has_contradictory_qualifiers=bool(more and less),
        dimension=dimension, problem=problem,
    )
    if problem:
        return Reading(**fields)
    if measure == "rank" and not is_ordinal:
        bound = "range"
    elif numeral_end:
        bound = "range"
    elif "approximate" in bounds or (more and less):
        bound = "approximate"
    else:
        order = ("at_least", "greater_than", "at_most", "less_than")
        exact = is_whole or kind == "target" or measure == "rank" or is_ordinal
        bound = next((one for one in order if one in bounds), "exact" if exact else "rounded")
    size, step = low * multiplier, Decimal(1).scaleb(-decimals) * multiplier
    ends = {
        "range": (Decimal(1) if measure == "rank" and not is_ordinal else size, high * multiplier if high else size),
        "approximate": (None, None),
        "less_than": (None, size), "at_most": (None, size), "at_least": (size, None),
        "greater_than": (size, size + 10 * multiplier if inner and numeral.endswith("十") else None),
        "rounded": (size - step / 2, size + step / 2),
        "exact": (size, size),
    }[bound]
    if sign < 0:
        ends = tuple(None if end is None else -end for end in reversed(ends))
        bound = {"greater_than": "less_than", "at_least": "at_most", "less_than": "greater_than", "at_most": "at_least"}.get(bound, bound)
    return Reading(None if bound == "range" else size * sign, *ends, step, bound, **fields)


def numerals(text):
    return [(match.start(), match[0], True) for match in re.finditer(NUMERAL, text)]
