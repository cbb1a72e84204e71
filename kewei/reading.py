"""What a printed figure says: its value, the interval that the print supports, unit, bound and measure.

`read_figure` reads one cell of seeds/facts.csv, `read_text` every number-like piece of a text, `numerals` the ledger's
numerals. All are pure functions of their arguments and of the vocabulary in seeds/; no number is ever a float.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal, localcontext
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeVar

from kewei import context
from kewei import numerals as numerals_of
from kewei.numerals import CHINESE, DIGITS, PLAIN, Normal, Unit, Vocabulary, chinese_number, normalised, vocabulary
from kewei.tables import Tables

EXACT_DIMENSIONS = {"count", "duration"}
GROWTH_RATES = {"change_pct", "real_change_pct", "cagr_pct"}
CHANGES = GROWTH_RATES | {"change_abs", "gap", "rate_change"}
ARABIC = "(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:[.][0-9]+)?"
CHINESE_RUN = (
    f"[{CHINESE}]+(?:万亿[{CHINESE}]+)?(?:亿[{CHINESE}]+(?:万[{CHINESE}]*)?|万[{CHINESE}]+)?"
    "(?:点[零〇一二三四五六七八九]+)?"
)
VULGAR = tuple("½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞")
BELOW_ZERO = re.compile("零下[0-9]")
# A base that lies in the past: 超过2015年的3倍.
PAST = "(?:(?:19|20)[0-9]{2}年|上年|去年|原来|原有)"
# 2小时30分钟, 1年6个月: how many of the smaller unit make one.
TWO_UNITS = {
    "小时": (60, "分(?!别)钟?"),
    "个小时": (60, "分(?!别)钟?"),
    "分钟": (60, "秒"),
    "分": (60, "秒"),
    "年": (12, "个月"),
}
RISES = "+↑▲正"
PRECISION = Context(prec=80)
# Amounts are multiplied by rates; with these the product still fits in the 38 digits of the warehouse.
LARGEST = Decimal(10) ** 22
DENIED = {"greater_than": "at_most", "less_than": "at_least"}
MIRRORED = {"greater_than": "less_than", "at_least": "at_most", "less_than": "greater_than", "at_most": "at_least"}


Part = TypeVar("Part")


def replace(part: Part, **fields: object) -> Part:
    """A copy with other fields. dataclasses.replace does the same in ten times the time, a fifth of the reading."""
    copy = object.__new__(type(part))
    copy.__dict__.update(part.__dict__, **fields)
    return copy


@dataclass(frozen=True)
class Reading:
    """One figure as it is read. Numbers are in the base unit `unit`; those that the print does not give are None.

    value_step is the place of the last printed digit; of about 100 it spans what that may stand for, half a step to
    either side: the place of its last digit that is not zero, but no more than a tenth. numeral and numeral_end are the
    first numeral and, where there is another (the end of a range, the part of a fraction), the last; numeral_places are
    where numerals are in the figure.
    problem is the true cause in one sentence, or None where the figure is read.
    """

    value: Decimal | None = None
    value_low: Decimal | None = None
    value_high: Decimal | None = None
    value_step: Decimal | None = None
    bound: str | None = None
    unit: str | None = None
    dimension: str | None = None
    measure: str | None = None
    numeral: str | None = None
    numeral_end: str | None = None
    numeral_places: tuple[tuple[int, int], ...] = ()
    direction_sign: int = 1
    is_ordinal: bool = False
    has_counter: bool = False
    is_whole_count: bool = False
    has_contradictory_qualifiers: bool = False
    problem: str | None = None


@dataclass(frozen=True)
class Piece:
    """A number-like piece of a text. Positions are code points of the text; they enclose the numerals.

    disposition is `figure`, or what else the numeral is (date, name, heading …), as in seeds/numerals.csv.
    list_words are the verb or qualifier that its list has in front and that holds for it, list_end the qualifier at the
    end of its list: 下降 for the 17% of 分别下降15.1%、17%, 以上 for the 3家 of 分别达到3家、5家以上.
    """

    char_start: int
    char_end: int
    figure: str
    disposition: str
    reading: Reading
    measure: str | None = None
    problem: str | None = None
    list_words: str = ""
    list_end: str = ""


@dataclass(frozen=True)
class Amount:
    """A number with what follows it: 9万多人次. Numbers are as printed times `scale`."""

    start: int
    end: int
    spans: tuple[tuple[int, int], ...]
    low: Decimal | None
    high: Decimal | None = None  # of a vague numeral: 几十 has 20 and 99
    step: Decimal = Decimal(1)
    next_unit: Decimal = Decimal(1)
    scale: Decimal = Decimal(1)
    unit: Unit | None = None
    denominator: str = ""
    money: int = 0  # length of the currency that is printed in front of the number
    factor: str = ""
    surplus: bool = False
    surplus_after: bool = False
    is_exact: bool = False
    is_about: bool = False
    is_chinese: bool = False
    problem: str | None = None

    @property
    def has_unit(self) -> bool:
        """Whether a counter, unit or factor is printed."""
        return bool(self.unit or self.factor)


@dataclass(frozen=True)
class Form:
    """A figure taken apart: its span in the normalised text, amounts, and what the words beside them say."""

    start: int
    end: int
    amount: Amount
    amount_end: Amount | None = None
    kind: str = "amount"  # amount, range, ratio, rank, first (前N), word
    bounds: frozenset[str] = frozenset()
    sign: int = 1
    measure: str | None = None
    is_plain_change: bool = False
    end_sign: int = 1
    governing: frozenset[str] = frozenset()  # bounds of the words in front of the numeral
    qualifier_after: str = ""
    list_words: str = ""  # what its list has in front and holds for it
    list_end: str = ""
    problem: str | None = None
    spans: tuple[tuple[int, int], ...] = field(default=())


class Grammar:
    """Patterns made from the vocabulary, and the parts of a figure that they find."""

    def __init__(self, words: Vocabulary) -> None:
        """Compile the patterns of a vocabulary once."""
        self.words = words
        any_of = words.any
        self.numeral = re.compile(f"{ARABIC}|[数几]?{CHINESE_RUN}几?|[数几](?=[万亿]|个百分点|个亿)|{context.SEVERAL}")
        self.half = re.compile(any_of("half"))
        self.doubled = re.compile(f"翻了?({any_of('before')})?(?:([0-9]+|[一二两三四五六几数])番|番|一?倍(?!数))")
        self.word = re.compile(words.quantity)
        self.bare_scale = re.compile("万亿|万|亿")
        self.surplus = re.compile(f"{any_of('surplus')}(?!额|款|波|地|元化|样|式|向)|[+](?![0-9A-Za-z“”])")
        self.scale = re.compile(f"{any_of('multiplier', 'scale')}(?!万|亿)")
        self.factor = re.compile(
            f"{any_of('factor')}(?<!成(?=[为立功员果交效长本都品型熟绩就套片品]))(?<!折(?=[合算旧叠射损腰磨扣线返]))"
        )
        self.part_of = re.compile(any_of("part_of"))
        self.mark = re.compile(any_of("range_mark"))
        self.ratio_mark = re.compile(any_of("ratio_mark"))
        self.after = re.compile(
            f"(?:[(](不)?含[^()]{{0,10}}[)]|[及或]其?)?({any_of('after')})(?!游|级联动|岸|手|翼|联动|班|述|同心|一心|贯通)"
            "(?!(?<=下)(?:属|辖|派|设(?!备|施|计))|(?<=上)海(?!外)|(?<=内)[资容需陆部]|(?<=多)[出了次种类年0-9]|(?<=起步)[^，。；、)]|(?<=起)[^，。；、)]|(?<=不[到足])[^，。；、)的])"
            "(?:[(](不)?含[^()]{0,10}[)])?"
        )
        # 100万元（含）至500万元（不含）
        self.included = re.compile("[(]不?含[^()]{0,10}[)]")
        self.unit = re.compile("|".join(map(re.escape, words.longest_units)))
        self.denominator = re.compile(
            f"/((?:10{{1,3}}万|[十百千]万|万|亿|千|百)??(?:{self.unit.pattern}|[㎡人月年天日]))(?:[·/](年|天|月|日))?"
        )
        # 29.5微克每立方米, 100元每人每月
        self.each = re.compile(
            "每(平方公里|平方米|立方米|公顷|亩|升|吨|公里|千瓦时|万元|人|户)(?!均)(?:每(年|天|月|日))?"
        )
        self.other_word = re.compile(f"{any_of('other_word')}$")
        self.sign = re.compile(f"{any_of('sign')}$")
        self.before = re.compile(f"{any_of('before')}了?$")
        # 不突破3%, 从未超过2%: what is denied is the other side of the bound.
        self.denial = re.compile(
            "(?:[从并尚均仍还]?未[曾能]?|[从并]?没有?|不(?:得|能|可|应当?|该|宜|准|允许|许|会|再|要|予|至于?)?|严禁|禁止|"
            "难以?|无法|无一)$"
        )
        # 不低于全市平均水平的1.6倍: the whole stands between the qualifier and the number.
        self.of_whole = re.compile(
            f"({any_of('before')})(?:(?<=..)[^，。；、：:0-9]{{2,18}}|{PAST}[^，。；、：:0-9]{{0,6}})的$"
        )
        # 不到全市1%的土地; 超过全市2% may be a distance, so 的 has to follow.
        self.of_group = re.compile(
            "(不到|不足|不及|将近|接近|大约|超过|近|约|逾|超)(?:全[国市省区县球]|世界|[上去]年(?:同期|全年)?)(?:总[量数])?(?:的)?$"
        )
        # 最高给予500万元, 最多可申请3次
        self.farthest = re.compile(
            "(?<![日史])(最高|最多|至多|最长|最少|最低|至少)(?:可以|可|能|再)?(?:一次性)?(?:给予|奖励|补贴|补助|资助|支持|扶持|享受|获得|获|申请|申报|贷款|贷|"
            "叠加|延长|放宽|提高|扣除|减免|安排|投入|提供|容纳|服务)?(?:至|到|达)?了?$"
        )
        # 至少培育5家: of these three any verb may follow.
        self.farthest_of_all = re.compile("(至少|至多|最多)(?!的)[一-鿿]{1,5}(?<![的于])$")
        # 压减一般性支出10%: what falls is named between the verb and the rate.
        self.cut = re.compile(
            "(?:减少|压减|降低|压缩|削减|缩减|缩短|下调|压降|核减|拉低)(?![^，。；]*[占达为在率比到至超近])[“”一-鿿]{2,8}(?<![的了约])$"
        )
        # 降低负债率2.5个百分点: points move a rate.
        self.cut_points = re.compile(
            "(?:减少|压减|降低|压缩|压降|缩小|下调|调低)(?!了)(?![^，。；]*[占达为在到至超近])[“”一-鿿]{2,10}(?<![的了约])$"
        )
        # 分别高于、低于全市1.2个和0.8个百分点
        up, down = any_of("growth_verb", "gap_verb"), any_of("falling_verb", "gap_below")
        self.opposed = re.compile(
            f"(?:分别|依次)[^，。；0-9]{{0,14}}?(?:{up}[、和及与或]{down}|{down}[、和及与或]{up})[^，。；0-9]{{0,14}}"
            "(?:[0-9.]+[^，。；0-9]{0,4}[、和及与])*(?:下降|降低|减少)?$"
        )
        # 降幅比全市大2.1个百分点, 降幅低于全市0.6个百分点
        self.fall_beside = re.compile(
            "[降跌减]幅(?:[比较][^，。；、0-9]{1,12}|)(?:(?:([大高深])|[小低窄浅])(?:于[^，。；、0-9]{1,12}|出)?"
            "|(超过)[^，。；、0-9]{1,12})(?:约|近|超)?$"
        )
        # 拉低全区增速0.6个百分点
        self.dragged = re.compile("(?:拉低|拖累|下拉|拖低|拉下)了?[^，。；、0-9]{0,12}$")
        # 同比少支出0.6亿元
        self.fewer = re.compile(
            "(?:^|[同环]比|[比较][^，。；、0-9]{1,12}?)(少(?![数年许有儿则])(?!下?降)[一-鿿]{1,3})(?<![约近超])$"
        )
        # 同比多降0.6个百分点: the fall was the larger one.
        self.fell_more = re.compile("([多少])(?:下降|降低|降)了?$")
        self.currency_name = re.compile("(?:人民币|美元|港币|港元|欧元|日元)$")
        self.vague_before = re.compile(f"{any_of('vague_before')}$")
        self.falling = re.compile(
            "(?<!涨(?=跌幅))(?<!升(?=降幅))(?<!增(?=[减降]幅))"
            f"{any_of('falling_verb')}(?:(?<=[下降减少降低压缩]{{2}})(?:率|的?幅度|比例))?了?"
            "(?:达到|达|(?<=[幅率度例])(?:为|(?:控制|保持|稳定|维持)?在))?$"
        )
        # 降幅收窄至2.3%: still a fall.
        self.narrowed = re.compile(
            "[降跌减]幅[^，。；、]{0,24}?(?:收窄|缩小|扩大|加深|回落|放缓|减小)(?:至|到|为)(?:了|约|近|超|超过)*$"
        )
        # 降幅由上年的12.3%收窄至5.6%: both are falls.
        self.fell_from = re.compile(f"[降跌减]幅[^，。；、0-9]{{0,4}}[由从](?:{PAST}?[^，。；、0-9]{{0,6}}的)?$")
        moves = any_of("growth_verb", "falling_verb")
        self.moves = re.compile(f"(?:{moves}|回升|反弹|攀升|上调)了?(?:约|近|超|超过)?$")
        self.pointed = re.compile(f"(?:{moves}|回升|反弹|攀升|高|低|快|慢)[出了]?(?:约|近|超|超过)?$")
        self.rate_verb = re.compile(f"{any_of('rate_verb')}了?$")
        marks = sorted(words.money, key=len, reverse=True)
        self.money = re.compile("(" + "|".join(map(re.escape, marks)) + ") ?$")
        self.money_ahead = re.compile("|".join(map(re.escape, marks)))
        self.inside = re.compile(f"{any_of('inside')}(?![部外容涵资陆生销需蒙科环贸地存参审控港燃页墙置阁])")
        self.from_last = re.compile(
            "(?:排名|排|位居|居|位列|列|处于?|考核|位于|[全本][国省市区县])[在于]?(?:最|倒数)?后$"
        )
        self.inexact = re.compile(f"({any_of('inexact')})(?![化势项度健劲国市县烈大盛调壮省校区军企身者镇村基电磁点])")
        self.gap_below = re.compile(f"(?<![降减]){any_of('gap_below')}(?:全[国市省区]、)*[\u4e00-\u9fff]{{1,10}}$")

    # -- to the right of a numeral --------------------------------------------------------------------------------

    def amount(self, text: str, at: int) -> Amount | None:
        """The amount whose numeral starts at a position."""
        half = self.half.match(text, at)
        if half:
            return self.half_amount(text, half)
        match = self.numeral.match(text, at)
        bare = self.bare_scale.match(text, at)
        if text[at : at + 1] in VULGAR:
            return self.vulgar(text, at)
        if bare and text.startswith("分之", bare.end()):
            return self.fraction(text, bare)
        if bare:
            value = self.words.value.get((bare[0], "multiplier")) or self.words.value[bare[0], "scale"]
            number = Amount(at, bare.end(), (bare.span(),), Decimal(1), scale=value, is_chinese=True)
            surplus = self.surplus.match(text, bare.end())
            number = replace(number, end=surplus.end(), surplus=True) if surplus else number
            return self.with_money(text, self.with_unit(text, number))
        if not match:
            return None
        amount = self.fraction(text, match)
        if amount is None:
            amount = self.scaled(text, replace(self.number(match), spans=(match.span(),)))
        return self.with_money(text, self.with_unit(text, amount))

    def with_money(self, text: str, amount: Amount) -> Amount:
        """The amount with the currency that is printed in front of its number: US$3.5亿."""
        mark = self.money.search(text[max(0, amount.start - 6) : amount.start])
        if not mark:
            return amount
        money, unit = self.words.money[mark[1]], amount.unit
        is_name = not re.match("[A-Z¥$€£]", mark[1])
        if not amount.has_unit:
            amount = self.with_denominator(text, replace(amount, unit=money))
        elif is_name or (unit and not unit.dimension.startswith("currency_")) or amount.factor:
            return amount
        elif unit.unit != money.unit:
            cause = f"{mark[1]} in front of its number is another currency than {unit.unit} after it"
            amount = replace(amount, problem=amount.problem or cause)
        return replace(amount, money=len(mark[0]))

    def with_denominator(self, text: str, amount: Amount) -> Amount:
        """The amount with what its unit is counted for: 元/平方米·天."""
        per = self.denominator.match(text, amount.end)
        if not per and amount.unit and amount.unit.dimension not in ("count", "duration"):
            per = self.each.match(text, amount.end)
        letters = re.compile("/[A-Za-z]+").match(text, amount.end) if not per else None
        if letters:
            # km/h is known, m/s is not.
            cause = f"{letters[0]} after its unit is not in seeds/units.csv"
            return replace(amount, end=letters.end(), problem=amount.problem or cause)
        if not per:
            return amount
        is_one = per[1] in self.words.units and "·" not in per[1]
        denominator = self.words.units[per[1]].unit if is_one else per[1]
        denominator = denominator.removeprefix("个")
        period = f"·{per[2]}".replace("日", "天") if per[2] else ""
        return replace(amount, end=per.end(), denominator=denominator + period)

    def number(self, match: re.Match) -> Amount:
        """The number that a numeral is, before scale and unit."""
        printed = match[0]
        start, end = match.span()
        if printed[0].isdecimal():
            value = Decimal(printed.replace(",", ""))
            decimals = -value.as_tuple().exponent
            step = Decimal(1).scaleb(-decimals)
            return Amount(start, end, (), value, step=step, next_unit=last_unit(value, step))
        if any(one in printed for one in self.words.words["vague_digit"]):
            low, high = vague(printed)
            problem = None if low is not None else f"its numeral is not a well-formed number: {printed}"
            return Amount(start, end, (), low, high, is_chinese=True, problem=problem)
        if beside := neighbours(printed):
            return Amount(start, end, (), *beside, is_chinese=True)
        value = chinese_number(printed) or context.digit_by_digit(match)
        if value is None:
            problem = f"its numeral is not a well-formed number: {printed}"
            return Amount(start, end, (), None, is_chinese=True, problem=problem)
        step = Decimal(10_000 if printed[-1] == "万" else 1).scaleb(min(0, value.as_tuple().exponent))
        # 千万 says no more than the order of magnitude.
        step = value if printed in ("百", "千") and self.bare_scale.match(match.string, end) else step
        return Amount(start, end, (), value, step=step, next_unit=last_unit(value, step), is_chinese=True)

    def half_amount(self, text: str, match: re.Match) -> Amount | None:
        """Half of a whole in percent, or half of a unit: 过半, 一半, 半年."""
        start, end = match.span()
        if match[0] == "半":
            counter = re.match("个?(年|月|小时|天|日|星期|周)", text[end:])
            if text.startswith("个亿", end):
                found = Amount(start, end + 2, (match.span(),), Decimal("0.5"), step=Decimal("0.1"), is_chinese=True)
                return self.with_unit(text, replace(found, scale=Decimal(100_000_000)))
            points = re.match("个(多)?百分点", text[end:])
            if points:
                unit = Unit("pp", "percentage_point", Decimal(1))
                found = Amount(start, end + points.end(), (match.span(),), Decimal("0.5"), step=Decimal("0.1"))
                return replace(found, unit=unit, is_chinese=True, surplus=bool(points[1]), surplus_after=True)
            if counter:
                unit = self.words.units.get(("个" if counter[0].startswith("个") else "") + counter[1])
                unit = unit or self.words.units.get(counter[1])
                found = Amount(start, end + counter.end(), (match.span(),), Decimal("0.5"), step=Decimal("0.1"))
                return replace(found, unit=unit, is_exact=True, is_chinese=True)
        if match[0] == "半" and not re.search("过|近|超|逾|足|到|占$", text[max(0, start - 2) : start]):
            return None
        unit = Unit("%", "percent", Decimal(1))
        found = Amount(start, end, (match.span(),), Decimal(50), unit=unit, is_exact=True, next_unit=Decimal(50))
        more = re.compile("多(?![样元种])").match(text, end) if match[0] != "半" else None
        return replace(found, end=more.end(), surplus=True, surplus_after=True) if more else found

    def fraction(self, text: str, whole: re.Match) -> Amount | None:
        """百分之三点五, 三分之二, 2/3: one figure of two numerals, in percent."""
        per = re.compile("/(10{0,3})?(十万|百万|千万|万|亿)(?!元)").match(text, whole.end())
        if per and text[whole.start()].isdecimal():
            return self.per_many(whole, per)
        scale = re.compile("[万亿](?=分之)").match(text, whole.end())
        mark = self.part_of.match(text, (scale or whole).end()) or re.compile(
            "[/⁄](?=(?:[0-9]{1,2}|1000?)(?![0-9年]))"
        ).match(text, whole.end())
        part = self.numeral.match(text, mark.end()) if mark else None
        if not part or (mark[0] == "/" and "." in whole[0] + part[0]):
            return None
        first, second = (whole, part) if mark[0] == "分之" else (part, whole)
        base, top = (self.number(one) for one in (first, second))
        if mark[0] != "分之" and (base.low or 0) > 12 and context.counter(text, part.end()):
            cause = "whether it is a fraction, or two numbers, is not clear"
            return Amount(whole.start(), part.end(), (whole.span(), part.span()), None, problem=cause)
        if first[0] in ("万", "亿"):
            base = Amount(*first.span(), (), self.words.value[first[0], "scale"])
        if scale and base.low is not None:
            base = replace(base, low=base.low * self.words.value[scale[0], "scale"])
        spans = (whole.span(), part.span())
        unit = Unit("%", "percent", Decimal(1))
        if base.low is None or top.low is None or not base.low or top.high is not None:
            problem = f"its fraction is not well-formed: {text[whole.start() : part.end()]}"
            return Amount(whole.start(), part.end(), spans, None, unit=unit, problem=problem)
        with localcontext(PRECISION):
            in_hundred = Decimal(100) / base.low
            is_decimal = bool(re.fullmatch("100+", f"{base.low:f}"))
            value = top.low * in_hundred if is_decimal else rounded(top.low * in_hundred, 6)
            step = top.step * in_hundred if is_decimal else Decimal("0.000001")
            found = Amount(whole.start(), part.end(), spans, value, step=step, next_unit=top.next_unit * in_hundred)
        surplus = self.surplus.match(text, part.end())
        found = replace(found, end=surplus.end(), surplus=True) if surplus else found
        return replace(found, unit=unit, is_exact=not is_decimal, is_chinese=True)

    def per_many(self, whole: re.Match, per: re.Match) -> Amount:
        """3.2/10万, so many of a hundred thousand, in percent."""
        number, value = self.number(whole), self.words.value
        base = Decimal(per[1] or 1) * (value.get((per[2], "multiplier")) or value[per[2], "scale"])
        spans = (whole.span(), per.span(1)) if per[1] else (whole.span(),)
        sizes = {name: getattr(number, name) * 100 / base for name in ("low", "step", "next_unit")}
        return replace(number, end=per.end(), spans=spans, unit=Unit("%", "percent", Decimal(1)), **sizes)

    def vulgar(self, text: str, at: int) -> Amount:
        """½ and its like, in percent."""
        top, base = unicodedata.normalize("NFKC", text[at]).split("⁄")
        value = rounded(Decimal(100) * int(top) / int(base), 6)
        unit = Unit("%", "percent", Decimal(1))
        return Amount(at, at + 1, ((at, at + 1),), value, step=Decimal("0.000001"), unit=unit, is_exact=True)

    def about(self, text: str, amount: Amount) -> Amount:
        """The amount with 来 after its numeral: 十来家."""
        found = re.compile("来" if text[amount.end - 1] not in "百千" else "[来把]").match(text, amount.end)
        counted = found and (text[found.end() : found.end() + 1] in tuple("万亿") or context.counter(text, found.end()))
        if counted and amount.low is not None and amount.low % 10 == 0:
            return replace(amount, end=found.end(), is_about=True)
        return amount

    def scaled(self, text: str, amount: Amount) -> Amount:
        """The amount with 余, 万 and 余 after its numeral, and a smaller part after that: 1亿5000万."""
        amount = self.about(text, amount)
        hundreds = re.compile("个[余多]亿").match(text, amount.end)
        if hundreds:
            # 1个多亿
            return replace(amount, end=hundreds.end(), scale=Decimal(100_000_000), surplus=True)
        surplus = self.surplus.match(text, amount.end)
        if surplus:
            amount = replace(amount, end=surplus.end(), surplus=True, surplus_after=surplus[0] == "+")
        if (letter := context.TYPED_SCALE.match(text, amount.end)) and not amount.is_chinese:
            # 1.2w人, 10w+
            amount = replace(amount, end=letter.end(), scale=Decimal(10_000 if letter[0] in "wW" else 1_000))
            plus = self.surplus.match(text, amount.end)
            return replace(amount, end=plus.end(), surplus=True, surplus_after=True) if plus else amount
        scale = self.scale.match(text, amount.end)
        if scale and not (amount.is_chinese and scale[0][0] in "十百千"):
            value = self.words.value.get((scale[0], "multiplier")) or self.words.value[scale[0], "scale"]
            unit_at = self.unit.match(text, amount.end)
            # 千瓦时, 千米, 百分点 begin like a scale.
            if not (unit_at and len(unit_at[0]) > 1 and unit_at[0][0] in "十百千"):
                amount = replace(amount, end=scale.end(), scale=value)
                hundreds = re.compile("([0-9])百(?:([0-9])十)?(?=[余多]?[万亿])").match(text, scale.end())
                if hundreds and scale[0] == "千" and amount.low is not None and amount.low < 10 and not amount.surplus:
                    # 3千5百万: thousands and hundreds of the scale that follows.
                    low = amount.low * 1000 + int(hundreds[1]) * 100 + int(hundreds[2] or 0) * 10
                    step = Decimal(10 if hundreds[2] else 100)
                    spans = (*amount.spans, *(hundreds.span(one) for one in (1, 2) if hundreds[one]))
                    amount = replace(amount, end=hundreds.end(), low=low, step=step, next_unit=last_unit(low, step))
                    return self.scaled(text, replace(amount, scale=Decimal(1), spans=spans))
                more = re.compile("零?([0-9]{1,4})(千万|百万|万|千|百)").match(text, scale.end())
                if more and amount.low is not None and not amount.surplus:
                    weight = self.words.value.get((more[2], "multiplier")) or self.words.value[more[2], "scale"]
                    if int(more[1]) * weight < value:
                        low = amount.low * value + int(more[1]) * weight
                        spans = (*amount.spans, more.span(1))
                        amount = replace(amount, end=more.end(), low=low, scale=Decimal(1), step=weight, spans=spans)
                        amount = replace(amount, next_unit=last_unit(low, weight))
                        rest = re.compile("([0-9]*)[0-9百十万亿]").match(text, more.end())
                        if rest:
                            cause = f"its numeral is not a well-formed number: {text[amount.start : rest.end()]}"
                            spans = (*spans, rest.span(1)) if rest[1] else spans
                            amount = replace(amount, end=rest.end(), spans=spans, problem=cause)
                elif digits := re.compile("[0-9]+").match(text, scale.end()):
                    cause = f"the digits after {scale[0]} have no scale of their own"
                    amount = replace(
                        amount, end=digits.end(), spans=(*amount.spans, digits.span()), problem=amount.problem or cause
                    )
                surplus = self.surplus.match(text, amount.end)
                if surplus:
                    amount = replace(amount, end=surplus.end(), surplus=True, surplus_after=surplus[0] == "+")
                    # 1万多亿元, 3千多万元
                    more = self.bare_scale.match(text, amount.end)
                    if more and more[0] != scale[0]:
                        value *= self.words.value[more[0], "scale"]
                        amount = replace(amount, end=more.end(), scale=value)
                elif amount.high is not None and amount.high < 10 and text[amount.start] in "数几":
                    # 数万 ends where 数十万 begins, as 数百 does.
                    amount = replace(amount, high=amount.high + 1 - 1 / value)
        return amount

    def with_unit(self, text: str, amount: Amount) -> Amount:
        """The amount with its counter or factor."""
        points = re.compile("个?([余多])?(百分点|千分点|万分点|基点|[Bb][Pp]s?(?![A-Za-z])|点(?![位多面数]))").match(
            text, amount.end
        )
        if points and points[2] == "点":
            # 提高2.5个点 moves a share; 布设3个点 counts places.
            moved = self.pointed.search(text[max(0, amount.start - 8) : amount.start])
            moved = moved or "." in text[slice(*amount.spans[-1])] or amount.start == 0
            points = points if moved and points[0][0] == "个" else None
        if points:
            unit = Unit("pp", "percentage_point", Decimal(1))
            # A basis point is a hundredth of a percentage point.
            part = {"百分点": 1, "点": 1, "千分点": 10}.get(points[2], 100)
            scale = amount.scale / part
            surplus = amount.surplus or bool(points[1])
            return replace(amount, end=points.end(), unit=unit, scale=scale, surplus=surplus, is_exact=False)
        if amount.unit and amount.unit.unit == "%":
            return amount
        factor = self.factor.match(text, amount.end)
        if factor:
            # A discount is no estimate: 8折 is 80 %, 近八成 is not.
            amount = replace(amount, end=factor.end(), factor=factor[0], is_exact=factor[0] == "折")
            half = re.compile("半(?!数|径|年|岛)|([一二三四五六七八九])(?![十百千个家项名])").match(text, amount.end)
            if factor[0] in "成倍" and half and amount.low is not None:
                tenth = Decimal("0.5") if half[0] == "半" else chinese_number(half[1]) / 10
                amount = replace(amount, end=half.end(), low=amount.low + tenth, step=Decimal("0.1"))
            surplus = self.surplus.match(text, amount.end)
            if surplus and (factor[0] != "%" or surplus[0] == "+"):
                amount = replace(amount, end=surplus.end(), surplus=True, surplus_after=True)
            return amount
        unit = context.counter(text, amount.end)
        if not unit:
            return amount
        amount = replace(amount, end=unit.end(), unit=self.words.units[unit[0]])
        if (
            text.startswith("次", amount.end)
            and unit[0][-1] != "次"
            and not context.SUBORDINATE.match(text, amount.end)
        ):
            cause = f"unknown counter {unit[0]}次: its unit is not in seeds/units.csv"
            return replace(amount, end=amount.end + 1, problem=amount.problem or cause)
        amount = self.with_denominator(text, amount)
        if unit[0] in TWO_UNITS and amount.low is not None and not amount.surplus:
            many, smaller = TWO_UNITS[unit[0]]
            more = re.compile(f"([0-9]{{1,2}})(?:{smaller})").match(text, unit.end())
            if more and int(more[1]) < many:
                with localcontext(PRECISION):
                    low = amount.low + rounded(Decimal(more[1]) / many, 6)
                spans = (*amount.spans, more.span(1))
                # 8分30秒: minutes, no points of a score.
                minutes = self.words.units["分钟"] if unit[0] == "分" else amount.unit
                amount = replace(amount, end=more.end(), low=low, spans=spans, unit=minutes)
                return replace(amount, step=Decimal("0.000001"), is_exact=True)
        months = re.compile("([余多])(月|小时|星期)").match(text, amount.end)
        if unit[0] == "个" and months:
            found = self.words.units[f"个{months[2]}"]
            return replace(amount, end=months.end(), unit=found, surplus=True)
        if amount.unit.dimension not in ("count", "percentage_point") and amount.unit.unit:
            half = re.compile("半(?!数|径|导|岛|年)").match(text, amount.end)
            if half and amount.low is not None and amount.unit.dimension == "duration":
                return replace(
                    amount, end=half.end(), low=amount.low + Decimal("0.5"), step=Decimal("0.1"), is_exact=True
                )
            surplus = re.compile("[余多](?![次家名个项样种部元渠方边层数轮点地额款])").match(text, amount.end)
            if surplus:
                amount = replace(amount, end=surplus.end(), surplus=True)
        half = re.compile("个半(小时|月|百分点)").match(text, amount.end - len(unit[0]))
        if half and amount.low is not None:
            found = self.words.units[f"个{half[1]}"]
            amount = replace(amount, end=half.end(), low=amount.low + Decimal("0.5"), step=Decimal("0.1"))
            return replace(amount, unit=found, is_exact=half[1] != "百分点")
        return amount

    def form(self, text: str, at: int, floor: int = 0) -> Form | None:
        """The figure whose first numeral starts at a position. What is left of `floor` belongs to other figures."""
        word = self.word.match(text, at)
        doubled = self.doubled.match(text, at)
        if doubled:
            return self.doubled_form(text, doubled, floor)
        if word:
            return self.word_form(text, word, floor)
        slip = context.mistyped(text, at)
        amount = self.mistyped(text, *slip) if slip else self.amount(text, at)
        if amount is None:
            return None
        form = Form(amount.start, amount.end, amount, spans=amount.spans)
        if slip:
            return form
        if not amount.has_unit and re.compile("[.,](?=[%‰万亿])").match(text, form.end):
            form = replace(form, problem=f"its numeral is not a well-formed number: {text[form.start : form.end + 2]}")
        if text.startswith("±", form.end) or text[floor : form.start].endswith("±"):
            form = replace(form, problem="± gives a span around a value, and such a span is not read")
        if re.compile("[≤≥≦≧]").match(text, form.end):
            form = replace(form, problem=f"{text[form.end]} after it bounds something else from its side")
        if text[at].isdecimal() and re.search("(?:^|[^0-9])[.]$", text[max(0, at - 2) : at]):
            form = replace(form, problem=f"its numeral is not a well-formed number: .{text[form.start : form.end]}")
        form = self.with_second(text, form, floor)
        after = self.after.match(text, form.end)
        role = "after"
        if not after and amount.unit and amount.unit.dimension in ("duration", "length"):
            after, role = self.inside.match(text, form.end), "inside"
        if not after and (
            amount.factor == "成" or (len(amount.spans) == 2 and amount.unit and amount.unit.unit == "%")
        ):
            after, role = self.inexact.match(text, form.end), "inexact"
        if after:
            word = after[2] if role == "after" else after[after.lastindex or 0]
            more = re.compile("以[上下]").match(text, after.end()) if word == "级" else None
            # 亿级以上 is a floor, 亿级 an order of magnitude.
            bound, end = self.words.bound[more[0] if more else word, role], (more or after).end()
            if role == "after" and (after[1] or after[3]):
                # 500万元以下（不含）
                bound = {"at_least": "greater_than", "at_most": "less_than"}.get(bound, bound)
            form = replace(form, end=end, bounds=form.bounds | {bound})
            form = replace(form, qualifier_after=after[0] if role == "after" and word != "级" else "")
        turned = re.compile("的(?:年均)?(?:负增长|降幅|跌幅|减幅|下降(?!趋势|空间)|速度(?:递减|下降))").match(
            text, form.end
        )
        if turned and amount.factor == "%" and form.kind == "amount":
            # 3.2%的负增长
            form = replace(form, end=turned.end(), sign=-1, measure="change_pct")
        if amount.is_about:
            form = replace(form, bounds=form.bounds | {"approximate"})
        if amount.surplus or (form.amount_end and form.amount_end.surplus):
            form = replace(form, bounds=form.bounds | {"greater_than"})
        return self.with_words_before(text, form, floor)

    def mistyped(self, text: str, start: int, end: int) -> Amount:
        """The amount of a numeral in which a letter was read for a digit: 3l.6亿元."""
        letter = re.search("[OoIl]", text[start:end])[0]
        cause = f"the letter {letter} in its numeral may be meant for a digit"
        amount = self.scaled(text, Amount(start, end, ((start, end),), None, problem=cause))
        return self.with_unit(text, amount)

    def between(self, text: str, form: Form) -> re.Match | None:
        """The 与 of 12%与15%之间, the two ends of a range."""
        mark = re.compile("[与和](?=[0-9])").match(text, form.end)
        second = self.amount(text, mark.end()) if mark else None
        return mark if second and text.startswith("之间", second.end) else None

    def with_second(self, text: str, form: Form, floor: int) -> Form:
        """The figure with the other end of a range, or the other term of a ratio."""
        amount = form.amount
        if not amount.has_unit and amount.scale == 1:
            mark = self.ratio_mark.match(text, form.end)
            second = self.numeral.match(text, mark.end()) if mark else None
            if second:
                other = replace(self.number(second), spans=(second.span(),))
                spans = (*amount.spans, second.span())
                third = self.ratio_mark.match(text, second.end())
                third = self.numeral.match(text, third.end()) if third else None
                if third:
                    cause = "a ratio of three terms has no single value"
                    form = replace(form, end=third.end(), amount_end=other, kind="ratio", spans=(*spans, third.span()))
                    return replace(form, problem=cause)
                return replace(form, end=second.end(), amount_end=other, kind="ratio", spans=spans)
        between = self.between(text, form)
        included = self.included.match(text, form.end)
        mark = between or self.mark.match(text, included.end() if included else form.end)
        if text.startswith("——", form.end):
            # A dash of the sentence, unless digits are on both sides of it.
            other = self.amount(text, form.end + 2) if text[form.end + 2 : form.end + 3].isdecimal() else None
            is_alike = other and (not amount.has_unit or (other.unit, other.factor) == (amount.unit, amount.factor))
            is_dash = amount.is_chinese or not is_alike
            mark = None if is_dash else re.compile("——").match(text, form.end)
        if not mark:
            return form
        since = re.search(f"[从由自](?:{PAST}[^，。；0-9]{{0,4}}的?)?$", text[max(0, form.start - 14) : form.start])
        if (
            mark[0] in "到至"
            and since
            and amount.has_unit
            and not re.compile("[^，。；、]{1,8}不等").match(text, mark.end())
        ):
            return form
        minus = text.startswith("-", mark.end())
        at = mark.end() + minus
        if text.startswith("第", at) and text[floor : form.start].endswith("第"):
            at += 1
        money = self.money_ahead.match(text, at) if amount.money else None
        at = money.end() if money else at
        second = self.amount(text, at)
        if second is None or not self.numeral.match(text, at):
            return form
        form = replace(form, end_sign=-1 if minus else 1)
        if second.is_chinese and not amount.is_chinese and mark[0] in "到至":
            return form
        spans = (*amount.spans, *second.spans)
        if amount.money and not second.has_unit:
            second = replace(second, unit=amount.unit)
        if second.unit == amount.unit and second.denominator and not amount.denominator:
            # 100元-200元/人
            amount = replace(amount, denominator=second.denominator)
            form = replace(form, amount=amount)
        differ = (second.unit, second.factor) != (amount.unit, amount.factor)
        if mark[0] in "到至" and amount.has_unit and second.has_unit:
            moves = self.moves.search(text[floor : form.start])
            in_points = bool(amount.unit) and amount.unit.unit == "pp"
            if differ and (moves or in_points) and second.factor != "倍":
                # 增长0.5个百分点至3.2%: a change, and what it leads to.
                return replace(form, end_sign=1)
            percent = in_points or amount.factor or (amount.unit and amount.unit.unit == "%")
            if moves and not percent:
                cause = "whether it is a range, or a change and what that leads to, is not clear"
                form = replace(form, problem=cause)
        if amount.money and amount.scale == 1:
            form = replace(form, amount=replace(amount, scale=second.scale))
        end = second.end + len("之间") if between else second.end
        included = self.included.match(text, end)
        end = included.end() if included else end
        form = replace(form, end=end, amount_end=second, kind="range", spans=spans)
        if not amount.has_unit:
            scale = second.scale if amount.scale == 1 else amount.scale
            first = replace(amount, unit=second.unit, factor=second.factor, scale=scale)
            return replace(form, amount=replace(first, denominator=second.denominator))
        if second.has_unit and differ:
            return replace(form, problem="the two ends of its range have different units")
        if not second.has_unit:
            return replace(form, problem="the end of its range has no unit, and its beginning has one")
        return form

    def with_words_before(self, text: str, form: Form, floor: int) -> Form:
        """The figure with its sign, verb of falling and qualifiers in front of the numeral."""
        amount = form.amount
        left = text[floor : form.start]
        if left.endswith("倒数第"):
            cause = "倒数 counts from the last, and how many there are is not printed"
            return replace(form, start=form.start - 3, kind="rank", measure="rank", problem=cause)
        if left.endswith("第"):
            kind = "range" if form.kind == "range" else "rank"
            return replace(form, start=form.start - 1, kind=kind, measure="rank")
        if left.endswith("数以") and text.startswith("计", form.end):
            return replace(form, start=form.start - 2, end=form.end + 1, bounds=form.bounds | {"at_least"})
        if amount.money:
            form = replace(form, start=form.start - amount.money)
            left = text[floor : form.start]
        if self.from_last.search(left) and (not amount.unit or amount.unit.unit in ("名", "位", "%")):
            cause = "后 counts from the last, and how many there are is not printed"
            return replace(form, start=form.start - 1, kind="rank", measure="rank", problem=cause)
        is_part = amount.factor == "%" or (len(amount.spans) == 2 and form.kind == "amount")
        if re.search("(?<![以之提从目当空日此])前$", left) and is_part:
            return replace(form, start=form.start - 1, problem="前 before a share: a place in percent is not read")
        if re.search("(?<![以之提从目当空日])前$", left) and form.kind != "ratio":
            unit = amount.unit.unit if amount.unit else ""
            if unit in ("", "位", "名") and not amount.factor and amount.scale == 1:
                end = form.end + 1 if text.startswith(("强", "佳"), form.end) else form.end
                cause = "前 before a range does not say which places are meant" if form.kind == "range" else None
                form = replace(form, problem=form.problem or cause)
                return replace(form, start=form.start - 1, end=end, kind="first", measure="rank")
        sign = self.sign.search(left)
        is_sum = sign and sign[0] == "+" and floor and text[floor + sign.start() - 1] == "%"
        if sign and not is_sum and self.is_sign(left, sign) and not self.is_other_word(left, sign[0]):
            direction = 1 if sign[0] in RISES else -1
            is_plain = sign[0] not in "↑▲↓▼"
            form = replace(form, start=floor + sign.start(), sign=direction, is_plain_change=is_plain)
            left = left[: sign.start()]
        turned = re.search("翻了?$", left)
        if turned and amount.factor == "倍":
            cause = "翻…倍 does not say whether the number is of the base or above it"
            return replace(form, start=floor + turned.start(), problem=cause)
        if left.endswith("不过") and not left.endswith("多不过") and amount.has_unit:
            cause = "不过 may mean no more than, only, or but"
            return replace(form, start=form.start - 2, problem=form.problem or cause)
        if amount.factor == "%" and context.is_share_of_past(text[: form.start]):
            cause = "N % of an earlier value is a change by N - 100 %, and such a change is not read"
            return replace(form, problem=form.problem or cause)
        if left.endswith("(") and text.startswith(")", form.end) and self.factor.match(text, form.end + 1):
            return replace(form, problem=form.problem or "its unit is outside the brackets of its number")
        form, left = self.with_qualifier(text, form, left, floor)
        farthest = None if form.bounds else self.farthest.search(left) or self.farthest_of_all.search(left)
        if farthest and form.kind == "amount" and form.sign > 0 and not amount.problem:
            bound = self.words.bound[farthest[1], "before"]
            return replace(form, start=floor + farthest.start(), bounds=form.bounds | {bound})
        # The year of a base, a name or an idiom may stand between: what is left of `floor` is looked at too.
        first = max(0, form.start - 30)
        far = text[first : form.start]
        is_half = bool(amount.unit) and amount.unit.unit == "%"
        is_of = not form.bounds and (amount.factor or len(amount.spans) > 1 or is_half)
        of_whole = self.of_whole.search(far) if is_of else None
        if of_whole and form.kind == "amount" and form.sign > 0:
            start, bound = self.denied(far, of_whole.start(), self.words.bound[of_whole[1], "before"])
            return replace(form, start=first + start, bounds=form.bounds | {bound})
        is_share = amount.factor in ("%", "成") or len(amount.spans) > 1 or is_half
        of_group = self.of_group.search(left) if is_share and not form.bounds and form.kind == "amount" else None
        if of_group and form.sign > 0:
            is_part = amount.factor != "%" or text[form.end : form.end + 1] in ("", "的")
            if of_group[1] not in ("超", "超过") or is_part:
                bound = self.words.bound[of_group[1], "before"]
                return replace(form, start=floor + of_group.start(), bounds=form.bounds | {bound})
        is_rate = bool(amount.factor or (amount.unit and amount.unit.unit == "%")) and amount.factor != "倍"
        cut = self.cut.search(far) if is_rate else self.cut_points.search(far) if is_points(form) else None
        if cut and form.kind in ("amount", "range") and form.sign > 0 and not form.is_plain_change:
            return replace(form, start=first + cut.start(), sign=-1, measure="change_pct" if is_rate else "change_abs")
        narrowed = self.narrowed.search(text[first : form.spans[0][0]]) if amount.factor == "%" else None
        if narrowed and form.kind == "amount" and form.sign > 0:
            start = first + narrowed.start()
            form = replace(form, sign=-1, measure="change_pct")
            return replace(form, start=start) if start >= floor else replace(form, list_words=narrowed[0][:2])
        fell_from = self.fell_from.search(far) if amount.factor == "%" and form.kind == "amount" else None
        if fell_from and form.sign > 0:
            return replace(form, start=first + fell_from.start(), sign=-1, measure="change_pct")
        dragged = self.dragged.search(far) if is_points(form) else None
        if dragged and form.kind == "amount" and form.sign > 0:
            return replace(form, start=max(floor, first + dragged.start()), sign=-1)
        fewer = self.fewer.search(left) if amount.has_unit and not is_rate else None
        if fewer and form.kind == "amount" and form.sign > 0:
            return replace(form, start=floor + fewer.start(1), sign=-1)
        fell = self.fell_more.search(left) if is_points(form) else None
        if fell and form.sign > 0:
            measure = "rate_change" if re.search(f"{context.EARLIER}|[同环]比", left) else None
            return replace(form, start=floor + fell.start(), sign=-1 if fell[1] == "多" else 1, measure=measure)
        # 下降率（%）is the head of a table.
        falling = self.falling.search(re.sub("[(][^()0-9%‰]{1,12}[)]$", "", left))
        if falling and not self.is_other_word(left, falling[0]) and not self.is_noun(left, falling):
            wrong = "a verb of falling beside a minus sign: which way it moves is not clear" if form.sign < 0 else None
            wrong = "a fall in times does not say of what" if amount.factor == "倍" else wrong
            form = replace(form, start=floor + falling.start(), sign=-1, problem=form.problem or wrong)
            left = left[: falling.start()]
            if not form.bounds or "approximate" not in form.bounds:
                form, left = self.with_qualifier(text, form, left, floor)
        in_points = is_points(form)
        # 进一步 may stand between, and its 一 is a piece of its own.
        moved = context.RATE_MOVES.search(text[first : form.spans[0][0]]) if in_points else None
        if moved and form.kind == "amount" and not re.search("[0-9，。；]", moved[0]):
            # A fall that widens takes the rate down, and one that narrows takes it up.
            sign = 1 if bool(moved[1]) == (moved[3] in context.NARROWS) else -1
            measure = None if moved[0].startswith(context.GAPS) else "rate_change"
            if sign != (-1 if self.falling.search(moved[3]) else 1):
                # The noun turns the sign of the verb, so it belongs to the figure.
                return replace(form, start=first + moved.start(), sign=sign, measure=measure)
            form = replace(form, measure=measure)
        rate = self.rate_verb.search(left) if in_points and form.sign > 0 else None
        if rate:
            return replace(form, start=floor + rate.start())
        beside = self.fall_beside.search(left) if in_points and form.sign > 0 and form.kind == "amount" else None
        if beside:
            # A fall larger than that of a group is growth below the group's.
            measure = "rate_change" if re.search(context.EARLIER, beside[0]) else "gap"
            return replace(
                form, start=floor + beside.start(), sign=-1 if beside[1] or beside[2] else 1, measure=measure
            )
        below = self.gap_below.search(left) if in_points and form.sign > 0 else None
        if below and not re.search("[0-9]", below[0]):
            known = re.search(f"{context.EARLIER}|目标|预期|计划|预算|进度", below[0])
            measure = None if known else "gap"
            return replace(form, start=floor + below.start(), sign=-1, measure=measure)
        is_apart = is_rate or bool(amount.unit and amount.unit.unit not in ("pp", "个", "位"))
        under = self.gap_below.search(left) if is_apart and form.sign > 0 and not form.bounds else None
        compared = f"(?:.于|落后)(?!.*[增提升降达为至从由的])[^，。；]*(?:{context.EARLIER}|{context.GROUPS})"
        if under and re.match(compared, under[0]):
            cause = f"{under[0]} does not say whether the number is what it lies below, or by how much"
            return replace(form, start=floor + under.start(), problem=form.problem or cause)
        return form

    def with_qualifier(self, text: str, form: Form, left: str, floor: int) -> tuple[Form, str]:
        """The figure with the qualifier that the text before it ends in, and the text before that."""
        found = self.before.search(left)
        role = "before"
        currency = self.currency_name.search(left) if not found else None
        if currency and form.amount.unit and form.amount.unit.dimension.startswith("currency_"):
            # 约合人民币3.5亿元
            found = self.before.search(left[: currency.start()])
        if not found:
            found, role = self.vague_before.search(left), "vague_before"
            numeral = text[slice(*form.spans[0])] if form.spans else ""
            if found and numeral[:1] not in tuple("十百千万亿半"):
                found = None
            if found and found[0] == "上" and re.match("半|十(?![万亿])", text[form.spans[0][0] :]):
                found = None
        if found and found[0] in ("超", "超出") and re.search(f"{context.PASSED}$", left[: found.start()]):
            # 较计划超出3.2%: by so much, not above it.
            found = None
        # 迈上4个万亿元台阶 counts the steps.
        steps = found and found[0][0] in "迈跨站跃" and form.amount.unit and form.amount.unit.unit == "个"
        # 突破2项关键技术 counts what was achieved.
        is_tag = found and found[0] in "<>" and re.search("<[^<>]*>$", left)
        achieved = found and found[0].startswith("突破") and context.ACHIEVED.match(text, form.end)
        if (
            not found
            or steps
            or achieved
            or is_tag
            or self.is_other_word(left, found[0])
            or self.names_a_period(text, form, found)
        ):
            return form, left
        word = found[0].removesuffix("了") if found[0] not in self.words.words[role] else found[0]
        start, bound = self.denied(left, found.start(), self.words.bound[word, role])
        form = replace(form, bounds=form.bounds | {bound}, governing=form.governing | {bound})
        return replace(form, start=floor + start), left[:start]

    def denied(self, left: str, start: int, bound: str) -> tuple[int, str]:
        """Where a qualifier starts and its bound, both with the denial in front of it: 未突破 is at most."""
        denial = self.denial.search(left[:start]) if bound in ("greater_than", "less_than") else None
        return (denial.start(), DENIED[bound]) if denial else (start, bound)

    def is_other_word(self, left: str, found: str) -> bool:
        """Whether the characters found at the end are the end of another word: 约 of 签约."""
        other = self.other_word.search(left)
        return bool(other) and len(other[0]) > len(found)

    @staticmethod
    def names_a_period(text: str, form: Form, found: re.Match) -> bool:
        """近三年 is a span of years, not nearly three; 近80天 likewise."""
        unit = form.amount.unit
        return (
            found[0] == "近"
            and bool(unit)
            and unit.unit in {"年", "个月", "周", "天", "日", "周年"}
            and (
                form.amount.low is not None
                and (form.amount.low <= 10 or re.match("来|最|间|年均|首次|新高", text[form.end :]) is not None)
            )
        )

    @staticmethod
    def is_sign(left: str, sign: re.Match) -> bool:
        """Whether a minus or plus is a sign: something that is no number and no Latin letter comes before it."""
        ahead = left[: sign.start()]
        is_number = re.search("[0-9A-Za-z%‰)）+]$|[0-9][万亿元家个项人]$|—$", ahead)
        is_noun = re.search(f"GDP$|[CP]PI$|[(](?![{CHINESE}]+[)])[^()0-9A-Za-z]*[)]$", ahead)
        return sign[0] == "负" or not is_number or bool(is_noun)

    @staticmethod
    def is_noun(left: str, falling: re.Match) -> bool:
        """降低 in 降低到 is told by what follows; here: a verb that is part of another word."""
        return bool(re.search("[不没未可停少多]$", left[: falling.start()])) and falling[0] in ("少", "低", "降", "减")

    def sharing(self, form: Form, text: str, scene: context.Scene, floor: int) -> Form:
        """The figure with the unit that its list prints only once, after the last number."""
        points = re.compile("[、和及与][0-9.]+个百分点").match(text, form.end)
        if points and form.kind == "amount" and text[form.end - 1] == "个":
            # 2.1个和1.3个百分点
            shared = replace(form, amount=replace(form.amount, unit=Unit("pp", "percentage_point", Decimal(1))))
            return self.with_words_before(text, shared, floor) if form.start == form.spans[0][0] else shared
        at = scene.shares_unit(form)
        other = self.form(text, at, at) if at is not None else None
        while other and not other.amount.has_unit and (at := scene.shares_unit(replace(other, start=form.start))):
            other = self.form(text, at, at)
        if not other or other.kind != "amount" or not other.amount.has_unit:
            return form
        last, amount = other.amount, form.amount
        scale = last.scale if amount.scale == 1 else amount.scale
        amount = replace(amount, unit=last.unit, factor=last.factor, scale=scale, denominator=last.denominator)
        shared = replace(form, amount=amount)
        # 分别低于全市1.2和2.3个百分点: with its unit, the words before the number say more.
        return self.with_words_before(text, shared, floor) if form.start == form.spans[0][0] else shared

    def ending(self, form: Form, text: str, scene: context.Scene) -> Form:
        """The figure with the qualifier that its list prints once, after the last number: 分别达到3家、5家以上."""
        if form.kind != "amount" or form.bounds or not scene.is_apart(form.start):
            return form
        last, mark = form, re.compile("[、和及与](?=[0-9])")
        while (found := mark.match(text, last.end)) and not last.qualifier_after:
            other = self.form(text, found.end(), found.end())
            if not other or other.start != found.end():
                return form
            last = other
        if last is form or not last.qualifier_after:
            return form
        return replace(form, bounds=last.bounds, list_end=last.qualifier_after)

    def parted(self, form: Form, text: str, head: tuple | None) -> Form:
        """The figure with the digits that a blank or a full-width comma parts from it: 1 2家, 1，250件."""
        if form.kind != "amount" or form.amount.has_unit or form.end != form.amount.spans[0][1] or head:
            return form
        printed = text[slice(*form.amount.spans[0])]
        thousands = len(printed) <= 3 and re.search("(?:^|[一-鿿(：:])$", text[: form.start])
        marks = "|，(?=[0-9]{3}(?![0-9年]))|,(?=[0-9])|['’](?=[0-9]{3})|。(?=[0-9.]+[%‰万亿])" if thousands else ""
        # 12.345.6万元, 1.234,5件
        marks += "|[.,](?=[0-9])" if re.search("[.,]", printed) else ""
        mark = first_mark = re.compile(f"[.]? (?:[.] )?(?=[0-9]){marks}").match(text, form.end)
        spans, other = form.spans, None
        # 1 2 . 3亿元 is parted more than once.
        while mark and (other := self.form(text, mark.end(), mark.end())) and other.start == mark.end():
            spans = (*spans, *other.spans)
            if other.amount.has_unit:
                break
            mark = re.compile("[. ]{1,3}(?=[0-9])").match(text, other.end)
        if not mark or not other or other.start != mark.end() or not other.amount.has_unit:
            return form
        mark = first_mark
        what = {" ": "blank", "，": "full-width comma", ",": "comma", ".": "point", "。": "full stop"}.get(
            mark[0][-1], "mark"
        )
        cause = f"a {what} parts its digits, and whether they are one number is not clear"
        return replace(form, end=other.end, spans=spans, problem=cause)

    def doubled_form(self, text: str, match: re.Match, floor: int) -> Form:
        """翻番, 翻一番, 翻两番: twice, twice, four times what it was."""
        printed = match[2]
        vague = printed is not None and printed in self.words.words["vague_digit"]
        times = chinese_number(printed) if printed and not printed.isdecimal() and not vague else Decimal(1)
        times = Decimal(printed) if printed and printed.isdecimal() else times
        span = match.span(2) if printed else match.span()
        value = (Decimal(2) ** int(times) - 1) * 100
        unit = Unit("%", "percent", Decimal(1))
        amount = Amount(match.start(), match.end(), (span,), value, unit=unit, is_exact=True)
        form = Form(match.start(), match.end(), amount, kind="word", measure="change_pct", spans=amount.spans)
        if match[1]:
            form = replace(form, bounds=frozenset({self.words.bound[match[1], "before"]}))
        if re.compile("半(?!数|年|导|径)").match(text, form.end):
            form = replace(form, problem=f"{match[0]}半 is not said to be how many times more")
        if vague:
            form = replace(form, problem=f"{match[0]} does not say how many times it doubled")
        after = re.compile("(以上)|还多|不止|[多余](?![个家项次])").match(text, form.end)
        if after:
            form = replace(form, end=after.end(), bounds=frozenset({"at_least" if after[1] else "greater_than"}))
        return self.with_qualifier(text, form, text[floor : form.start], floor)[0]

    def word_form(self, text: str, match: re.Match, floor: int) -> Form:
        """A quantity without a numeral: 首位, 持平."""
        word = match[0]
        is_rank = (word, "rank_word") in self.words.value
        role = "rank_word" if is_rank else "fall_word" if (word, "fall_word") in self.words.value else "change_word"
        unit = None if is_rank else Unit("%", "percent", Decimal(1))
        amount = Amount(match.start(), match.end(), (match.span(),), self.words.value[word, role], unit=unit)
        bound = self.words.bound[word, role]
        form = Form(match.start(), match.end(), replace(amount, is_exact=True), kind="word", spans=amount.spans)
        bounds = frozenset() if bound == "exact" else frozenset({bound})
        measure, sign = "rank" if is_rank else "change_pct", -1 if role == "fall_word" else 1
        about = re.search("(?:基本|大体|总体|大致|几乎)[与和同][^，。；0-9]{1,10}$", text[floor : form.start])
        if word == "持平" and about:
            form, bounds = replace(form, start=floor + about.start()), frozenset({"approximate"})
        if word.endswith("持平") and context.LEVEL_WITH_GROUP.search(text[floor : form.start]):
            return replace(no_gap(form), bounds=bounds)
        return replace(form, sign=sign, bounds=bounds, measure=measure)


def learn(seeds: Path) -> None:
    """Take words and units from a folder of seeds; read again, because they may have changed."""
    numerals_of.SEEDS = seeds
    for cached in (numerals_of.vocabulary_of, grammar, pieces_of):
        cached.cache_clear()


@cache
def grammar() -> Grammar:
    """The grammar of the project's own vocabulary."""
    return Grammar(vocabulary())


