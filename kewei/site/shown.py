"""Numbers as people read them, in the words of the views of the published file (macros/texts/shown_*.sql)."""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

MONEY = {"元", "美元", "欧元", "英镑", "港元", "日元"}
# From so many zeros on, numbers are given in a larger unit if they are whole in the last number; money always.
SCALES = {
    "zh": ((8, "亿", 10**5), (4, "万", 10**2)),
    "en": ((9, " billion", 10**5), (6, " million", 10**3)),
}
# What an interval says without a low or a high end, or of both; an open end that is not reached itself has its bound.
WORDS = {
    "zh": {
        "exact": "精确",
        "low": "不低于",
        "high": "不高于",
        "greater_than": "高于",
        "less_than": "低于",
        "ends_excluded": "（不含两端）",
        "unknown": "未知",
    },
    "en": {
        "exact": "exact",
        "low": "at least ",
        "high": "at most ",
        "greater_than": "more than ",
        "less_than": "less than ",
        "ends_excluded": " (ends excluded)",
        "unknown": "unknown",
    },
}
BOUNDS = {
    "greater_than": "more than ",
    "at_least": "at least ",
    "less_than": "less than ",
    "at_most": "at most ",
    "approximate": "about ",
}


def plain(number: Decimal) -> str:
    """A decimal without zeros after its last digit and without an exponent."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def named(unit: str, language: str, unit_en: str | None) -> str:
    """What follows a number."""
    if language == "zh":
        return {"pp": "个百分点", "rank": ""}.get(unit, unit)
    return {"%": "%", "rank": ""}.get(unit, f" {unit_en or unit}")


def number(
    value: Decimal,
    unit: str,
    language: str,
    unit_en: str | None = None,
    size: Decimal | None = None,
    whole: bool = True,
) -> str:
    """A number with its unit: 13191000000 元 is 131.91亿元, in English 13.191 billion yuan.

    size: the number that decides whether 万 or 亿 is taken, where two are shown alike. whole: with 万, 亿 and unit.
    """
    size = value if size is None else size
    text, word = plain(value), ""
    for digits, name, step in SCALES[language]:
        if abs(size) >= 10**digits and (unit in MONEY or size % step == 0):
            text, word = plain(value.scaleb(-digits)), name
            break
    rank = {"zh": "第", "en": "no. "}[language] if unit == "rank" else ""
    return rank + text + (word + named(unit, language, unit_en) if whole else "")


def interval(
    low: Decimal | None,
    high: Decimal | None,
    unit: str,
    language: str,
    unit_en: str | None = None,
    bound: str = "",
) -> str:
    """What a print stands for: 131.905–131.915亿元, 精确, 高于8亿元, 不低于8亿元."""
    words = WORDS[language]
    if low is None and high is None:
        return words["unknown"]
    if low == high:
        return words["exact"]
    if high is None or low is None:
        side, end, strict = ("low", low, "greater_than") if high is None else ("high", high, "less_than")
        return words[bound if bound == strict else side] + number(end, unit, language, unit_en)
    first = number(low, unit, language, unit_en, high, whole=False)
    excluded = words["ends_excluded"] if bound == "greater_than" else ""
    return f"{first}–{number(high, unit, language, unit_en)}{excluded}"


def value(figure: dict, language: str) -> str:
    """What a figure says, with the qualifier that is printed: 近300场 and nearly 300 events."""
    bound, unit, printed = figure["bound"], figure["unit"], figure["figure"]
    name = figure["unit_en"]
    if bound == "range":
        return interval(figure["value_low"], figure["value_high"], unit, language, name)
    if language == "zh" and bound not in ("exact", "rounded"):
        return printed + ("（元）" if unit == "元" and "元" not in printed else "")
    end = {"greater_than": "value_low", "at_least": "value_low", "less_than": "value_high", "at_most": "value_high"}
    shown = figure[end.get(bound, "value")]
    if shown is None:
        return ""
    word = BOUNDS.get(bound, "") if language == "en" else ""
    if word == BOUNDS["less_than"] and re.search("近|逼", printed):
        word = "nearly "
    if word == BOUNDS["approximate"] and "级" in printed:
        word = "on the order of "
    return word + number(shown, unit, language, figure.get("unit_one_en") if shown == 1 else name)


def derived(low: Decimal | None, high: Decimal | None, unit: str, language: str, unit_en: str | None = None) -> str:
    """The interval of a number that no document prints, with no more digits than it has a right to, never narrower."""
    if low is None or high is None or low == high:
        exact = low is not None and low == high
        return number(low, unit, language, unit_en) if exact else interval(low, high, unit, language, unit_en)
    width = high - low
    # A width of 0.0207 is shown in thousandths, one of 0.0822 in hundredths.
    step = Decimal(1).scaleb(width.adjusted() - (width.normalize().as_tuple().digits[0] < 3))
    first, last = outward(low, high, step)
    if first < 0:
        # A dash between two signs is read as a third.
        word = {"zh": "至", "en": " to "}[language]
        return number(first, unit, language, unit_en) + word + number(last, unit, language, unit_en)
    text = interval(first, last, unit, language, unit_en)
    # 40.52–40.60, not 40.52–40.6: both ends are equally fine.
    ends = re.match(r"([\d.]+)–([\d.]+)", text)
    if ends is None:
        return text
    digits = max(len(end.partition(".")[2]) for end in ends.groups())
    padded = [f"{Decimal(end):.{digits}f}" for end in ends.groups()]
    return "–".join(padded) + text[ends.end() :]


def outward(low: Decimal | None, high: Decimal | None, step: Decimal) -> tuple[Decimal | None, Decimal | None]:
    """Ends in whole steps, never nearer to each other."""
    return (
        None if low is None else (low / step).to_integral_value(ROUND_FLOOR) * step,
        None if high is None else (high / step).to_integral_value(ROUND_CEILING) * step,
    )


def is_cut(low: Decimal | None, high: Decimal | None) -> bool:
    """Whether the ends of a percentage of exact numbers are apart only as its digits were cut: 143.4782, 143.4783."""
    return low is not None and high is not None and high - low <= Decimal("0.0001")


def percent(
    low: Decimal | None, high: Decimal | None, language: str, unit: str = "%", unit_en: str | None = None
) -> str:
    """A computed percentage: the digits that its ends share, at most one after the point, if inside; else both ends."""
    if low is None or high is None:
        return interval(*outward(low, high, Decimal("0.1")), unit, language, unit_en)
    for digits in (1, 0):
        first, last = round(low, digits), round(high, digits)
        # 4.63 to 4.91 is no 5.
        if first == last and (is_cut(low, high) or low <= first <= high):
            return plain(first) + named(unit, language, unit_en)
    return derived(low, high, unit, language, unit_en)
