"""What a program can propose for a document: what each numeral is, and the cells of each figure, with reasons.

Rules read the text (kewei/reading.py, kewei/context.py); what curators decided in reviewed documents is learned. A
document that is held out takes its facts and the indicators that only it uses with it, so the same code is measured
(kewei/curate/measure.py). What neither rules nor reviewed documents tell stays null.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Collection, Iterator

from rapidfuzz import fuzz

from kewei import context, reading
from kewei.curate.matching import FILLERS, Catalogue, Matcher, Reviewed, city_code, held_out, telling
from kewei.curate.state import DETAILS, State, cell
from kewei.curate.surroundings import FOLLOWING, OWN, PERIOD_ENDS, PERIODS, Document, Found, begins_a_rise
from kewei.numerals import CHINESE, normalised
from kewei.problem import counted
from kewei.reading import Piece

FIRMS = "企业|单位|机构|公司|项目|园区|载体|楼宇|商户|法人|集群|产业|平台|团队|机场|城市|工程|街镇|市场"
CLASSED = (
    "估值|市值|营收|营业收入|年收入|销售额|销售收入|产值|产出|税收|纳税|年纳税|规模|税额|投资额|投资|吞吐量|用户数|面积"
)
SUMS = "合计|共计|总计|累计|总额|总量|总共|完成|共|总|融资|平均"
# What the reading says of 8.3∶41.4∶50.3.
THREE_TERMS = "a ratio of three terms has no single value"
# Shorter than a piece of a sentence that must not go into the project.
NEW_NAME = 16


# -- figure or not -----------------------------------------------------------------------------------------------------


# What a piece that is read as a figure is after all: the text left of the mark <, the figure, and the text right of the
# mark >. A figure with a bound or a range has ~ before it.
NO_FIGURES = (
    ("date", "<~?20[0-9]{2}(?:1[0-2]|[1-9])(?:[12][0-9]|3[01]|[1-9])>", 0.9, "a year, a month and a day run together"),
    ("date", "月<[^>]*[日天]>|二[○〇零]<[^>]*年>", 0.9, "part of a date in Chinese numerals"),
    ("date", "(?:过去|这|今后|未来|前|近|最近)<[^>]*年>|的<[^>]*年>[，。；]", 0.85, "a span of years"),
    ("date", "(?<!连续)<[^>]*年>来(?!得|自|访|到)", 0.85, "a span of years"),
    ("date", "(?<!连续)<[^>]*年>(?:年均|累计|共|总计)?(?:增长|下降|提高|提升)", 0.85, "a span of years"),
    ("name", "人>(?:论坛|俱乐部|团)", 0.8, "part of a name"),
    (
        *("threshold", "岁以[上下]>的?[一-鿿]{0,4}?(?:老|儿童|人|居民|青|少|妇女|群体)", 0.9),
        "an age that defines who is meant",
    ),
    ("ordinal", "周年>", 0.8, "which anniversary, not how many"),
    ("name", "<[^>万亿元]*级>[一-鿿A-Za-z]", 0.7, "a size that is part of what something is called"),
    ("threshold", "<~[^>]*%>的有[0-9]", 0.8, "a class of what is counted beside it"),
    ("threshold", "千伏>[一-鿿]{0,4}(?:工程|线路|变电站)", 0.8, "a class of what is counted beside it"),
    ("name", "(?:[0-9一-鿿]子|航天|中电|中船)<[^>]*所>", 0.6, "the number of an institute"),
)
BOUNDED = ("at_least", "greater_than", "range", "less_than", "at_most")


def disposition_of(document: Document, one: Found, next_one: Found | None) -> tuple[str, float, str]:
    """What a numeral that is read as a figure is after all: a class bound, a name, or a figure."""
    text, piece, amount = document.text, one.piece, one.piece.reading
    left, right = text[max(0, one.start - 24) : one.start], text[one.end : one.end + 24]
    if piece.problem and text[one.start] == "第" and re.match("[是、]", right):
        return "figure_run_on", 0.8, "a rank runs into the number of the next item"
    bounded = amount.bound in BOUNDED
    around = f"{left}<{'~' * bounded}{piece.figure}>{right}"
    for disposition, pattern, sure, why in NO_FIGURES:
        if re.search(pattern, around):
            return disposition, sure, why
    is_money = (amount.dimension or "").startswith("currency") or amount.dimension == "scale"
    if is_money and bounded and next_one and next_one.start - one.end < 14:
        between = text[one.end : next_one.start]
        if re.match(f"(?:以[上下])?的?[一-鿿]{{0,6}}?(?:{FIRMS})", between) and not re.search("[，。；]", between):
            return "threshold", 0.9, "an amount that defines the class that is counted next"
    if (is_money or amount.unit) and bounded:
        clause = context.PART.split(left)[-1]
        counted = re.search(f"[0-9]+余?[家户个][^，。；0-9]{{0,6}}?[一-鿿]{{0,6}}(?:{CLASSED})(?:均|都)?$", clause)
        named = re.search(f"(?:{CLASSED})(?:在|均|都)?$", clause) and re.match(f"的?[一-鿿]{{0,6}}?(?:{FIRMS})", right)
        if (counted and not re.search(SUMS, counted[0])) or named:
            return "threshold", 0.8, "an amount that defines a class of what is counted"
    sets = re.match(f"([{CHINESE}]+大[一-鿿]{{2}})", text[one.start : one.start + 8])
    if sets and len(re.findall(re.escape(sets[1]), text)) > 1:
        return "name", 0.7, "a set that the text calls by its number again and again"
    sure = 0.98 if amount.has_counter else 0.9
    return "figure", 0.5 if piece.problem else sure, piece.problem or "it counts or measures something"


Surroundings = tuple[str, str, str]


def surroundings(text: str, start: int, numeral: str) -> Iterator[Surroundings]:
    """A numeral with the characters beside it, two on each side, then one: 党的二十大, then 的二十大."""
    left, right = text[max(0, start - 4) : start], text[start + len(numeral) : start + len(numeral) + 4]
    left, right = "".join(left.split()), "".join(right.split())
    yield left[-2:], numeral, right[:2]
    yield left[-1:], numeral, right[:1]


def known_dispositions(reviewed: list[Reviewed]) -> dict[Surroundings, str]:
    """What numerals are that stand beside the same characters wherever they were reviewed."""
    seen: dict[Surroundings, set[str]] = defaultdict(set)
    for one in reviewed:
        for row in one.ledger if one.text is not None else ():
            for key in surroundings(one.text, int(row["char_start"]), row["numeral"]):
                seen[key].add(row["disposition"])
    return {key: found.pop() for key, found in seen.items() if len(found) == 1}


def other_of(
    document: Document, piece: Piece | None, start: int, numeral: str, known: dict[Surroundings, str]
) -> tuple[str, float, str]:
    """What a numeral is that is no figure: as reviewed beside the same characters, else what the words say."""
    for key in surroundings(document.raw, start, numeral):
        if known.get(key, "figure") not in ("figure", "figure_run_on") and (key[0] or key[2]):
            return known[key], 0.9, "it stood beside the same characters in a reviewed document"
    at = document.index.get(start, 0)
    left, right = document.text[max(0, at - 6) : at], document.text[at + len(numeral) : at + len(numeral) + 6]
    for disposition, before, after, why in OTHERS:
        if re.search(before, left) and re.match(after, right):
            return disposition, 0.85, why
    if piece is None:
        return "idiom", 0.5, "nothing is read here"
    if piece.disposition == "idiom" and re.search("“[^”]*$", left) and re.match("[^“]{0,5}”", right):
        return "name", 0.7, "part of a name in quotation marks"
    return piece.disposition, 0.85, "the words around it say so"


# What the reading calls by another name than the ledger: a disposition, the text before, the text after, and why.
OTHERS = (
    ("unit", "个$", "分点", "part of a unit"),
    ("date", "年$", "月", "part of a date"),
    ("date", "月$", "日", "part of a date"),
    ("date", "", f"[○〇零][{CHINESE}]{{2}}年", "part of a date"),
    ("plan_period", "", "(?<=[一二三四五六])?五”?(?:规划|时期)", "the name of a plan period"),
    ("plan_period", "“十?$", "五”", "the name of a plan period"),
    ("plan_period", "第$", "个五年", "the name of a plan period"),
    ("plan_period", f"第[{CHINESE}]+个$", "年规划", "the name of a plan period"),
    ("ordinal", "第$", "批|届|期|次|轮", "which one, not how many"),
    ("ordinal", "党的$|党$", "[大届]", "the number of a congress"),
    ("ordinal", "届$", "[一-鿿]{0,2}[中全]会|次", "the number of a session"),
    ("ordinal", "", "期(?:项目|载体|工程|建设)", "which phase"),
    ("unit", "[0-9万亿]$", "[瓦克米卡](?!拉)", "part of a unit"),
    ("frequency", "", f"年[{CHINESE}]次|年[0-9]次", "how often by rule"),
    ("frequency", f"[{CHINESE}0-9]年$", "次", "how often by rule"),
)


# -- the columns of a fact ---------------------------------------------------------------------------------------------


def kind_of(document_type: str, one: Found, covers_year: int) -> tuple[str, str, float, str]:
    """Kind, strength, confidence and reason."""
    said, figure = one.said, one.piece
    is_set = (
        bool(re.match(f"[{CHINESE}]+(?:个|大|方面|项|类|条|张|家|种|级|支)", figure.figure))
        and figure.reading.unit != "%"
    ) or lists_its_members(one)
    linked = carried(one) if figure.measure != "rank" else None
    if re.search("完成|实绩|实际|基数", one.column) and not re.search("目标|计划", one.column):
        return "actual", "", 0.8, f"its column is headed {one.column}"
    if document_type == "plan":
        if is_set and figure.reading.bound == "exact" and not re.search("级$", figure.figure) and not said.said_kind:
            return "actual", "", 0.85, "a set that the plan names exists once it is named"
        if said.said_kind == "expected":
            return "expected", "expected", 0.9, f"the clause says {said.said_word}"
        if "binding" in said.strengths:
            return "target", "binding", 0.9, "the sentence says 下达"
        if said.said_kind:
            return "target", said.said_strength or "planned", 0.95, f"the clause says {said.said_word}"
        if linked:
            return linked[0], linked[1], 0.8, f"the clause before says {linked[2]} and goes on"
        if begins_a_rise(one):
            return "actual", "", 0.7, "the state from which it is to rise"
        # 主要目标：甲项增长5%；乙项增长6%
        is_goal = re.search("目标[^。]{0,8}[:：]", re.split("。", one.since)[-1])
        past = said.said_year is not None and said.said_year < covers_year
        looks_back = past and not said.is_promised and not is_goal
        if looks_back or re.search("去年|上年|过去一年|已(?:经)?[一-鿿]{0,4}$|截[至止]", one.sentence):
            return "actual", "", 0.75, "the sentence looks back"
        return "target", "planned", 0.85, "a plan promises it in its own words"
    if re.search("目标|计划|任务|预期", one.column) and not re.search("完成|率|比", one.column):
        return "target", "planned", 0.8, f"its column is headed {one.column}"
    goal = context.GOAL.search(one.after)
    if said.said_kind == "expected":
        return "expected", "expected", 0.85, f"the clause says {said.said_word}"
    if said.said_word == "争取" and not re.search("目标|计划|将|明年|下一?步", one.sentence):
        return "actual", "", 0.6, "争取 in a summary tells what was obtained; quote it in the note if it does"
    if said.said_kind == "target":
        strength = said.said_strength or "planned"
        return "target", strength, 0.9, f"the words around it say {said.said_word or goal}"
    if linked and linked[0] == "expected":
        return linked[0], linked[1], 0.75, f"the clause before says {linked[2]} and goes on"
    if re.search("(?<![比较])(?:目标|任务|指标|计划)(?:数|值|任务)?(?:为|是|定为)?$", one.before) and not re.search(
        "[比较][^，。]{0,6}$", one.before
    ):
        return "target", "planned", 0.8, "the clause calls it a target"
    return "actual", "", 0.97, "a summary reports what was done or exists"


def lists_its_members(one: Found) -> bool:
    """Whether the words before a number name as many things: 支持甲、乙、丙3个实验室. Not what is yet to be built."""
    names = one.before.split("、")
    return (
        len(names) > 1
        and one.piece.reading.value == len(names)
        and not re.search("[新建设制组]|培育|打造|创建|认定", one.before)
    )


def carried(one: Found) -> tuple[str, str, str] | None:
    """Kind, strength and word that the clause of the figure right before gives."""
    later = one
    # A sentence as it is cut for each figure.
    while (earlier := later.follows) and one.start - earlier.end < context.PASSAGE:
        between = later.sentence[len(later.sentence) - (later.start - earlier.end) :]
        if planned := re.search("拟|预计", between):
            return ("expected", "expected", planned[0]) if context.promised(planned[0], "")[0] else None
        if len(re.findall("[，,]", between)) > 1:
            return None
        said = earlier.said
        if said.said_kind and not context.GOAL.fullmatch(f"的{said.said_word}"):
            return said.said_kind, said.said_strength or "planned", said.said_word or ""
        later = earlier
    return None


Note = tuple[str, str]
# What a row needs and the sentence does not say is said in its note, in English and in Chinese.
NO_HORIZON = ("An order of magnitude without a horizon.", "仅为数量级，未写明期限。")
OBTAINED = ("Worded 争取, which here tells what was obtained.", "原文用“争取”，此处指已经取得。")


def said_year_of(document: Document, one: Found) -> int | None:
    """The year that the sentence names; not the one of a heading above, whose full stop is lost."""
    own = document.text_below_heading(one)
    return None if own is not None and not context.named_years(own, document.covers_year) else one.said.said_year


def year_of(
    document: Document, matcher: Matcher, one: Found, kind: str, lags: dict[str, int]
) -> tuple[tuple[str | None, float | None, str], Note | None]:
    """Year, confidence and reason, and the note that such a year needs."""
    covers = document.covers_year
    said_year = said_year_of(document, one)
    if of_column := re.search(context.YEAR, one.column):
        note = (f"Its column is headed {one.column}.", f"所在列的表头为“{one.column}”。")
        return (of_column[0], 0.85, f"its column is headed {one.column}"), note if int(of_column[0]) != covers else None
    of_name = re.match("[^，。；]{0,6}“(20[0-9]{2})年(?:度)?", one.rest)
    if of_name and said_year is None:
        year = of_name[1]
        note = (
            (f"Of the round of {year}, as its name says.", f"名称写明为{year}年度。") if int(year) != covers else None
        )
        return (year, 0.8, f"the name after it has {year}"), note
    if said_year is not None:
        if said_year > covers and kind == "actual":
            note = (f"It is done, although the sentence names {said_year}.", f"句中提到{said_year}年，但此事已经完成。")
            return (str(covers), 0.6, "the sentence names a later year, but it is done"), note
        return (str(said_year), 0.95, f"the sentence names {said_year}"), None
    follows = one.follows
    if follows and one.piece.measure in FOLLOWING and (year := follows.cells.get("year", {}).get("value")):
        return (year, 0.9, "the year of the figure that it belongs to"), follows.year_note
    if one.piece.figure.endswith("级") and kind == "target":
        return ("", 0.6, "an order of magnitude without a horizon"), NO_HORIZON
    if not covers:
        return (None, None, "neither the sentence nor the head of the document names a year"), None
    if begins_a_rise(one):
        years = document.years_of_passage(one.start)
        year = (years[0] if years else covers) - 1
        note = (
            f"Assumed: {year}, the state from which it changed; the text names no year.",
            f"推定：{year}年，为变化前的状况，原文未写明年份。",
        )
        return (str(year), 0.5, "the state before a change, and the sentence does not say of which year"), note
    period = next((words for words in reversed(one.headings) if re.search(PERIODS, words)), None)
    if period and kind == "target" and not re.search("20[0-9]{2}年", period):
        end = PERIOD_ENDS[re.search(PERIODS, period)[1]]
        note = (f"{end} ends the plan period that the heading names.", f"标题所称规划期的最后一年为{end}年。")
        return (str(end), 0.7, "the last year of the plan period that the heading names"), note
    concept = matcher.catalogue.indicators[one.code]["concept_code"] if one.code else None
    for code, lag in lags.items() if kind == "actual" else ():
        name = matcher.catalogue.concepts[code]["concept"]
        if code == concept or name in normalised(one.near).text:
            year = covers + lag
            note = (
                f"Assumed: {year}. The text names no year, and such figures come {counted(-lag, 'year')} late.",
                f"推定：{year}年。原文未写明年份，此类数据晚{-lag}年公布。",
            )
            return (str(year), 0.6, f"in reviewed documents figures of {name} are {counted(-lag, 'year')} late"), note
    return (str(covers), 0.9, "the document's year: the sentence names none"), None


def area_of(document: Document, one: Found) -> tuple[str, float, str]:
    """Place inside the district, confidence and reason."""
    if one.follows and one.piece.measure in FOLLOWING and "area_code" in one.follows.cells:
        return one.follows.cells["area_code"]["value"] or "", 0.9, "the place of the figure that it belongs to"
    # 新增甲类项目8项，全市第一: what is ranked in the city is the district's.
    said, wide = one.said, context.WIDER.search(one.sentence + one.rest[:16])
    if said.said_area:
        return said.said_area, 0.85, "the sentence speaks of it"
    named = (context.last_named(words, document.places)[0] for words in reversed(one.headings))
    above = next(filter(None, named), None)
    if above and not wide:
        inner = said.passage_area if document.parents.get(said.passage_area or "") == above else above
        return inner, 0.7, "the heading above names it"
    return "", 0.9 if not said.passage_area else 0.7, "no place is named"


def city_of(document: Document, one: Found) -> str | None:
    """Why a figure is of the whole city, or None."""
    inside, own = one.sentence[-24:], "".join(document.city[:1]).removesuffix("市")
    whole = "全市|本市|我市"
    city = f"{whole}|{re.escape(own)}市?" if own else whole
    if one.piece.measure not in FOLLOWING and re.match(f"(?:{whole})(?!{FIRMS})[一-鿿]{{2}}", one.before):
        return "the clause speaks of the whole city"
    first = re.search(f"(?:{city})首?第?一?批?[^，。；]{{0,14}}$", inside)
    if first and re.search("首批|第一批", inside) and re.match("[^，。；]{0,12}之一", document.text[one.end :]):
        return "one of a set of the city"
    if first and re.search("第一批[（(]共?$", inside):
        return "how many are in the city's first batch"
    if (
        re.search("入选20[0-9]{2}年$|入选$", one.before)
        and re.match(f"“?(?:{city})", one.after)
        and re.match(f"[{CHINESE}]", one.piece.figure)
    ):
        return "the number of a list of the city"
    return None


OTHER_GROUPS = ("全球", "世界", "全国", "全省", "全自治区", "长三角", "西北", "东北", "西部", "东部", "中部")


def group_named(one: Found, groups: list[str]) -> str:
    """The group that the text names right before a rank, or else last in its sentence."""
    named = [(one.sentence.rfind(group), group) for group in (*groups, *OTHER_GROUPS) if group in one.sentence]
    return one.said.said_group or max(named, default=(0, ""))[1]


def group_of(one: Found, groups: list[str]) -> tuple[str | None, float | None, str]:
    """Rank group, confidence and reason."""
    group = group_named(one, groups)
    if group in groups:
        is_near = group == one.said.said_group
        return group, 0.95 if is_near else 0.8, f"the group named {'before the rank' if is_near else 'last'}"
    if group:
        return None, None, f"{group} is not in the codelist rank_group: add it by its form"
    return None, None, "no group of the codelist is named"


PART_OF_YEAR = re.compile(
    "(?P<half>[上下])半年|(?P<quarter>[一二三四1-4])季度|(?<![0-9])1(?:月份?)?[-—–~至到](?P<months>[0-9]{1,2})月|前(?P<first>三)季度"
    "|截[至止](?:20[0-9]{2}年)?(?P<end>[0-9]{1,2})月|(?P<from>20[0-9]{2})年?[-—–~至到](?P<to>20[0-9]{2})年(?![^，。]{0,6}(?:》|行动|规划|计划))"
    "|(?P<year>全年|年末|年底)"
)


def period_of(one: Found) -> tuple[str, float, str] | None:
    """The part of the year, or the years, that the text since the last full stop names last."""
    found = list(PART_OF_YEAR.finditer(re.split("。", one.since)[-1]))
    if not found or found[-1]["year"]:
        return None
    last = found[-1]
    value = None
    if last["half"]:
        value = "H1" if last["half"] == "上" else "H2"
    elif last["quarter"]:
        value = f"Q{'一二三四'.find(last['quarter']) + 1 or last['quarter']}"
    elif last["first"]:
        value = "M01-M09"
    elif last["months"] and 2 <= int(last["months"]) <= 11:
        value = f"M01-M{int(last['months']):02}"
    elif last["end"] and 1 <= int(last["end"]) <= 11:
        value = f"E{int(last['end']):02}"
    elif last["from"] and last["from"] < last["to"]:
        value = f"{last['from']}-{last['to']}"
    return (value, 0.8, f"the sentence says {last[0]}") if value else None


def details_of(
    one: Found, kind: str, document_type: str, of_title: tuple | None
) -> Iterator[tuple[str, str, float, str]]:
    """Columns of fact_details that the words ask for."""
    if kind == "actual" and (period := period_of(one) or of_title):
        yield "period", *period
    base = re.search("[较比](20[0-9]{2})年(?!同期)[^，。；]{0,12}$", one.before)
    if base and one.piece.measure in ("change_pct", "real_change_pct", "change_abs", "cagr_pct"):
        yield "base_year", base[1], 0.85, f"compared with {base[1]}"
    if one.head_unit:
        yield "unit", one.head_unit, 0.8, "the unit of the table's head"
    if kind != "target":
        return
    if re.search("保持(?:在|为|稳定)?$|均保持在?$", one.before):
        yield "target_kind", "maintain", 0.8, "the clause says 保持"
    elif re.search("全覆盖|覆盖率", one.near) and one.piece.figure == "100%":
        yield "target_kind", "coverage", 0.7, "all are to be covered"
    if document_type == "summary":
        if re.search("超额(?:完成|实现)|超过[^，]{0,6}$", one.before):
            yield "claimed_verdict", "exceeded", 0.9, "the summary says 超额完成"
        elif re.search("(?:完成|实现|达到)(?:了)?[^，。；]{0,10}$", one.before):
            yield "claimed_verdict", "met", 0.7, "the summary says that it was reached"


# What adds up over the years of a passage, and what stands at their end.
ADDS_UP = re.compile(
    "新增|[建制组]成|新[建设培认评开]|培育|入选|获|通过|创建|完成|办理|处置|实施|投入|引进|改造|解决|举办|开展|出台|发放|培训|"
    "整治|治理|化解|压减|淘汰|转化|签约|开工|投产|推广|制定|修订|盘活|吸纳|设立|惠及|减[免少]"
)
STANDS = re.compile(
    "(?:[达到至为占超有]|突破|超过|稳定在|保持在|规模|连续)(?:约|近|了)?$|年[一-鿿]{0,4}量$|累计(?!新增|投入|减|完成)"
)


def details_of_passage(document: Document, one: Found) -> Iterator[tuple[str, str | None, float | None, str]]:
    """Period and base year of a figure in a passage that tells of several years: 五年来，新增3家，增长5%，达到8家."""
    years = document.years_of_passage(one.start)
    measure, clause = one.piece.measure, one.listed[0].before if one.listed else one.before
    if years is None or measure in ("rank", "gap") or begins_a_rise(one):
        return
    span, why = f"{years[0]}-{years[1]}", "the passage tells of these years"
    if measure in ("change_pct", "real_change_pct", "cagr_pct", "change_abs"):
        yield "period", span, 0.6, why
        yield "base_year", str(years[0] - 1), 0.6, "the year before those of which the passage tells"
    elif one.follows and clause.endswith("占"):
        yield "period", one.follows.cells["period"]["value"], 0.6, f"a share of {one.follows.piece.figure} before it"
    elif "新增" in clause and not clause.endswith("连续"):
        yield "period", span, 0.7, why
    elif STANDS.search(clause) or one.unit == "%" or re.search("[年大]$", one.piece.figure):
        yield "period", "", 0.7, "it stands at the end of the years of which the passage tells"
    elif one.follows and re.search("^[、及和与]|[、及和与]$", clause):
        yield "period", one.follows.cells["period"]["value"], 0.6, f"as of {one.follows.piece.figure} before it"
    elif ADDS_UP.search(f"{clause}|{one.after}"):
        yield "period", span, 0.6, why
    elif re.match("突破|超|近|逾", one.piece.figure):
        yield "period", "", 0.6, "it stands at the end of the years of which the passage tells"
    else:
        yield "period", None, None, "the passage tells of several years, and not whether this is of all of them"


# -- indicators --------------------------------------------------------------------------------------------------------


# Found with the five documents in view: below it an indicator is proposed as a new one.
NEW = 0.55


def propose_indicator(matcher: Matcher, one: Found) -> tuple[str | None, float, str]:
    """The indicator of a figure, confidence and reason; None where it seems to be a new one."""
    piece = one.piece
    owner = one.owner
    if owner is not None:
        one.nearest = owner.nearest
        if owner.code is None:
            one.new_indicator = owner.new_indicator
            return None, 0.6, f"of the same new indicator as {owner.piece.figure} before it"
        return owner.code, 0.8, f"it belongs to {owner.piece.figure} before it"
    area = (one.cells["area_code"]["value"] or "") if "area_code" in one.cells else ""
    is_scale = piece.reading.dimension == "scale"
    one.nearest = matcher.ranked(one.words, one.sentence, one.unit, one.measure, area, is_scale)
    best = one.nearest[0] if one.nearest else None
    if best and best["score"] >= NEW:
        return best["indicator_code"], best["score"], best["why"]
    return (
        None,
        1 - (best["score"] if best else 0),
        "no indicator of the catalogue is near enough: it seems to be a new one",
    )


def new_indicator(document: Document, one: Found) -> State:
    """Name and unit of an indicator that the catalogue seems to lack; a person decides."""
    unit = one.unit or unknown_counter(one.piece) if one.measure in ("level", None) else ""
    before, _, after = one.words.rpartition("|")
    before = before.replace("|", "")
    after = after.removeprefix(unknown_counter(one.piece))
    if len(re.findall("[\u4e00-\u9fff]", FILLERS.sub("", OWN.sub("", before)))) < 2 and len(after) < 3:
        # 从45.8%提升至77.3%: what rises is named before the number from which it does.
        before = re.sub("[从由]?[0-9.]+[^，。；、]{0,6}(?:[到至]|$)", "", context.PART.split(one.sentence)[-1])
        # 厚度提升3.5%、达到20.6厘米: what was said of it before is no name.
        before = re.split("[0-9]", before)[0]
    before = re.sub("[“”]|20[0-9]{2}年(?:度|底|末)?(?:以?前)?", "", re.split("[《》：:|]", before)[-1])
    edges = f"{FILLERS.pattern}|参与|获得?|获评|约|近|超|至|到|从|由|增至|[、，]"
    moves = f"增长|增加(?!值)|提高|提升|下降|减少|控制|均|[居列跃](?:全[国省市球区])?|[{CHINESE}]年"
    before = re.sub(f"^(?:{edges})+|(?:{edges}|{moves})+$", "", before)
    after = re.sub("[“”]", "", re.split("、", after)[0])
    name = (before[-NEW_NAME:] + after[: max(0, NEW_NAME - len(before))])[:NEW_NAME]
    name = re.sub("(?:达到?|超过?|均|为|至|[、和与及])+$", "", name)
    if not name and one.follows:
        # 新增实验室2家，累计达到18家: what is counted is named before the other number.
        name = re.sub("新增|[|].*", "", one.follows.words)[-NEW_NAME:]
    counts = unit and unit not in ("元", "美元", "%", "倍") and not name.endswith(("数", "量", "率", "额"))
    name += ("次数" if unit == "次" else "数") if counts and name else ""
    return {
        "indicator": cell(name or None, 0.3 if name else None, "the words around it" if name else "no words are near"),
        "unit": cell(unit or None, 0.8 if unit else None, "as printed" if unit else "no unit of a level is printed"),
    }


# -- all of a document -------------------------------------------------------------------------------------------------


def lags_of(catalogue: Catalogue, reviewed: list[Reviewed]) -> dict[str, int]:
    """Concepts whose figures were always of an earlier year than their summary, and by how many years."""
    apart = defaultdict(set)
    for one in reviewed:
        for fact in one.facts:
            row = catalogue.indicators.get(fact["indicator_code"])
            if row and fact["year"] and fact["kind"] == "actual" and one.document_type == "summary":
                apart[row["concept_code"]].add(int(fact["year"]) - one.covers_year)
    return {code: lags.pop() for code, lags in apart.items() if len(lags) == 1 and max(lags) < 0}


def propose(
    text: str, header: dict[str, str], catalogue: Catalogue, reviewed: list[Reviewed], hold_out: Collection[str] = ()
) -> tuple[list[State], dict[str, State]]:
    """The numerals of a text, and what is proposed of each: the pieces of document.json, the numerals of first.json.

    header: district_code (may be ''), document_type, covers_year, part_start and part_end ('' for none).
    hold_out: the ids of reviewed documents whose rows must not be used.
    """
    catalogue, reviewed = held_out(catalogue, reviewed, hold_out)
    covers_year = int(header["covers_year"])
    parents = {row["area_code"]: row["parent_area_code"] for row in catalogue.areas}
    looks_ahead = header["document_type"] == "plan"
    places = catalogue.places(header["district_code"])
    city = catalogue.city(header["district_code"])
    document = Document(text, covers_year, places, city, parents, looks_ahead)
    matcher, lags = Matcher(catalogue, reviewed), lags_of(catalogue, reviewed)
    first, last = int(header.get("part_start") or 0), int(header.get("part_end") or len(text))
    numerals = [row for row in reading.numerals(text) if first <= row[0] < last]
    figures = [one for one in document.found if first <= one.piece.char_start < last]
    settled: dict[int, tuple[str, float, str]] = {}
    for one, following in itertools.pairwise([*figures, None]):
        settled[one.piece.char_start] = disposition_of(document, one, following)
    facts = [one for one in figures if settled[one.piece.char_start][0].startswith("figure")]
    printed: dict[tuple[str, str | None], list[Found]] = defaultdict(list)
    for one in facts:
        alike = printed[one.piece.figure, one.piece.measure]
        propose_fact(document, one, alike, header, catalogue, matcher, lags)
        alike.append(one)
    known = known_dispositions(reviewed)
    of_figure = {one.piece.char_start: one for one in facts}
    pieces, states = [], {}
    ordered = sorted(document.pieces, key=lambda piece: piece.char_start)
    at = 0
    for start, numeral, _ in numerals:
        while at < len(ordered) - 1 and ordered[at].char_end <= start:
            at += 1
        piece = ordered[at] if ordered and ordered[at].char_start <= start < ordered[at].char_end else None
        end = start + printed_length(text, start, numeral)
        sentence = document.sentence_of(start, end)
        is_term = piece is not None and piece.problem == THREE_TERMS and piece.char_start in of_figure
        pieces.append(
            {
                "char_start": start,
                "char_end": end,
                "numeral": numeral,
                "sentence_start": sentence[0],
                "sentence_end": sentence[1],
                "figure": numeral if is_term else printed_at(document, piece, start),
            }
        )
        if piece is not None and piece.disposition == "figure":
            disposition = settled[piece.char_start]
        else:
            disposition = other_of(document, piece, start, numeral, known)
        states[str(start)] = {
            "state": "proposed",
            "disposition": cell(*disposition),
            "facts": as_facts(of_figure[start]) if start in of_figure else [],
        }
        if is_term:
            states[str(start)]["facts"] = [as_term(of_figure[piece.char_start], numeral)]
    return pieces, states


def printed_length(text: str, start: int, numeral: str) -> int:
    """How many characters of the file a numeral takes, white space inside it included."""
    at, left = start, len(numeral)
    while left and at < len(text):
        left -= not text[at].isspace()
        at += 1
    return at - start


def printed_at(document: Document, piece: Piece | None, start: int) -> str | None:
    """How a figure that starts here is printed, also where the numeral seems to be none."""
    if piece and piece.char_start == start and piece.disposition == "figure":
        return printed_figure(piece)
    form = (
        reading.grammar().form(document.text, document.index[start], max(0, document.index[start] - 20))
        if start in document.index
        else None
    )
    if form is None or document.normal.places[form.spans[0][0]] != start:
        return None
    return "".join(
        document.raw[document.normal.places[at]] for at in range(form.start, form.end) if document.text[at] != " "
    )


def unknown_counter(piece: Piece) -> str:
    """The counter that seeds/units.csv lacks, which belongs to the figure; else nothing."""
    found = re.match("unknown counter (.+?):", piece.problem or "")
    return found[1] if found else ""


def printed_figure(piece: Piece) -> str:
    """The figure as it is entered: with the verb or qualifier that its list prints once, and a counter that is new."""
    return f"{piece.list_words}{piece.figure}{piece.list_end}{unknown_counter(piece)}"


def propose_fact(
    document: Document,
    one: Found,
    alike: list[Found],
    header: dict[str, str],
    catalogue: Catalogue,
    matcher: Matcher,
    lags: dict[str, int],
) -> None:
    """Fill the cells of a figure."""
    piece, cells, document_type = one.piece, one.cells, header["document_type"]
    run_on = piece.problem and piece.measure == "rank"
    figure = piece.figure[:2] if run_on else printed_figure(piece)
    cells["figure"] = cell(figure, 0.5 if piece.problem else 0.97, piece.problem or "as printed")
    measure = piece.measure
    sure, why = (0.97, "the words around it") if measure else (None, "the words do not tell")
    if one.column and one.head_unit == "%" and re.search("(?:增长|增速|增幅)$", one.before):
        measure, sure, why = "change_pct", 0.8, f"its row is headed {one.before}"
    elif measure is None and one.column and not re.search("[增升降比率]", one.column):
        measure, sure, why = "level", 0.7, f"its column is headed {one.column}"
    one.measure = measure
    cells["measure"] = cell(measure, sure, why)
    kind, strength, sure, why = kind_of(document_type, one, document.covers_year)
    cells["kind"], cells["strength"] = cell(kind, sure, why), cell(strength, sure, why)
    propose_place(document, one, header["district_code"])
    nothing = cell("", 0.99, "neither a rank nor a gap")
    cells["rank_group"] = cell(*group_of(one, catalogue.groups)) if measure in ("rank", "gap") else nothing
    propose_details(document, one, kind, header)
    twin = None if one.owner else repeated(one, alike)
    one.repeats = twin.piece.char_start if twin else None
    if twin:
        one.code, one.nearest, one.new_indicator = twin.code, twin.nearest, twin.new_indicator
        sure, why = 0.85, f"it seems to say the same as {twin.piece.figure} at {twin.piece.char_start}"
    else:
        one.code, sure, why = propose_indicator(matcher, one)
    cells["indicator_code"] = cell(one.code, round(sure, 2), why)
    # After the indicator: some statistics come a year late.
    year, one.year_note = year_of(document, matcher, one, kind, lags)
    cells["year"] = cell(*year)
    propose_note(document, one, catalogue)
    if one.code is None and one.new_indicator is None:
        one.new_indicator = new_indicator(document, one)


def propose_place(document: Document, one: Found, district_code: str) -> None:
    """Fill district and area."""
    if why := city_of(document, one):
        one.cells["area_code"] = cell(city_code(district_code) or None, 0.75, why)
        one.cells["district_code"] = cell("", 0.75, why)
        return
    area, sure, why = area_of(document, one)
    one.cells["area_code"] = cell(area, sure, why)
    one.cells["district_code"] = cell(district_code or None, sure, "the document's district")


def propose_details(document: Document, one: Found, kind: str, header: dict[str, str]) -> None:
    """Fill the columns of fact_details."""
    cells, measure = one.cells, one.piece.measure
    cells |= {name: cell("", 0.95, "nothing asks for it") for name in DETAILS}
    is_half = "上半年" in header.get("title", "") and measure == "level"
    whole = ("H1", 0.6, "the title says 上半年") if is_half else None
    for name, *rest in details_of(one, kind, header["document_type"], whole):
        cells[name] = cell(*rest)
    is_of_passage = said_year_of(document, one) is None or measure == "cagr_pct"
    if kind == "actual" and is_of_passage and not cells["period"]["value"]:
        found = {name: cell(*rest) for name, *rest in details_of_passage(document, one)}
        cells |= found
        said = {name: one["value"] for name, one in found.items() if one["value"]}
        if said:
            reason = "The passage tells of {period}" + (
                "; the change counts from {base_year}." if len(said) > 1 else "."
            )
            cells["reason"] = cell(reason.format(**said), 0.6, "the sentence does not print the years")


def propose_note(document: Document, one: Found, catalogue: Catalogue) -> None:
    """Write the note that a year, place or kind needs which the sentence does not name."""
    notes = [one.year_note] if one.year_note else []
    area = one.cells["area_code"]["value"]
    if area and one.cells["district_code"]["value"] and one.said.passage_area != area:
        row = next(row for row in catalogue.areas if row["area_code"] == area)
        notes.append((f"Printed in the passage on {row['area_en']}.", f"写在有关{row['area']}的一段中。"))
    if one.said.said_word == "争取" and one.cells["kind"]["value"] == "actual":
        notes.append(OBTAINED)
    if notes:
        english, chinese = zip(*notes, strict=True)
        one.cells["note"] = cell(" ".join(english), 0.6, "what the row needs and the sentence does not say")
        one.cells["note_zh"] = cell("".join(chinese), 0.6, "what the row needs and the sentence does not say")


# No further back than so many figures of one print.
TWINS = 40


def repeated(one: Found, alike: list[Found]) -> Found | None:
    """An earlier figure that is printed alike among similar words."""
    for other in reversed(alike[-TWINS:]):
        if other.end > one.start - len(one.sentence):
            continue
        is_alike = fuzz.ratio(telling(one.near), telling(other.near)) > 50
        if is_alike and other.unit == one.unit and other.cells["kind"]["value"] == one.cells["kind"]["value"]:
            return other
        follows, followed = one.follows, other.follows
        if one.piece.measure in FOLLOWING and follows and followed and follows.repeats == followed.piece.char_start:
            return other
    return None


def as_facts(one: Found) -> list[State]:
    """The facts of a figure as first.json has them: one for each thing that it describes."""
    fact = {
        "state": "proposed",
        "cells": one.cells,
        "nearest": one.nearest,
        "new_indicator": one.new_indicator,
        "repeats": one.repeats,
    }
    if not describes_two(one):
        return [fact]
    which = "the second thing that the figure describes"
    other = {**fact, "cells": {**one.cells, "indicator_code": cell(None, None, which)}, "repeats": None}
    return [fact, {**other, "new_indicator": fact["new_indicator"] or new_of(which)}]


def as_term(one: Found, numeral: str) -> State:
    """One term of a ratio of three, which is a share of its own: the 8.3 of 8.3∶41.4∶50.3."""
    why = "a term of a ratio of three is a share of its own"
    own = {"figure": cell(numeral, 0.6, why), "unit": cell("%", 0.6, why), "indicator_code": cell(None, None, why)}
    new = new_of(why) | {"unit": cell("%", 0.6, why)}
    return {
        "state": "proposed",
        "cells": one.cells | own,
        "nearest": one.nearest,
        "new_indicator": new,
        "repeats": None,
    }


def new_of(why: str) -> State:
    """A new indicator of which nothing is known."""
    return {"indicator": cell(None, None, why), "unit": cell(None, None, why)}


PAIR = re.compile(
    "([一-鿿]{1,12}率)[、和与及]([一-鿿]{1,12}率)(?:均|都|分别)?(?:保持|达到|达|为|在)*$"
    "|[、和与及][^，。；、和与及]{2,30}(?:均|各|双双)(?:[一-鿿]{0,2}(?:达到|达|为|在|保持))*$"
)


def describes_two(one: Found) -> bool:
    """Whether one figure is said of two things: A、B各1份, A率和B率均100%."""
    return bool(PAIR.search(one.sentence)) and "分别" not in one.sentence[-20:]