def last_unit(value: Decimal, step: Decimal) -> Decimal:
    """The place of the last digit that is not zero: 10 of 20, 1000 of 3000, 0.1 of 3.5."""
    digits = value.normalize()
    return Decimal(1).scaleb(digits.as_tuple().exponent) if value else step


def vague(printed: str) -> tuple[Decimal | None, Decimal | None]:
    """Ends of 几十 (20 to 99), 数百 (200 to 999), 十几 (11 to 19), 几 before a scale (2 to 9)."""
    match = re.fullmatch("[数几]([十百千]?)", printed)
    if match:
        power = {"": 1, "十": 10, "百": 100, "千": 1000}[match[1]]
        return Decimal(2 * power), Decimal(10 * power - 1)
    tens = re.fullmatch("([二三四五六七八九]?十)几", printed)
    if tens:
        low = chinese_number(tens[1])
        return low + 1, low + 9
    return None, None


def neighbours(printed: str) -> tuple[Decimal, Decimal] | None:
    """Ends of 七八 (7 to 8), 三四十 (30 to 40), 十五六 (15 to 16), 两三 (2 to 3), 一两 (1 to 2)."""
    match = re.fullmatch("(.*[十百千])?([一二两三四五六七八])([二两三四五六七八九])([十百千]?)", printed)
    if not match or DIGITS[match[2]] + 1 != DIGITS[match[3]] or match[2] + match[3] == "一二":
        return None
    low, high = (chinese_number((match[1] or "") + digit + match[4]) for digit in (match[2], match[3]))
    return None if low is None or high is None else (low, high)


