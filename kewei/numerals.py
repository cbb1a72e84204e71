"""Numerals as texts print them, the words around them, and the one step that makes texts comparable.

Positions are code points of the text as it is. Words come from seeds/printed_words.csv, units from seeds/units.csv.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
POWERS = {"十": 10, "百": 100, "千": 1000}
DIGITS = {digit: number for number, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
CHINESE = "零〇一二三四五六七八九十百千两廿卅"
# The ledger's alphabet before it grew; `numerals` keeps its matches as they were.
PLAIN = re.compile("[0-9]+(?:[.][0-9]+)?|[一二三四五六七八九十百千两]+")
# What NFKC leaves, or turns into something else than the sign that is meant.
SIGNS = str.maketrans(
    {
        "−": "-", "‐": "-", "‑": "-", "‒": "–", "﹣": "-", "∼": "~", "〜": "~", "∶": "∶", "：": ":", "﹪": "%",
        "―": "—", "─": "—", "━": "—", "ー": "—",
        "⼀": "一", "⺀": "二", "⺁": "厂", "⺊": "卜", "⺖": "心", "⺘": "手", "⻆": "角", "⻓": "长", "⻔": "门",
        "⻚": "页", "⻛": "风", "⻝": "食", "⻢": "马", "⻥": "鱼", "⻩": "黄", "⻬": "齐", "⻰": "龙", "⻋": "车",
        "⻅": "见", "⻉": "贝", "⺠": "民", "⻘": "青", "⻄": "西", "⺟": "母", "⻣": "骨", "⻤": "鬼",
        "個": "个", "億": "亿", "萬": "万", "長": "长", "餘": "余", "約": "约", "達": "达", "過": "过", "項": "项",
        "戶": "户", "畝": "亩", "噸": "吨",
    }
)  # fmt: skip
# International symbols of units that the seed names in Chinese.
SYMBOLS = {
    "μg": "微克",
    "ug": "微克",
    "mg": "毫克",
    "L": "升",
    "mL": "毫升",
    "ml": "毫升",
    "TEU": "标准箱",
    "dB": "分贝",
    "m3": "立方米",
    "㎥": "立方米",
    "m2": "平方米",
    "km2": "平方公里",
    "㎢": "平方公里",
    "㎞": "公里",
    "㎝": "厘米",
    "㎜": "毫米",
    "㎏": "千克",
    "㎎": "毫克",
    "ms": "毫秒",
    "h": "小时",
    "μm": "微米",
    "um": "微米",
    "tce": "吨标准煤",
}
FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億", "一二三四五六七八九十百千万亿")
FORMAL_RUN = re.compile("(?:[壹贰叁肆伍陆柒捌玖][拾佰仟萬億万亿]零?)+[壹贰叁肆伍陆柒捌玖]?")
# 二○二四年, 二O二四年: what was typed for 〇.
CIRCLES = re.compile("(?<=[一二三四五六七八九])[○◯OoＯ0０]{1,2}(?=[一二三四五六七八九])")
# A dash that can only be a minus: after a word of growth, in a cell of its own, or where a figure begins.
MINUS = re.compile(
    "(?:^|(?<=增长|增速|增幅|涨幅|同比|环比))[–—](?=[0-9０-９])"
    "|(?<=[ \t|\u3000])[–—](?=[0-9][0-9.,]*[%％]?(?:[\\s|]|$))"
)
# 百分之五．六, 〇·五%, 三十六.五亿元
POINTS = re.compile(
    f"(?<=[\u4e00-\u9fff])(?<![{CHINESE}])[{CHINESE}]+([.．·•・])"
    "[零〇一二三四五六七八九]+(?=[%％‰万亿]|个百分)|分之[一二三四五六七八九十百]+([.．·•・])(?=[零〇一二三四五六七八九])"
)
# 约七、八成, 三、四十家: the mark in an estimate, which is no list.
ESTIMATE = re.compile(
    "(?<=[\u4e00-\u9fff])(?<!第)(?<!分别)(?<!分别为)(?<![零〇一二三四五六七八九])"
    f"(?:{'|'.join(f'{one}(?=、{two})' for one, two in zip('一二两三四五六七八', '两三三四五六七八九', strict=True))})"
    "、(?=.(?:[十百千万亿成家个名人天项次倍所件户]|年(?![级代])))|分之[一二三四五六七八]、(?=[二三四五六七八九])"
)
# They print nothing, so they cannot part a figure.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
LINE_END = re.compile("[\n\r\u2028\u2029]")
THIN = "\u2009\u202f\u00a0"


@dataclass(frozen=True)
class Normal:
    """A text without white space and variants. A blank is left where two numerals would run together.

    text: what is compared. places: for each character of it the position in the text as it is. starts: the positions
    in `text` at which a line begins.
    """

    text: str
    places: tuple[int, ...]
    starts: frozenset[int]


@cache
def one_form(character: str) -> str:
    """The character that is meant. What NFKC takes apart (㎡, ½, ①) stays, so a position is always one character."""
    if unicodedata.category(character) in ("No", "Nl"):
        return character
    plain = unicodedata.normalize("NFKC", character.translate(SIGNS))
    return plain if len(plain) == 1 else character


def normalised(text: str) -> Normal:
    """The text in one form, with a map back to the file."""
    formal = {place for match in FORMAL_RUN.finditer(text) for place in range(*match.span())}
    circles = {place for match in CIRCLES.finditer(text) for place in range(*match.span())}
    minus = {match.start() for match in MINUS.finditer(text)}
    estimate = {match.end() - 1 for match in ESTIMATE.finditer(text)}
    points = {match.start(match.lastindex) for match in POINTS.finditer(text)}
    kept: list[tuple[str, int]] = []
    starts = {0}
    gap = ""
    for place, raw in enumerate(text):
        if INVISIBLE.match(raw) or place in estimate:
            continue
        if raw.isspace():
            gap += raw
            continue
        character = raw.translate(FORMAL) if place in formal else one_form(raw)
        character = "〇" if place in circles else "-" if place in minus else "点" if place in points else character
        # A full-width comma is a mark of the sentence unless the digits are full-width too.
        # Marks of the sentence are full-width here, however they are typed.
        if raw in "；;":
            character = "；"
        elif raw == "," and not re.match("\\s*[0-9０-９OoIl]", text[place + 1 : place + 8]):
            character = "，"
        if raw == "，" and not re.match("[０-９]，[０-９]", text[max(0, place - 1) : place + 2]):
            character = raw
        # A point that was printed in the middle: 3·5%. With other things after it, it is a date or a name: 9·11.
        printed = "[0-9０-９].[0-9０-９]+(?:[%％‰万亿]|个百分)"
        if raw in "·•・" and re.match(printed, text[max(0, place - 1) : place + 8]):
            character = "."
        if gap:
            if kept and parts_numerals(text, kept, gap, character, place):
                kept.append((" ", place - 1))
            if LINE_END.search(gap):
                starts.add(len(kept))
            gap = ""
        kept.append((character, place))
    return Normal("".join(one for one, _ in kept), tuple(place for _, place in kept), frozenset(starts))


def parts_numerals(text: str, kept: list[tuple[str, int]], gap: str, character: str, place: int) -> bool:
    """Whether white space parts two numerals that would run together without it."""
    before = kept[-1][0]
    if before.isdecimal() and character in "+-" and text[place + 1 : place + 2].isdecimal():
        return True
    if before == "%" and character == "-" and text[place + 1 : place + 2].isdecimal():
        return True
    if character.isdecimal() and re.match("[A-Za-z]", before):
        return True
    if character.isdecimal() and before in "-–—":
        # A dash in a cell of its own, or the mark of an item, is no minus.
        begins = re.search(r"(?:^|[\n\r])[ \t\u3000]*[-–—−－]\s+$", text[max(0, place - 12) : place])
        return "\t" in gap or bool(begins)
    left = "".join(one for one, _ in kept[-24:])
    right = one_line(text, place)
    if before in "0123456789.," and (character.isdecimal() or (character == "." and before.isdecimal())):
        return not is_broken_number(left, right, gap, text, kept[-1][1])
    if before.isdecimal() and character in CHINESE:
        return character not in "百千"
    if before in CHINESE and character in CHINESE:
        first = re.search(f"(.?)([{CHINESE}]+)$", left)
        second = re.match(f"([{CHINESE}]+)(.?)", right)
        joined = first[2] + second[1]
        return (
            not LINE_END.search(gap)
            or first[1] in tuple('第“"（(')
            or second[2] in tuple("、是.．）),")
            or chinese_number(joined) is None
        )
    return False


def one_line(text: str, place: int) -> str:
    """The next characters of a line in one form."""
    return "".join(one_form(one) for one in text[place : place + 24].split("\n")[0] if not one.isspace())


def is_broken_number(left: str, right: str, gap: str, text: str, last: int) -> bool:
    """Whether digits around white space are one number: a thin space between thousands, or a line end in it."""
    digits = re.search("[0-9.,]+$", left)[0]
    rest = re.match("[.]?[0-9]+(?:[.,][0-9]+)*", right)[0]
    if len(gap) == 1 and gap in THIN:
        return bool(re.fullmatch("[0-9]{1,3}", digits) and re.fullmatch("[0-9]{3}([.][0-9]+)?", rest))
    if re.fullmatch(" {1,2}", gap) and digits.endswith(".") != rest.startswith("."):
        # Blanks around a decimal point: 3 . 5万, 12. 5%.
        sentence = re.search("[一-鿿] ?[0-9]+ ?[.．]?$", text[: last + 1])
        counted = re.match("[%‰万亿元倍吨米公平]|个百分点", right[len(rest) :])
        return bool(sentence and counted and re.fullmatch("[.]?[0-9]+", rest))
    if gap == " ":
        # Groups of three digits in a sentence: 登记1 250件.
        grouped = re.search("[一-鿿][0-9]{1,3}( [0-9]{3})*$", text[: last + 1])
        return bool(grouped and re.match(" [0-9]{3}( [0-9]{3})*(?:[.][0-9]+)?[一-鿿%]", text[last + 1 : last + 48]))
    if not LINE_END.search(gap):
        return False
    line = text[text.rfind("\n", 0, last) + 1 : last + 1]
    after = right[len(rest) :]
    touches = re.search("[\u4e00-\u9fff][0-9.,０-９．]+$", line) or len(line.strip()) >= 20
    return bool(
        touches
        and re.fullmatch("[0-9]+([.][0-9]+)?|[0-9]{1,3}(,[0-9]{3})+([.][0-9]+)?", digits + rest)
        and not re.match("(19|20)[0-9]{2}$", rest)
        and not re.search("(19|20)[0-9]{2}$", digits)
        and re.match("[\u4e00-\u9fff%‰]", after)
        and after[0] not in "月日是"
    )


def chinese_number(numeral: str) -> Decimal | None:
    """Value of a well-formed Chinese numeral: 一百零五 is 105, 两万三千 is 23000; 三五 and 一百五 have none."""
    numeral = numeral.replace("廿", "二十").replace("卅", "三十").replace("〇", "零")
    whole, point, decimals = numeral.partition("点")
    if point:
        if not whole or not decimals or any(one not in DIGITS for one in decimals):
            return None
        value = chinese_number(whole)
        return None if value is None else value + Decimal("0." + "".join(str(DIGITS[one]) for one in decimals))
    for word, weight in (("万亿", 10**12), ("亿", 10**8), ("万", 10**4)):
        high, found, low = whole.partition(word)
        if found:
            first = chinese_number(high)
            rest = chinese_number(low.removeprefix("零")) if low else Decimal(0)
            if first is None or rest is None or rest >= weight:
                return None
            gap = bool(low) and rest * 10 < weight
            return first * weight + rest if not gap or low.startswith("零") else None
    if whole == "零":
        return Decimal(0)
    return section(whole)


def section(numeral: str) -> Decimal | None:
    """Value of a Chinese numeral below ten thousand. A skipped power is printed as 零."""
    total, last, rest = 0, 10_000, numeral
    if re.match("[百千][百十]", numeral):
        # 百十家 is a hundred or so.
        return None
    while rest:
        match = re.match("(零?)([一二三四五六七八九两]?)([千百十]?)", rest)
        zero, digit, power = match.groups()
        weight = POWERS.get(power, 1)
        if not match[0] or (not digit and not power) or weight >= last:
            return None
        skipped = weight * 10 < last < 10_000
        if bool(zero) != skipped:
            return None
        total += (DIGITS[digit] if digit else 1) * weight
        last = weight
        rest = rest[match.end() :]
        if weight == 1 and rest:
            return None
    return Decimal(total) if numeral else None


@dataclass(frozen=True)
class Unit:
    """A row of seeds/units.csv whose multiplier is 1: 万 and 亿 compose with every counter."""

    unit: str
    dimension: str
    multiplier: Decimal


@dataclass(frozen=True)
class Vocabulary:
    """The words and units of the seeds. `bound` and `value` are those of the word's row, by role."""

    words: dict[str, list[str]]
    bound: dict[tuple[str, str], str]
    value: dict[tuple[str, str], Decimal]
    units: dict[str, Unit]
    patterns: dict[tuple[str, ...], str] = field(default_factory=dict)

    @cached_property
    def quantity(self) -> str:
        """A pattern of the words that are quantities without a numeral. 正增长5% has one."""
        words = self.any("change_word", "rank_word", "fall_word")
        return f"(?!居首位|[正负]增长(?:了|约|近|超|逾|过|达|到|为)*[0-9{CHINESE}]){words}"

    @cached_property
    def money(self) -> dict[str, Unit]:
        """Currencies that are printed in front of the number: ¥500, US$3.5亿, 人民币500万."""
        money = {
            name: unit for name, unit in self.units.items() if unit.dimension.startswith("currency_") and name != "元"
        }
        of_dimension = {unit.dimension: unit for name, unit in self.units.items() if name == unit.unit}
        marks = {word: of_dimension[role] for role in self.words if role in of_dimension for word in self.words[role]}
        return money | marks

    @cached_property
    def longest_units(self) -> list[str]:
        """Printed units, the longest first."""
        return sorted(self.units, key=len, reverse=True)

    @cached_property
    def units_from(self) -> dict[str, list[str]]:
        """Printed units by their first character, the longest first."""
        found = defaultdict(list)
        for unit in self.longest_units:
            found[unit[0]].append(unit)
        return dict(found)

    def any(self, *roles: str) -> str:
        """A pattern of all the words of roles, the longest first."""
        if roles not in self.patterns:
            words = sorted({word for role in roles for word in self.words[role]}, key=lambda word: (-len(word), word))
            self.patterns[roles] = "(?:" + "|".join(map(re.escape, words)) + ")"
        return self.patterns[roles]


def vocabulary() -> Vocabulary:
    """The vocabulary of the project's seeds, or of those that were learned last."""
    return vocabulary_of(SEEDS)


@cache
def vocabulary_of(folder: Path) -> Vocabulary:
    """The vocabulary of a folder of seeds, each word in the form in which texts are compared."""
    words, bound, value = defaultdict(list), {}, {}
    with (folder / "printed_words.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            word, role = "".join(map(one_form, row["word"])), row["role"]
            words[role].append(word)
            bound[word, role] = row["bound"]
            if row["value"]:
                value[word, role] = Decimal(row["value"])
    units = {}
    with (folder / "units.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["unit"] and row["multiplier"] == "1":
                printed = "".join(map(one_form, row["printed_unit"]))
                units[printed] = Unit(row["unit"], row["dimension"], Decimal(row["multiplier"]))
    units |= {sign: units[name] for sign, name in SYMBOLS.items() if name in units}
    return Vocabulary(dict(words), bound, value, units)
