"""What is known when a text is read: the catalogue, the reviewed documents, and which indicators words may mean."""

from __future__ import annotations

import csv
import itertools
import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from rapidfuzz import fuzz

from kewei import context
from kewei.curate.state import State
from kewei.numerals import normalised

Row = dict[str, str]
# Cities whose districts have codes that begin with two digits of their own, as macros/project/city_code.sql says.
MUNICIPALITIES = ("11", "12", "31", "50")
# Words that carry no meaning of an indicator: verbs, adverbs and particles around a figure.
FILLERS = re.compile(
    "共计|合计|总计|累计|一共|全年|年内|目前|现有|已有|已经|其中|分别|达到|达|实现|完成(?!率)|有效|继续|先后|成功|组织|开展|举办|召开|"
    "推动|推进|加快|支持|鼓励|争取|力争|确保|超额|进一步|不断|积极|认真|做好|为|在|了|的|等|各类|各|共|将|已|并|有|对|与|和|及"
)
UNIT_GROUPS = ("家个所户座处", "项个件条份", "场次期个", "人名位人次", "篇条份个")


@dataclass(frozen=True)
class Reviewed:
    """A document as curators left it: its text where it is at hand, and its rows."""

    document_id: str
    district_code: str
    document_type: str
    covers_year: int
    text: str | None
    facts: list[Row]
    ledger: list[Row]


@dataclass(frozen=True)
class Catalogue:
    """The seeds that say what there is: indicators, places, units, documents."""

    indicators: dict[str, Row]
    concepts: dict[str, Row]
    areas: list[Row]
    districts: list[Row]
    documents: list[Row]
    units: dict[str, Row]
    groups: list[str]

    def places(self, district_code: str | None) -> dict[str, list[str]]:
        """The names of each place of a district by its code, as context.said_of wants them."""
        return {
            row["area_code"]: names_of(row)
            for row in self.areas
            if district_code and row["district_code"] == district_code
        }

    def city(self, district_code: str | None) -> list[str]:
        """The names of a district's city."""
        code = city_code(district_code)
        return [name for row in self.areas if row["area_code"] == code for name in names_of(row)]


def city_code(district_code: str | None) -> str:
    """The code of a district's city by GB/T 2260; empty where the district is not known."""
    if not district_code:
        return ""
    return f"{district_code[:2]}0000" if district_code[:2] in MUNICIPALITIES else f"{district_code[:4]}00"


def names_of(area: Row) -> list[str]:
    """The names of a place without quotation marks, in the form of a normalised text."""
    names = [area["area"], *filter(None, area["aliases"].split("|"))]
    return list(dict.fromkeys(normalised(name.strip("“”")).text for name in names))