def rounded(value: Decimal, decimals: int, mode: str = ROUND_HALF_EVEN) -> Decimal:
    """The value with at most so many decimals."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=mode, context=PRECISION)


def plain(value: Decimal | None) -> Decimal | None:
    """The value as a plain decimal without zeros at its end."""
    if value is None:
        return None
    value = value.normalize(PRECISION) + 0
    return value.quantize(Decimal(1), context=PRECISION) if value.as_tuple().exponent > 0 else value


# -- from a form to a reading -----------------------------------------------------------------------------------------


def measured(
    form: Form, text: str, measure: str | None, kind: str | None, unit: str | None, is_times_of: bool = False
) -> Reading:
    """What a figure that was taken apart says."""
    with localcontext(PRECISION):
        return judged(form, text, measure, kind, unit, is_times_of)


def judged(form: Form, text: str, measure: str | None, kind: str | None, unit: str | None, times_of: bool) -> Reading:
    """The reading of a form; numbers keep all their digits here."""
    amount = form.amount
    measure = form.measure or measure
    is_rank = form.kind in ("rank", "first") or measure == "rank"
    name, dimension, weight, offset, scale_given = unit_of(form, measure, unit, times_of)
    scale = weight * amount.scale * scale_given
    contradictory = bool(form.bounds & {"greater_than", "at_least"}) and bool(form.bounds & {"less_than", "at_most"})
    numerals = [text[slice(*span)] for span in form.spans]
    places = tuple((start - form.start, end - form.start) for start, end in form.spans)
    common = Reading(
        unit=name,
        dimension=dimension,
        measure=measure,
        numeral=numerals[0] if numerals else None,
        numeral_end=numerals[-1] if len(numerals) > 1 else None,
        numeral_places=places,
        direction_sign=form.sign,
        is_ordinal=form.kind == "rank" or (form.kind == "word" and form.measure == "rank"),
        # 翻番 and 持平 need none.
        has_counter=amount.has_unit or form.kind == "word",
        has_contradictory_qualifiers=contradictory,
    )
    problem = form.problem or amount.problem or (form.amount_end.problem if form.amount_end else None)
    problem = problem or why_not(form, common, text, unit)
    if problem or amount.low is None:
        return replace(common, problem=problem or "it has no numeral that can be read")
    step = amount.step * scale
    value = amount.low * scale + offset
    if max(value, (amount.high or 0) * scale, second_value(form)) >= LARGEST:
        return replace(common, problem="it is 10^22 or more in its base unit, and numbers so large are not held")
    whole = (
        (dimension in EXACT_DIMENSIONS or (dimension is None and not amount.has_unit))
        and scale == 1
        and amount.step == 1
    )
    common = replace(common, value_step=plain(step), is_whole_count=whole and form.kind != "ratio")
    if form.kind == "ratio":
        return ratio(form, common)
    if form.kind == "first" or (measure == "rank" and form.kind == "amount"):
        return replace(common, value_low=Decimal(1), value_high=plain(value), bound="range")
    if form.kind == "range" or amount.high is not None:
        end = form.amount_end
        top = amount.high * scale + offset if end is None else end.low * weight * end.scale * scale_given + offset
        if top <= value and not form.is_plain_change:
            return replace(common, problem="its range does not rise")
        low, high = (value, top) if form.sign > 0 else (-top, -value)
        if form.is_plain_change:
            low, high = value * form.sign, top * form.end_sign
        if low >= high:
            return replace(common, problem="its range does not rise")
        bound = "approximate" if "approximate" in form.bounds and end is None else "range"
        return replace(common, value_low=plain(low), value_high=plain(high), bound=bound)
    is_exact = amount.is_exact or whole or kind == "target" or is_rank
    bound = bound_of(form.bounds, contradictory, is_exact)
    low, high = interval(bound, value, step, amount, scale)
    if bound == "approximate":
        common = replace(common, value_step=plain(min(amount.next_unit * scale, abs(value) / 5)))
    if form.sign < 0:
        value, low, high = -value, None if high is None else -high, None if low is None else -low
        bound = MIRRORED.get(bound, bound)
    if measure in GROWTH_RATES and value >= -100 and name == "%" and low is not None:
        low = max(low, Decimal(-100))
    if measure not in CHANGES and value >= 0 and form.sign > 0 and low is not None:
        low = max(low, Decimal(0))
    if measure == "level" and name == "%" and bound == "rounded" and value <= 100:
        high = min(high, Decimal(100))
    return replace(
        common,
        value=plain(value),
        value_low=plain(low),
        value_high=plain(high),
        bound=bound,
    )


def second_value(form: Form) -> Decimal:
    """The second number of a figure, as printed; 0 where there is none."""
    other = form.amount_end
    return other.low * other.scale if other and other.low is not None else Decimal(0)


def bound_of(bounds: frozenset[str], contradictory: bool, is_exact: bool) -> str:
    """The bound that the words make; two that contradict each other make none."""
    if contradictory or "approximate" in bounds:
        return "approximate"
    for bound in ("at_least", "greater_than", "at_most", "less_than"):
        if bound in bounds:
            return bound
    return "exact" if is_exact else "rounded"


def interval(
    bound: str, value: Decimal, step: Decimal, amount: Amount, scale: Decimal
) -> tuple[Decimal | None, Decimal | None]:
    """Ends of the interval that a bound leaves. 余 and 多 end below the next unit of the last non-zero digit."""
    if bound == "approximate":
        return None, None
    if bound == "rounded":
        return value - step / 2, value + step / 2
    if bound in ("less_than", "at_most"):
        return None, value
    if bound == "greater_than" and amount.surplus and not amount.surplus_after:
        return value, value + amount.next_unit * scale
    if bound in ("greater_than", "at_least"):
        return value, None
    return value, value


def ratio(form: Form, common: Reading) -> Reading:
    """The first number for each of the second, with an interval where a term has decimals."""
    top, base = form.amount, form.amount_end
    if base is None or not base.low or top.low is None:
        return replace(common, problem="its ratio has no second number that can be read")
    value = top.low / base.low
    half_top = Decimal(0) if top.step == 1 else top.step / 2
    half_base = Decimal(0) if base.step == 1 else base.step / 2
    low, high = (top.low - half_top) / (base.low + half_base), (top.low + half_top) / (base.low - half_base)
    bound = bound_of(form.bounds, common.has_contradictory_qualifiers, half_top == half_base == 0)
    if bound != "rounded":
        value = rounded(value, 6)
        low, high = interval(bound, value, Decimal(0), top, Decimal(1))
    return replace(
        common,
        value=plain(rounded(value, 6)),
        value_low=None if low is None else plain(rounded(low, 6, ROUND_FLOOR)),
        value_high=None if high is None else plain(rounded(high, 6, ROUND_CEILING)),
        value_step=plain(top.step),
        bound=bound,
        unit=None,
        dimension="ratio",
    )


def unit_of(
    form: Form, measure: str | None, given: str | None, times_of: bool
) -> tuple[str | None, str | None, Decimal, Decimal, Decimal]:
    """Base unit, dimension, weight of a factor, what is added after it, and the scale of a given unit."""
    amount = form.amount
    one, zero = Decimal(1), Decimal(0)
    if form.kind in ("rank", "first") or form.measure == "rank" or measure == "rank":
        return None, None, one, zero, one
    if amount.factor == "倍":
        if measure in GROWTH_RATES:
            return "%", "percent", Decimal(100), Decimal(-100) if times_of else zero, one
        return "倍", "ratio", one, zero, one
    if amount.factor:
        return "%", "percent", grammar().words.value[amount.factor, "factor"], zero, one
    if amount.unit:
        name = amount.unit.unit
        if amount.denominator:
            return f"{name}/{amount.denominator}", "intensity", one, zero, one
        if given and "/" in given and given.split("/")[0] == name:
            return given, "intensity", one, zero, one
        return name, amount.unit.dimension, one, zero, one
    if given:
        return given_unit(given)
    return None, "scale" if amount.scale != 1 else None, one, zero, one


def given_unit(given: str) -> tuple[str | None, str | None, Decimal, Decimal, Decimal]:
    """The unit of a table's head: 亿元 is 元 times 100000000."""
    head = grammar()
    printed = normalised(given).text
    one, zero = Decimal(1), Decimal(0)
    if (printed, "factor") in head.words.value and printed != "倍":
        return "%", "percent", head.words.value[printed, "factor"], zero, one
    scale = head.scale.match(printed)
    for weight, rest in ((None, printed), (scale, printed[scale.end() :] if scale else "")):
        top, slash, base = rest.partition("/")
        if top in head.words.units:
            value = one
            if weight:
                value = head.words.value.get((weight[0], "multiplier")) or head.words.value[weight[0], "scale"]
            unit = head.words.units[top]
            name = f"{unit.unit}/{base}" if slash else unit.unit
            return name, "intensity" if slash else unit.dimension, one, zero, value
        if weight and not rest:
            value = head.words.value.get((weight[0], "multiplier")) or head.words.value[weight[0], "scale"]
            return None, "scale", one, zero, value
    return given, None, one, zero, one


