"""A text taken apart: its figures with the words around each, its sentences, headings and tables."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from kewei import context, reading
from kewei.curate.matching import FILLERS, telling
from kewei.curate.state import State
from kewei.numerals import CHINESE, normalised
from kewei.reading import Piece
from kewei.tables import GROWTH, Tables

# A figure with one of these measures belongs to the indicator of a figure before it, unless its clause names another.
FOLLOWING = ("rank", "change_pct", "real_change_pct", "cagr_pct", "change_abs", "attainment_pct", "gap", "rate_change")
# No list of a sentence has more members.
LONGEST = 50
PERIODS = "十([三四五六])五”?(?:时期|规划)"
PERIOD_ENDS = {"三": 2020, "四": 2025, "五": 2030, "六": 2035}
OWN = re.compile(
    "同口径|[同环]比|增长|下降|增速|净增|较?比?上年末|较?年初|目标|任务|提高|提升|增加(?!值)|减少|增幅|较?比?上年|去年|同期|位列|位居|名列|排名|排在|列|居|中心城区|全市|全区|全国|全省|全球|世界|各省区|西北|东北|西部|东部|中部|稳?居|保持|年度|年初|力争|第|"
    "完成率|达标率|城区"
)


@dataclass
class Found:
    """A figure of a text with its surroundings, and what is proposed of it.

    before: from the last mark or figure to the figure. sentence: from the beginning of the sentence. after: to the next
    mark or figure. heading: the headings above it. follows: the figure before it in the same sentence.
    """

    piece: Piece
    start: int
    end: int
    before: str
    after: str
    sentence: str
    headings: list[str]
    said: context.Said
    head_unit: str | None = None
    follows: Found | None = None
    cells: dict[str, State] = field(default_factory=dict)
    nearest: list[State] = field(default_factory=list)
    new_indicator: State | None = None
    repeats: int | None = None
    code: str | None = None
    rest: str = ""
    since: str = ""
    column: str = ""
    listed: tuple[Found, ...] = ()
    members: int = 1
    year_note: tuple[str, str] | None = None
    owner: Found | None = None
    measure: str | None = None
    words: str = ""

    @property
    def unit(self) -> str:
        """The base unit that is read, or that of the table's head, or nothing."""
        return self.piece.reading.unit or re.sub("^[万亿]+(?=.)", "", self.head_unit or "")

    @property
    def near(self) -> str:
        """The words close by."""
        return f"{self.before}|{self.after}"