def rows_of(seeds: Path, name: str) -> list[Row]:
    """The rows of a CSV."""
    with (seeds / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def learned(seeds: Path, documents: Path | None) -> tuple[Catalogue, list[Reviewed]]:
    """The catalogue, and the reviewed documents with their texts where those are at hand."""
    listed = rows_of(seeds, "documents")
    facts, ledger = rows_of(seeds, "facts"), rows_of(seeds, "numerals")
    reviewed = []
    for row in listed:
        path = documents / row["source_file"] if documents else None
        text = path.read_bytes().decode("utf-8") if path and path.is_file() else None
        mine = [[one for one in of if one["document_id"] == row["document_id"]] for of in (facts, ledger)]
        year = int(row["covers_year"])
        head = (row["document_id"], row["district_code"], row["document_type"], year)
        reviewed.append(Reviewed(*head, text, *mine))
    catalogue = Catalogue(
        {row["indicator_code"]: row for row in rows_of(seeds, "indicators")},
        {row["concept_code"]: row for row in rows_of(seeds, "concepts")},
        rows_of(seeds, "areas"),
        rows_of(seeds, "districts"),
        listed,
        {row["printed_unit"]: row for row in rows_of(seeds, "units")},
        [row["code"] for row in rows_of(seeds, "codelists") if row["codelist"] == "rank_group"],
    )
    return catalogue, reviewed


def held_out(
    catalogue: Catalogue, reviewed: list[Reviewed], hold_out: Collection[str]
) -> tuple[Catalogue, list[Reviewed]]:
    """Both without some documents: their rows, and the indicators that they use and no other document does."""
    if not hold_out:
        return catalogue, reviewed
    rest = [one for one in reviewed if one.document_id not in hold_out]
    elsewhere = {fact["indicator_code"] for one in rest for fact in one.facts}
    own = {fact["indicator_code"] for one in reviewed if one not in rest for fact in one.facts} - elsewhere
    indicators = {code: row for code, row in catalogue.indicators.items() if code not in own}
    used = {row["concept_code"] for row in indicators.values()}
    return (
        replace(
            catalogue,
            indicators=indicators,
            concepts={code: row for code, row in catalogue.concepts.items() if code in used},
            documents=[row for row in catalogue.documents if row["document_id"] not in hold_out],
        ),
        rest,
    )


# -- indicators --------------------------------------------------------------------------------------------------------


# Wordings of one thing.
SYNONYMS = (
    ("R&D|研究(?:与|和)(?:试|实)验发展", "研发"),
    ("(?<![一-鿿])高企|高企(?=认定|数|培育|企业)", "高新技术企业"),
    ("地区生产总值|生产总值", "GDP"),
    ("技术(?:合同)?(?:交易|成交)(?:总额|金额|额)", "技术合同成交额"),
    ("占比|所占比例", "比重"),
    ("研发(?:经费)?投入强度", "研发经费支出占GDP比重"),
)


def telling(text: str) -> str:
    """The words of a text in one wording, without those that say nothing of an indicator."""
    words = normalised(text).text
    for pattern, word in SYNONYMS:
        words = re.sub(pattern, word, words)
    return FILLERS.sub("", words)


# Words that tell indicators of one concept apart: what has one of these is seldom meant by what has another.
QUALIFIERS = (
    {
        "new": "新增|新认定|新建|新注册|新落地|新入库|新引进|新推荐|新录用|新评|新设|新开|新培育|新注册",
        "first": "首次|首家",
        "batch": "首批|第一批|首期",
        "stock": "有效期|现有|目前|总量|总数|总规模|存量|在孵|在册",
        "cumulative": "累计(?!认定|开展|举办|申领|牵头|走访)",
    },
    {"nation": "国家级|全国|国赛|国家", "city": "市级|上海市|市赛|省级|获市|入选市", "district": "区级|本区"},
    {
        "apply": "申请|申报|申领",
        "grant": "授权|发证|核发|换发",
        "visit": "走访|调研",
        "train": "培训",
        "attract": "引进|招商",
    },
    {
        "firm": "企业|单位|机构",
        "person": "人次|人员|人才|人数|学生|专家",
        "money": "资金|金额|税|收入|营收|投入|经费|额",
    },
)


# A number for each of something is another indicator than the whole.
EACH = re.compile("人均|户均|亩均|地均|单位(?!数|和|、)|每万人|万人(?=[一-鿿]{4})|每千人|平均")


def qualifiers(text: str) -> list[set[str]]:
    """Which of the qualifiers a text has, by group."""
    return [{name for name, words in group.items() if re.search(words, text)} for group in QUALIFIERS]


class Matcher:
    """Which indicators of a catalogue the words around a figure may mean."""

    def __init__(self, catalogue: Catalogue, reviewed: list[Reviewed]) -> None:
        """Take the names of the catalogue, and where the figures of reviewed documents are."""
        self.catalogue = catalogue
        rows = catalogue.indicators.items()
        self.names = {code: telling(row["indicator"]) for code, row in rows}
        self.marks = {code: qualifiers(row["indicator"]) for code, row in rows}
        self.openings = {code: self.opening(row["indicator"]) for code, row in rows}
        self.areas: dict[str, set[str]] = defaultdict(set)
        for fact in chain.from_iterable(one.facts for one in reviewed):
            self.areas[fact["indicator_code"]].add(fact["area_code"])

    @staticmethod
    def opening(name: str) -> set[str]:
        """The pairs with which a name begins, qualifiers left out."""
        plain = re.sub("|".join(words for group in QUALIFIERS[:2] for words in group.values()), "", name)
        return context.character_pairs(telling(plain)[:4])

    def fits(self, code: str, unit: str, measure: str | None, is_scale: bool) -> float:
        """How well a unit fits an indicator: 1, less for a related counter, 0 for another dimension."""
        own = self.catalogue.indicators[code]["unit"]
        if measure == "rank":
            return 0.9
        if measure in ("change_pct", "real_change_pct", "cagr_pct", "attainment_pct"):
            return 0.95 if own not in ("%", "rank") else 0.4
        if unit == "pp":
            return 1.0 if own == "%" else 0.0
        if unit == own or (is_scale and own == "元"):
            return 1.0
        if not unit:
            return 0.85 if "元" not in own and "%" not in own else 0.3
        if "元" in unit + own or "%" in unit + own:
            return 0.0
        return 0.85 if any(unit in group and own in group for group in UNIT_GROUPS) else 0.6

    def ranked(
        self, near: str, wide: str, unit: str, measure: str | None, area: str = "", is_scale: bool = False, n: int = 5
    ) -> list[State]:
        """The indicators that fit best, with a score from 0 to 1 and the reason."""
        close, far = (telling(words) for words in (near, wide))
        marks, wider = qualifiers(near), qualifiers(wide)
        pairs = context.character_pairs(close) | context.character_pairs(far)
        ranked = []
        for code, name in self.names.items():
            fit = self.fits(code, unit, measure, is_scale)
            if not fit or not name:
                continue
            score = 0.75 * likeness(name, close) + 0.25 * likeness(name, far) if far else likeness(name, close)
            for own, asked, around in zip(self.marks[code], marks, wider, strict=True):
                if own and asked and not own & asked:
                    score *= 0.65
                elif own and not asked and not own & around:
                    score *= 0.85
                elif asked and not own:
                    score *= 0.9
            if bool(EACH.search(near)) != bool(EACH.search(self.catalogue.indicators[code]["indicator"])):
                score *= 0.4
            if self.areas.get(code) and area not in self.areas[code]:
                score *= 0.8
            if not self.openings[code] & pairs:
                # 高新技术企业营业收入 is no 省属企业营业收入: whose it is stands first.
                score *= 0.7
            score = min(1.0, score * fit)
            if score > 0.02:
                shared = [pair for pair in dict.fromkeys(map("".join, itertools.pairwise(name))) if pair in pairs]
                why = f"its name shares {', '.join(shared[:4])}" if shared else "its unit fits"
                ranked.append({"indicator_code": code, "score": round(score, 3), "why": why})
        return sorted(ranked, key=lambda row: (-row["score"], row["indicator_code"]))[:n]


def likeness(name: str, words: str) -> float:
    """How much a name is like some words, from 0 to 1: like the best part of them, and like them as a whole."""
    return (0.6 * fuzz.partial_ratio(name, words) + 0.4 * fuzz.ratio(name, words)) / 100