def why_not(form: Form, reading: Reading, text: str, given: str | None) -> str | None:
    """The true cause for which a figure cannot be read although its numeral can."""
    amount = form.amount
    if reading.is_ordinal and form.kind == "rank":
        if amount.scale != 1:
            scale = re.search("[十百千万亿]+", text[amount.spans[0][1] : amount.end])
            return f"{scale[0] if scale else 'a scale'} beside a rank: an ordinal is one whole number"
        if amount.unit and amount.unit.unit not in ("名", "位"):
            return "what follows the ordinal is neither 名 nor 位"
        if amount.step != 1 or form.amount_end or amount.factor:
            return "an ordinal is one whole number"
    if given and not amount.has_unit and not unit_is_known(given):
        return f"unknown counter {given}: its unit is not in seeds/units.csv"
    return None


def unit_is_known(given: str) -> bool:
    """Whether the unit of a table's head is made of known words."""
    return given_unit(given)[1] is not None


# -- the three functions ----------------------------------------------------------------------------------------------


def read_figure(
    figure: str, measure: str | None = None, kind: str | None = None, unit: str | None = None, before: str = ""
) -> Reading:
    """Read one cell of facts.csv.

    unit: of a table's head, used where the figure prints none (亿元), or of the indicator where it is an intensity
    (件/万人). before: what the text says in front of the figure, needed only to tell 是上年的2.5倍 from 增长2.5倍; with
    a change in percent and without it, N倍 is read as 增长N倍.
    """
    normal = normalised(figure)
    text = normal.text
    rules = grammar()
    at = first_numeral(text)
    form = rules.form(text, at) if at is not None else None
    if form is None:
        return Reading(problem=f"it has no numeral that can be read: {figure}")
    form = no_gap(form) if measure == "gap" and form.kind == "word" else form
    times_of = context.is_times_of(normalised(before).text + text[: form.spans[0][0]])
    reading = measured(form, text, measure, kind, unit, times_of)
    if reading.problem:
        return reading
    if form.start > 0:
        return replace(reading, problem=f"unknown words before the numeral: {text[: form.start]}", **NOTHING)
    if form.end < len(text):
        return replace(reading, problem=left_over(text, form), **NOTHING)
    return reading