class Document:
    """A text taken apart: its numerals, pieces, sentences and headings, in one form and in the file's positions."""

    def __init__(
        self,
        raw: str,
        covers_year: int,
        places: dict[str, list[str]],
        city: Iterable[str],
        parents: dict[str, str] | None = None,
        looks_ahead: bool = False,
    ) -> None:
        """Take the text as it is, the document's year, the names of places, and which place lies in which.

        looks_ahead: whether it is a plan, in which the past ends with the year before.
        """
        self.looks_ahead = looks_ahead
        self.raw, self.normal = raw, normalised(raw)
        self.text = self.normal.text
        self.index = {place: at for at, place in enumerate(self.normal.places) if self.text[at] != " "}
        self.covers_year, self.places, self.city, self.parents = covers_year, places, list(city), parents or {}
        self.tables = Tables(raw, self.normal)

    @cached_property
    def pieces(self) -> list[Piece]:
        """The number-like pieces of the text."""
        return reading.read_text(self.raw)

    @cached_property
    def headings(self) -> list[tuple[int, int, str]]:
        """Where each heading starts in the normalised text, its level, and its words."""
        starts = [*sorted(self.normal.starts), len(self.text)]
        found = []
        for start, end in itertools.pairwise(starts):
            line = self.text[start:end].lstrip("#*")
            if len(line) < 44 and re.fullmatch(
                f"[^。；，]*{context.YEAR}年[^。；，]*(?:总结|计划|要点|报告|安排)", line
            ):
                found.append((start, 0, line))
            for level, pattern in enumerate((f"[{CHINESE}]{{1,3}}[、.．]?", f"[(（][{CHINESE}]{{1,3}}[)）]"), 1):
                match = re.match(pattern, line)
                if match and (match[0][-1] in "、.．)）" or (len(line) < 24 and len(match[0]) == 1)):
                    words = re.split("[。；*]", line[match.end() :])[0]
                    found.append((start, level, words[:60]))
        return found

    def below_heading(self, words: str, end: int) -> str:
        """Words that end at a position, without a heading above them, which no mark parts from them."""
        starts = sorted(start for start in self.normal.starts if start < end)
        first = bisect_left(starts, end - len(words) + 1)
        heads = {start for start, _, _ in self.headings}
        inside = [below for above, below in itertools.pairwise(starts[max(0, first - 1) :]) if above in heads]
        return self.text[inside[-1] : end] if inside else words

    def headings_above(self, at: int) -> list[str]:
        """The words of the headings that a position is below, the nearest last."""
        above: dict[int, str] = {}
        for start, level, words in self.headings:
            if start > at:
                break
            above = {one: text for one, text in above.items() if one < level} | {level: words}
        return [above[level] for level in sorted(above)]

    @cached_property
    def found(self) -> list[Found]:
        """The figures of the text, each with its surroundings."""
        found: list[Found] = []
        last_end = 0
        for piece in self.pieces:
            if piece.disposition != "figure":
                continue
            first = self.index[piece.char_start]
            start = first - (piece.reading.numeral_places[0][0] if piece.reading.numeral_places else 0)
            end = max(self.index[piece.char_end - 1] + 1, start + len(piece.figure))
            sentence = context.SENTENCE.split(self.text[max(last_end - 200, start - 200, 0) : start])[-1]
            clause = self.below_heading(context.PART.split(self.text[max(last_end, start - 60) : start])[-1], start)
            rest = re.sub("20[0-9]{2}年度?", "", self.text[end : end + 48])
            after = re.split(f"{context.PART.pattern}|[(（]|(?<![a-zA-Z0-9])[0-9]", rest)[0]
            said = context.said_of(
                self.text, first, self.index[piece.char_end - 1] + 1, self.covers_year, self.places, self.city
            )
            head = self.tables.unit(first) if not piece.reading.has_counter else None
            one = Found(piece, start, end, clause, after, sentence, self.headings_above(start), said)
            one.head_unit = head[0] if head else None
            one.rest = re.split("[。；;]", self.text[end : end + 60])[0]
            one.since = self.text[max(0, start - 200) : start]
            between = self.text[last_end:start]
            one.follows = found[-1] if found and not re.search("[。；;]", between) and len(between) < 60 else None
            if after.startswith("、") and len(telling(clause)) > 1:
                # 甲企业达3家、乙企业: the words behind the mark are of the next number.
                one.after = ""
            label, one.column = self.cell_of(piece.char_start)
            if label:
                one.before, one.after, one.follows = label, "", None
                row = self.tables.cells[self.index[piece.char_start]][1]
                if head and not head[0] and not re.search(f"{GROWTH}|[率比]", one.column):
                    # 单位 stands in a column of its own: it is that of all numbers of the row.
                    one.head_unit = (self.tables.unit(row[0]) or head)[0]
            if one.after and re.search("[一-鿿”）)][、和及与]$", one.before) and found and found[-1].end == last_end:
                # 24个甲、12个乙: the words before the mark are of the number before it.
                one.before = ""
            if one.follows and len(one.follows.listed) < LONGEST and re.fullmatch("[、和及与]", between):
                one.listed = (*one.follows.listed, one.follows)
            found.append(one)
            last_end = end
            for member in one.listed:
                member.members = len(one.listed) + 1
        for one in found:
            one.words, one.owner = self.words_of(one), owner_of(one)
        return found

    def cell_of(self, place: int) -> tuple[str, str]:
        """The words at the beginning of the row of a bare number in a table, and those above its column."""
        found = self.tables.cells.get(self.index[place])
        if found is None:
            return "", ""
        number, row = found
        lines = self.raw[max(0, place - 4000) : place].split("\n")
        label = normalised(re.split("[\t|]| {2,}|\u3000", lines[-1].strip("| \t"))[0]).text
        if not re.search("[\u4e00-\u9fff]", label) or not re.search("[\t|]| {2,}|\u3000", lines[-1].strip("| \t")):
            return "", ""
        for line in reversed(lines[-30:-1]):
            heads = [head.strip() for head in re.split("[\t|]+| {2,}|\u3000", line.strip("| \t"))]
            if len(heads) > len(row) and not re.search("[0-9]", re.sub(f"{context.YEAR}年", "", "".join(heads[1:]))):
                return label, heads[number - len(row)]
        return label, ""

    def words_of(self, one: Found) -> str:
        """The words that say what a figure is of; in a list, those of its own member."""
        first = one.listed[0] if one.listed else one
        source = first.follows
        if source and re.search("[到至](?:约|近|超)?$", first.before) and begins_a_rise(source):
            # 从4处增加到9处: what rises is named before the number from which it does.
            members = (*source.listed, source)
            source = members[len(one.listed)] if len(members) > len(one.listed) else source
            return re.sub("[从由][|]", "|", source.words)
        apart = re.search("([^，。；;]*)(?:分别|依次)([^，。；;]*)$", self.text[max(0, first.start - 60) : first.start])
        things = re.split("[、和与及]", apart[1] if apart else first.before)
        # Without 分别 there are as many things as numbers: 甲、乙达3家、5家.
        if len(things) > max(len(one.listed), 1) if apart else len(things) == first.members > 1:
            return f"{things[len(one.listed)]}|{apart[2] if apart else ''}|{one.after}"
        return f"{first.before}|{one.after}" if one.listed else one.near

    @cached_property
    def years_told(self) -> list[tuple[int, tuple[int, int] | None]]:
        """Where the text says that it speaks of several years, with the first and the last; or of one again."""
        several = f"“?{PERIODS}[^，。]{{0,8}}(?:回顾|成就|成效)|(?:这|过去|经过|今后)[一-鿿]{{0,2}}五年|的五年|五年来"
        single = f"过去一年|一年来|这一年|刚刚过去的|今年|{context.YEAR}年(?:是|，|以来)"
        found = []
        for mark in re.finditer(f"(?P<several>{several})|{single}", self.text):
            last = PERIOD_ENDS[mark[2]] if mark[2] else self.covers_year - self.looks_ahead
            found.append((mark.start(), (last - 4, last) if mark["several"] else None))
        return found

    def years_of_passage(self, at: int) -> tuple[int, int] | None:
        """The years of which the passage around a position speaks, where it speaks of several."""
        number = bisect_left(self.years_told, (at,))
        return self.years_told[number - 1][1] if number else None

    def text_below_heading(self, one: Found) -> str | None:
        """The text from a heading inside the figure's sentence to the figure; None where there is no heading inside."""
        first = one.start - len(one.sentence)
        # A title is left out, of another heading its words count: 三、2024年工作计划.
        ends = [start if level else start + len(words) for start, level, words in self.headings]
        inside = [end for end in ends if first < end < one.start]
        return self.text[inside[-1] : one.start] if inside else None

    def sentence_of(self, start: int, end: int) -> tuple[int, int]:
        """Start and end of the sentence around a place of the file, in the file."""
        at = self.index.get(start, 0)
        left = [match.end() for match in re.finditer("[。；;！？!?]", self.text[max(0, at - 300) : at])]
        first = max(0, at - 300) + left[-1] if left else max(0, at - 300)
        right = re.compile("[。；;！？!?]").search(self.text, at)
        last = min(right.end() if right else len(self.text), at + 300)
        return self.normal.places[min(first, at)], max(end, self.normal.places[last - 1] + 1)