NOTHING = {"value": None, "value_low": None, "value_high": None, "bound": None}


def left_over(text: str, form: Form) -> str:
    """The true cause for which a figure is not read to its end."""
    rest = text[form.end :]
    if form.kind == "rank":
        scale = re.match("[万亿]+", rest)
        if scale:
            return f"{scale[0]} beside a rank: an ordinal is one whole number"
        return "what follows the ordinal is neither 名 nor 位"
    if re.match("[.,][0-9]", rest):
        return f"its numeral is not a well-formed number: {text[form.start :]}"
    if not form.amount.has_unit:
        return f"unknown counter {rest}: its unit is not in seeds/units.csv"
    return f"unknown words after the unit: {rest}"


def first_numeral(text: str) -> int | None:
    """Where the first numeral of a figure starts."""
    rules = grammar()
    base = re.search(f"^[^0-9]{{0,4}}{PAST}[^0-9]{{0,6}}的", text)
    digit = re.search("[0-9]", text)
    # 压减一般性支出10%: the words that are cut may have a numeral of their own.
    ahead = text[: digit.start()] if digit else ""
    cut = digit if digit and (rules.cut.match(ahead) or context.RATE_MOVES.match(ahead)) else None
    for at in range(base.end() if base else cut.start() if cut else 0, len(text)):
        if BELOW_ZERO.match(text, at):
            continue
        if rules.word.match(text, at) or rules.doubled.match(text, at) or rules.half.match(text, at):
            return at
        if rules.numeral.match(text, at) or rules.bare_scale.match(text, at) or text[at] in VULGAR:
            return at
    return None


def read_text(text: str) -> list[Piece]:
    """Every number-like piece of a text, in order."""
    return list(pieces_of(text))


# A build reads each text for the ledger and for the evidence check.
@lru_cache(maxsize=256)
def pieces_of(text: str) -> tuple[Piece, ...]:
    """The pieces of a text, read once for all that ask."""
    return tuple(pieces(text, normalised(text)))


def pieces(raw: str, normal: Normal) -> Iterator[Piece]:
    """The pieces of a normalised text, each with its positions in the raw one."""
    rules, text = grammar(), normal.text
    scene, tables = context.Scene(normal), Tables(raw, normal)
    floor = at = 0
    previous: Piece | None = None
    previous_end, before, times_of = 0, None, False
    while at < len(text):
        found = scene.start.search(text, at)
        if not found:
            return
        at = found.start()
        if BELOW_ZERO.match(text, at):
            at += 2
            continue
        numeral = rules.numeral.match(text, at)
        other = scene.other(at, numeral.end() if numeral else found.end(), bool(numeral))
        if numeral and tables.numbers_a_row(at):
            other = ("heading", numeral.end())
        if other and other[0] == "name" and numeral and len(numeral[0]) > 6 and tables.unit(at):
            other = None
        if other:
            disposition, end = other
            yield piece_of(raw, normal, at, end, ((at, end),), disposition, Reading())
            at = floor = end
            # A date may stand between a rate and its change: 增长8.6%，较一季度加快1.1个百分点.
            previous = previous if disposition == "date" else None
            continue
        form = rules.form(text, at, floor)
        if form is None:
            end = found.end()
            yield piece_of(raw, normal, at, end, ((at, end),), "idiom", Reading())
            at = floor = end
            previous = None
            continue
        if form.amount.unit and form.amount.spans[0][1] in normal.starts and tables.ends_line(at):
            bare = replace(form.amount, end=form.amount.spans[0][1], unit=None, denominator="")
            form = replace(form, end=bare.end, amount=bare)
        form = rules.sharing(form, text, scene, floor)
        form = rules.ending(rules.parted(form, text, tables.unit(at)), text, scene)
        form = replace(form, problem=form.problem or scene.unclear_heading(at, form))
        follows = previous if previous and scene.is_enumeration(previous_end, form.start) else None
        measure = scene.measure(form, follows, scene.of_rate(previous, previous_end, form.start))
        if follows:
            form = governed(form, before, text)
            measure = "rank" if form.kind == "rank" else measure
        if rules.opposed.search(text[max(0, form.spans[0][0] - 50) : form.spans[0][0]]):
            cause = "verbs of both directions are in front of its list, and which one is its own is not clear"
            form = replace(form, problem=form.problem or cause)
        head = tables.unit(at) if form.kind == "amount" and not form.amount.has_unit else None
        unit = head[0] if head else scene.intensity(form)
        counted = f"{form.amount.unit.unit}/" if form.amount.unit else "?"
        beside = previous and (follows or scene.is_one_clause(previous_end, form.start))
        beside = beside or scene.moves_from(previous_end, form.spans[0][0])
        if beside and not unit and (previous.reading.unit or "").startswith(counted):
            unit = previous.reading.unit
        elif not unit and scene.is_listed_intensity(previous, previous_end, form):
            unit = f"{counted}{previous.reading.unit.split('/')[1]}"
        if head and not form.measure:
            measure = head[1]
            form = replace(form, problem=form.problem or head[2])
        if measure == "level":
            measure = scene.measure_before(previous, previous_end, form) or measure
        if measure == "level" and form.amount.factor == "%" and tables.is_growth(at):
            measure = "change_pct"
        times_of = scene.is_times_of(form.spans[0][0]) or bool(follows and times_of and form.amount.factor == "倍")
        reading = measured(form, text, measure, None, unit, times_of)
        unknown = scene.unknown_counter(form) if not reading.problem and not unit else None
        if unknown:
            reading = replace(reading, problem=unknown, **NOTHING)
        piece = piece_of(raw, normal, form.start, form.end, form.spans, "figure", reading, measure)
        piece = replace(piece, list_words=form.list_words, list_end=form.list_end)
        yield piece
        previous, previous_end, before = piece, form.end, form
        at = floor = max(form.end, at + 1)