def begins_a_rise(one: Found) -> bool:
    """Whether a figure is the state from which something rises or falls: the 39 of 从39个拓展到91个."""
    head = one.listed[0] if one.listed else one
    return bool(re.search("[从由]$", head.before) and re.match("[^，。；]{0,16}(?:[到至]|成为|升为)", one.rest))


def owner_of(one: Found) -> Found | None:
    """The figure before it whose indicator a rank, rate or restated target has; None where its own words name one.

    Of 分别达到3亿元、5亿元，增长2%、4% the second rate belongs to the second amount.
    """
    head = one.listed[0] if one.listed else one
    follows = head.follows
    if follows and follows.unit == "年" and follows.before.endswith("连续"):
        # 利用率达94.5%、连续5年保持西北第一
        follows = follows.follows
    if follows is None:
        return None
    bare = len(re.findall("[\u4e00-\u9fffA-Za-z]", FILLERS.sub("", OWN.sub("", head.before)))) <= 1
    if one.piece.measure not in FOLLOWING:
        owner = (follows.owner if follows.piece.measure in FOLLOWING else None) or follows
        return owner if bare and context.GOAL.search(one.after) and owner.unit == one.unit else None
    if not bare:
        return None
    members: list[Found] = []
    while (earlier := (members[0].follows if members else follows)) and len(members) < head.members:
        members.insert(0, earlier)
    alike = len({member.piece.measure in FOLLOWING for member in members}) == 1
    # 甲3家、乙5家，分别增长2%、4%
    owner = members[len(one.listed)] if len(members) == head.members and alike else follows
    return (owner.owner or owner) if owner.piece.measure in FOLLOWING else owner