def no_gap(form: Form) -> Form:
    """The figure 持平 where it says that there is no distance to a group, not that nothing changed."""
    amount = replace(form.amount, unit=Unit("pp", "percentage_point", Decimal(1)))
    return replace(form, amount=amount, measure="gap")


def is_points(form: Form) -> bool:
    """Whether a figure is in percentage points."""
    return bool(form.amount.unit) and form.amount.unit.unit == "pp"


def governed(form: Form, before: Form, text: str) -> Form:
    """The figure with the verb of falling or the qualifier that its list has in front: 分别下降15.1%、17%."""
    unit = form.amount.unit.unit if form.amount.unit else None
    if before.kind == "rank" and form.kind == "amount" and unit in ("名", "位") and form.start == form.spans[0][0]:
        # 第1、3位
        return replace(form, kind="rank", measure="rank")
    rates = all(one.amount.factor == "%" or is_points(one) for one in (form, before))
    if not rates and (form.amount.unit, form.amount.factor) != (before.amount.unit, before.amount.factor):
        return form
    if form.kind != "amount":
        return form
    words = before.list_words or text[before.start : before.spans[0][0]]
    if before.sign < 0 and form.sign > 0 and not before.is_plain_change and form.amount.has_unit:
        form = replace(form, sign=-1, list_words=words)
    if before.governing and not form.bounds:
        form = replace(form, bounds=before.governing, governing=before.governing, list_words=words)
    return form


def piece_of(
    raw: str,
    normal: Normal,
    start: int,
    end: int,
    spans: tuple[tuple[int, int], ...],
    disposition: str,
    reading: Reading,
    measure: str | None = None,
) -> Piece:
    """The piece of a span of the normalised text."""
    places = normal.places
    first, last = places[spans[0][0]], places[spans[-1][1] - 1] + 1
    figure = "".join(raw[places[at]] for at in range(start, end) if normal.text[at] != " ")
    return Piece(first, last, figure, disposition, reading, measure, reading.problem)


def as_json(piece: Piece) -> str:
    """The piece as one line of JSON; numbers are written digit by digit, never through a float."""
    read = piece.reading
    fields = {
        "char_start": piece.char_start,
        "char_end": piece.char_end,
        "figure": piece.figure,
        "value": read.value,
        "value_low": read.value_low,
        "value_high": read.value_high,
        "bound": read.bound,
        "unit": read.unit,
        "measure": piece.measure,
        "problem": piece.problem,
        "disposition": piece.disposition,
    }
    cells = (
        f"{json.dumps(name)}: {f'{cell:f}' if isinstance(cell, Decimal) else json.dumps(cell, ensure_ascii=False)}"
        for name, cell in fields.items()
    )
    return "{" + ", ".join(cells) + "}"


# Columns of the table for people.
TABLE = ("place", "figure", "disposition", "value", "low", "high", "bound", "unit", "measure", "problem")


def as_row(piece: Piece) -> str:
    """The piece as one row of a table for people."""
    read = piece.reading
    numbers = ("" if one is None else f"{one:f}" for one in (read.value, read.value_low, read.value_high))
    cells = (piece.disposition, *numbers, read.bound, read.unit, piece.measure, piece.problem)
    return "\t".join((f"{piece.char_start}-{piece.char_end}", piece.figure, *(cell or "" for cell in cells)))


def numerals(text: str) -> list[tuple[int, str, bool]]:
    """The ledger's numerals: where each starts, the numeral, and whether today's plain alphabet matches it as it is.

    A numeral of the wider alphabet covers the plain matches inside it: 1,250 is one row, not 1 and 250. White space in
    a numeral that a line end breaks is left out. Dates, names and other numerals that are no figures are listed as the
    plain alphabet matches them, so a wide row is always a quantity, or a sign that looks like one.
    """
    plain_ones = {match.start(): (match.end(), match[0]) for match in PLAIN.finditer(text)}
    normal = normalised(text)
    wide: list[tuple[int, int, str]] = []
    for start, end, numeral, is_figure in wide_numerals(text, normal):
        inside = any(first in plain_ones for first in range(start, end))
        if plain_ones.get(start, (0, ""))[0] == end:
            continue
        if is_figure or not (inside or numeral in "零半〇万亿万亿"):
            wide.append((start, end, numeral))
    covered = {
        start for start, (end, _) in plain_ones.items() for first, last, _ in wide if first <= start and end <= last
    }
    rows = [(start, numeral, True) for start, (_, numeral) in plain_ones.items() if start not in covered]
    return sorted(rows + [(start, numeral, False) for start, _, numeral in wide])


def wide_numerals(raw: str, normal: Normal) -> Iterator[tuple[int, int, str, bool]]:
    """Start, end and text of every numeral of every piece, in the raw text, and whether it is of a figure."""
    places = normal.places
    back = {place: at for at, place in enumerate(places) if normal.text[at] != " "}
    for piece in pieces_of(raw):
        if piece.disposition != "figure":
            yield piece.char_start, piece.char_end, without_space(raw[piece.char_start : piece.char_end]), False
            continue
        first = back[piece.char_start] - piece.reading.numeral_places[0][0]
        for start, end in piece.reading.numeral_places:
            place, last = places[first + start], places[first + end - 1] + 1
            yield place, last, without_space(raw[place:last]), True


def without_space(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())
