"""What the words around a numeral tell: that it is no figure, its measure, year, place, strength and table head."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from kewei.numerals import CHINESE, DIGITS, Normal, chinese_number, vocabulary

if TYPE_CHECKING:
    from kewei.reading import Form, Piece

CLAUSE = re.compile("[，。；;！？!?\u3001]|,(?![0-9]{3})")
YEAR = "(?:19|20)[0-9]{2}"
TO = "[-—–~至到]"
CN = f"[{CHINESE}]"
# 数倍, not 指数倍增.
SEVERAL = "(?<![指函系参基总人个次户分岁])[数几](?=倍(?![数增率镜]))"
DIALLED = "电话|热线|邮编|邮政编码|传真|手机|备案号|编号|编码|代码|QQ|网安备"
EDITIONS = "届|批次|批|次|期|轮|代|季|章|条|款|项|阶段|版|部|场|个|座|站|集|卷|页|节|课|家|方|类|只|天|年|台|架|颗|艘"
RANKED = (
    "居|列|位|排|名|全国|全市|全省|全区|世界|全球|国内|全州|行业|同类|跃升|升至|保持|获|取得|中部|西部|东部|地区|"
    "中心城区|城市|中|内|省份|县区|各区|夺|前"
)
EARLIER = "上年|去年|同期|年初|上月|上季|前一年|上一年|十三五|此前"
GROUPS = "全国|全市|全省|全区|全球|世界|平均|标准|同类|周边|其他|当地|规定|面积|人口"
# Classes of things by number: 1类新药, 三类医疗器械.
CLASSES = (
    "^类(?=(?:创新|化学|生物|中)?(?:新药|药|制品)|(?:创新)?(?:医疗)?器械|化药|口岸|用地|"
    "(?:[及或]?以[上下])?(?:水质|水体|断面))"
)
VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
# Each rule: what the numeral is, a pattern for the text before it, one for the text after it.
ARABIC_RULES = (
    ("document_number", "[〔［]$", ""),
    ("document_number", "", "^[〕］]"),
    ("document_number", "[〕］]第?$|第$", "^号(?!线)"),
    ("date", "", f"^年(?:度|版|末|底|初|以来|来|{TO}|[0-9]{{1,2}}月)?(?<![0-9])" + "(?!.*$)^"),
    ("date", "[0-9]{1,2}:$", ""),
    ("date", "(?:[上下中]午|晚上?|凌晨|早上|清晨)$", "^点(?!位)"),
    ("date", "[0-9][点时]$", "^分(?!之)"),
    ("date", "(?<!比)(?<!比例)(?<!比值)(?<!比为)(?<!比例为)(?<!比约)(?<!比约为)$", "^:[0-5][0-9](?![0-9])"),
    ("date", "", "^(?:世纪|年代|月份|月(?!饼)|季度|号(?=[，。上下至到、—（(]))"),
    ("date", "(?<!提)前$", "^(?:个月|个季度|季度|年|天|周|个多月)"),
    ("date", f"月(?:[0-9]{{1,2}}日?[-—–~至到、和])?$|(?:至|到|{TO}|月|和|、)$", "^日(?!元|均|产|处理)"),
    ("date", "", f"^{TO}[0-9]{{1,2}}(?:月|日|时)(?!饼)"),
    ("date", "", f"^日(?:{TO}|[，。、在上下起前后召晚至]|$|（)"),
    ("date", "(?:截至|截止|同年|每年|当日)$", "^日"),
    ("date", "[-./年]$", "^月?[-./][0-9]{1,2}(?![0-9%])"),
    ("date", f"{YEAR}[-./][0-9]{{1,2}}[-./]$|{YEAR}[-./年]$", "^(?:$|[^0-9万亿%家个])"),
    ("date", "", "^时(?![间代期尚空速常有])"),
    ("name", "[A-Za-z_α-ω][-·.]?(?<!GDP)(?<!CPI)(?<!PPI)(?<!GDP-)(?<!CPI-)(?<!R&D)(?<!FDI)(?<!IPO)(?<!PCT)$|PM $", ""),
    ("name", "", "^[+×xX*](?:[0-9]|[A-Za-z]|N)"),
    ("name", "[0-9A-ZN][+×xX*]$", "^(?![%‰])"),
    ("heading", "[-—] ?$", "^[-—](?![0-9])"),
    ("heading", "(?:附件|附表|附录|专栏|表|图|注)$", "^(?![%‰万亿家个项])"),
    ("heading", "[。；;:：！？!?)）》”]$", "^[.．、](?=[一-鿿])"),
    ("name", "(?<!前)$", "^(?:强|佳)"),
    ("name", "", "^(?:号|型|版|后(?!，)|型号)"),
    ("name", "", "^年?级"),
    ("name", "", "^人(?:论坛|沙龙|计划|谈(?!判))"),
    ("name", "[（(]$", "^[类款项][)）]"),
    ("name", "", "^·[0-9]"),
    ("name", "[0-9]·$", ""),
    ("name", "", "^-[0-9]{7,8}"),
    ("name", "", CLASSES),
    ("name", "(?:ICP|网安)备$|0[0-9]{2,3}-$", ""),
    ("name", "", "^(?:个?热线|平台|急救|服务热线|”?热线|联动|接处?警|报警|消防|年期|会议室|教室|[国省县乡]道(?!路))"),
    ("ordinal", "", "^(?:届)"),
    ("ordinal", "第$", f"^(?:{EDITIONS})"),
    ("ordinal", f"第[0-9]+{TO}第?$", f"^(?:{EDITIONS})"),
    ("ordinal", "号$", "^(?:$|号)"),
    ("name", "[路街巷]$", "^弄"),
    ("name", "层$", "^室"),
    ("name", "[)）][一-鿿]$", "^[民刑行执][终初]"),
    ("name", "(?:号|弄|幢|栋|座|单元)$", "^(?:号楼|幢|栋|座|楼|层|单元|室|弄)"),
    ("name", "楼$", "^(?:层|单元|室)"),
    ("name", "(?:公交|换乘|乘坐?|坐|搭)$", "^路"),
    ("name", "(?:[A-Z]/T|GB|DB|ISO|IEC|IEEE|HJ) ?$", ""),
)
CHINESE_RULES = (
    ("plan_period", "", ""),  # the pattern is in `other`, where the numeral itself is known
    ("heading", "[（(]$", "^[)）]"),
    ("date", "[上下]$", "^年"),
    ("date", "", f"^(?:季度|月份|月(?=[0-9{CHINESE}，。至初中下上底末]))"),
    ("date", "年$", "^月(?!饼)"),
    ("date", f"{CN}月$", "^日(?!元|均|产)"),
    ("ordinal", "第$", f"^(?:{EDITIONS}|等次|等级|档|序列|产业|责任|时间|书记|一|线|梯|人称|三|二)"),
    ("ordinal", "", "^(?:届|中全会|次会议|次全会|次代表|次党代|次全体|期(?:工程|项目|[等、，。”建扩国]|和)|次党)"),
    ("ordinal", "届$|届[一-鿿]{1,4}$", "^次"),
    ("date", "", "^(?:年代|世纪)"),
    ("name", "", "^(?:角|手|维|级|产(?!业)|等奖|线(?!路)|号|资|甲|农|岸|类?(?=水质))"),
    ("name", "", CLASSES),
    ("name", "", "^里(?=[桥屯庙铺店河沟])"),
    ("name", "(?<!前)$", "^(?:强|佳)"),
    ("idiom", "", "^[一-鿿]一|^[^家个项名所座大年次场][一二三四五六七八九两][一-鿿]"),
    ("idiom", f"{CN}[一-鿿]$", ""),
    ("idiom", "[一-鿿]一[一-鿿]$", ""),
)
# One Chinese digit before one of these is a word more often than a count: 四方, 三分, 八度.
AMBIGUOUS = tuple("方分度升克点卡金银铜片段例案票单园店州国")
ARTICLE = re.compile(
    f"^(?:(?:年|天|周|个月|小时){TO}[0-9{CHINESE}]|年半(?!载)|个百分点|个[多余]?亿|个半(?:小时|月|百分点)|家|名|所|座|台|辆|艘|户|亩|倍|成(?!不变|套)|周|天|小时|年内)(?!一)"
)
NO_ARTICLE = re.compile("[统唯之进同任某每单独专合归这那另该逐百第划万]$")
BOUNDARY = re.compile(
    "^(?:[^\u4e00-\u9fff]|$|之间|[的和与及或以等为是在并也均且内至到同对从经来中后前上下完占达居实较比今全其已将被向而共总增提降高低缩扩]"
    "|[左右每由了新我本各有获使累])"
)
# A time that names a circle around a place: 15分钟社区生活圈.
CIRCLE = re.compile("(?:分钟|小时|刻钟)(?![内可以之])[^，。；、]{0,8}?圈(?!子)")
CLASS = re.compile("(?:元|人|亩|吨|斤|户|家|平方米|千瓦|卡|辆|只|头|册|标箱)?级(?!别|联)")
# 万元GDP能耗, 亿元产值用工: so much for each of so much money.
PER_MONEY = re.compile(
    "(?<![0-9一二三四五六七八九十余多上过])(百|千|万|百万|千万|亿)(元)[^，。；0-9元]{0,10}"
    "(?:能耗|水耗|电耗|煤耗|用水量?|用电量?|用能|耗[水电能]量?|排放量?|死亡人数|用工人?数)[^，。；]{0,8}$"
)
# What has versions: 工业4.0.
VERSIONED = re.compile("(?:经济|工业|制造|智造|消费|模式|计划|行动|城市|平台|农业|商业|教育|零售|服务|产业|金融|治理)$")
# The words before an edition that is a count of editions.
EDITIONS_COUNTED = re.compile("(?:连续|连任|蝉联|累计|已办|共)了?$")
# A numeral in which a letter was read for a digit: 3l.6亿元, 1O家. O2O is a name.
MISTYPED = re.compile(
    "(?<![A-Za-z0-9+/×@_-])(?!O2O)(?=[0-9.,]*[OoIl])(?=[OoIl.,]*[0-9])[0-9OoIl]+(?:[.,][0-9OoIl]+)*(?![A-Za-z0-9])"
)
LEVEL_WITH_GROUP = re.compile("[与和同](?:全国|全省|全市|全区|行业|周边|同类)[^，。；、]{0,8}$")
PLACED = re.compile("(?:摆|放|挺|排|列)在(?:了|更加?)?(?:突出的?)?第?$|(?:置于|视为|作为)第?$")
VAGUELY = re.compile(f"[近超上过数约余达破逾几足到0-9{CHINESE}]$")
# 跨越3个千亿元台阶 counts steps of a size.
STEP = re.compile("[十百千万亿]+元?(?:级)?(?:新)?(?:台阶|大关|关口|门槛)")
# 1.2w人, 10w+: what is typed for 万 and 千.
TYPED_SCALE = re.compile(
    "[wW](?=[+]|[余多]?(?:元|人|次|家|户|件|名|份|个|亩|台|辆|套|张|平方))|[kK](?=[+]?(?:元|人次|人|家|户|件|次))"
)
# 一二〇家 is 120. 五〇五所 is a name, and without 〇 it may be a list.
BY_DIGITS = re.compile("[一二三四五六七八九][一二三四五六七八九〇]*〇[一二三四五六七八九〇]*")
# 由第五升至第三: both are places.
CLIMBS = re.compile("(?:名|位)?[一-鿿]{0,2}[升进跃移提降退滑跌][一-鿿]{0,2}[到至为]第")
# 增长（下同）1.2%
ASIDE = re.compile("[(][^()0-9]{1,12}[)]$")
# Numbers whose parts are parted by points and marks, and what they are.
CODES = (
    ("date", f"(?<![0-9.]){YEAR}[.](?:1[0-2]|0?[1-9]){TO}(?:{YEAR}[.])?(?:1[0-2]|0?[1-9])(?![0-9.万亿%‰])"),
    ("date", f"(?<=[(]){YEAR}[.](?:1[0-2]|0?[1-9])(?=[)])"),
    ("date", f"(?<![0-9.]){YEAR}[.][01]?[0-9][.][0-3]?[0-9](?![0-9.])"),
    ("name", "[A-Za-z0-9._-]+@[A-Za-z0-9.-]+|(?:https?://|www[.])[A-Za-z0-9./_?=&%#:-]+"),
    ("name", "[(]0[0-9]{2,3}[)][0-9]{3,4}-?[0-9]{3,4}|(?<![0-9])[0-9]{7,8}[-转][0-9]{1,5}(?![0-9万亿%])"),
    ("name", "(?<![0-9.])[0-9]{1,3}(?:[.][0-9]{1,3}){2,3}(?![0-9.]?[0-9万亿%‰])"),
)
# How a rate, or a distance, itself moves: its noun, what it is compared with, and the verb.
NARROWS = ("收窄", "缩小", "回落", "减小", "缩窄", "下降", "降低", "减少", "放缓", "减缓")
GAPS = ("差距", "缺口", "逆差", "亏损面", "息差", "利差", "价差", "剪刀差")
RATE_MOVES = re.compile(
    f"(?:(降幅|跌幅|减幅)|(增幅|涨幅|增速|{'|'.join(GAPS)}))[^，。；、]{{0,10}}?({'|'.join(NARROWS)}|扩大|加深|加大|提高|上升|增加)"
    "(?:了|约|近|超|超过)*$"
)
# 比计划超3家: by how much, not above what.
PASSED = "[比较](?:原|年度|全年)?(?:计划|目标|预算|预期|任务|上年|去年|上月|同期|年初)[^，。；0-9]{0,6}"
# 比年度计划翻一番, 超年度任务20%: by how much a plan was passed or missed, which is no growth since an earlier time.
PLANNED = re.compile(
    "(?:[比较超]|超出|高于|低于|多于|少于|快于|慢于|落后于?)(?:了|原定?|年初|年度|全年|当年|年|既定|确定的?)*(?:计划|目标|预算|任务|序时进度|时序进度|时间进度)(?:数|值|总额)?"
    "[^，。；0-9的]{0,6}$"
)
# 比上年多20%, 比全市平均高20%; 高于上年20% may be how far above it lies, or what it was then.
BESIDE = re.compile(
    f"(?:(?<![占同环对])(?:比(?![重例率值较])|较(?![大高快好强低小]))((?:{YEAR})?[^，。；0-9]{{1,12}}?)|[同环]比)"
    "(?<![提升走增新最])[高多快低少慢]出?(?:了|约|近|超|超过|将近)*$"
)
ABOVE = re.compile("(?:[高多快大]于|超过|超(?!额))[^，。；0-9]{2,12}$")
ACHIEVED = re.compile("[^，。；、0-9]{0,10}(?:技术|难题|瓶颈|难关|工艺|卡脖子|堵点|痛点|短板)")
BEYOND = "(?:超[出过]?|高[出于])(?:了|原|既定|预定)*(?:年度|全年|年初)?(?:计划|目标|预算|预期|任务)(?:数|值|任务|目标)?"
# 距目标还差3家, 与全市平均相差1.2个百分点: by how much, and not which way.
SHORT_OF = re.compile("(?:[还尚仍相]差|差距为?)(?:了|约|近|超过?)*$")
MOVED = re.compile(
    "(?:减少|压减|降低|压缩|削减|缩减|节约|节省|减免|免除|缩短|提高|提升|增加|扩大)(?![^，。；]*[占达为在率比到至超近])[一-鿿]{2,8}$"
    "|(?:精简|提速|节约|节省|降价|降本|降耗|降费|降碳|减排|减租|减征|免征|节能|节水|节电|节地)(?:了|约|近|超)?$"
    f"|(?:{PASSED}超出?|{BEYOND})(?:了|约|近)?$"
)
DONE = re.compile(
    "(?:为|占|达|达到|是|相当于)[^，。]{0,8}(?:目标|任务|计划|预算)(?:数|总额)?的$"
    "|占(?:全年|年度|年初)?(?:目标|任务|计划|预算)(?:数|总额)?$"
    "|完成(?:全年|年度|了)?[^，。]{0,10}(?:目标|任务|计划|预算)[^，。]{0,6}$|完成(?:率|比|进度)[^，。]{0,4}$"
)
YEARLY = re.compile(
    "年(?:均|平均)(?:分别|同比|实际|以|约|复合|保持|将|累计)*"
    "(?:增长|递增|增速|增幅|下降|递减|降低|提高|提升|增加|减少|上升|压减|压降|涨幅|降幅)(?:率|速度)?[^，。；]{0,8}$"
    "|平均每年(?:增长|递增|上升|提高|下降|递减)[^，。；]{0,8}$|CAGR[^，。；]{0,8}$"
    "|复合(?:增长|增速|年?增长率)(?:率|速度)?[^，。；]{0,8}$"
)
REAL = re.compile(
    "(?:可比价格?|不变价格?|(?:扣除|剔除)[一-鿿]{0,6}价格[一-鿿]{0,4}(?:因素|影响)?)(?:计算|核算|计)?[，,]?[^，。；]{0,12}$"
    "|实际(?:同比|累计|年均)?(?:增长|下降|增速|降低)[^，。；]{0,8}$"
)
# Currencies that are not in seeds/units.csv; 新 alone would be taken for the next word.
MONEYS = re.compile(
    "新加坡元|新西兰元|新?台币|新币|新元(?!素)|[澳加韩]元|韩币|澳门[元币]|(?:瑞士)?法郎|卢布|泰铢|卢比|比索|林吉特|越南盾|克朗"
)
AGO = re.compile(
    "(?:保持|稳定|控制|维持|实现|达到|达|约|超过|超|均|预计|预期|为|在|了|的|以内|近|比例|目标|总额|幅度|速度|率|分别|年均|同比|环比|累计|至少|各|都|又|再|就|已|仍|将|左右|翻|整|足足|好)*$"
)  # fmt: skip


def begins_other_word(text: str, unit: re.Match) -> bool:
    """Whether a counter is only the beginning of another word: 家庭, 项目, or the P of PM2.5."""
    if re.match("[A-Za-z]", unit[0][-1]):
        return bool(re.match("[A-Za-z0-9]", text[unit.end() :]))
    words = vocabulary()
    longer = re.compile(words.any("not_a_counter")).match(text, unit.start())
    if not longer or len(longer[0]) <= len(unit[0]):
        return False
    return not re.compile(words.any("counter_after_all")).match(text, unit.start())


def digit_by_digit(numeral: re.Match) -> Decimal | None:
    """The value of a Chinese numeral that is printed digit by digit, 一二〇家; None of one that may be a name."""
    unit = counter(numeral.string, numeral.end()) or re.compile("[万亿]").match(numeral.string, numeral.end())
    if not BY_DIGITS.fullmatch(numeral[0]) or not unit or unit[0] in ("所", "年", "号", "室", "站", "店", "团", "库"):
        return None
    return Decimal("".join(str(DIGITS[digit]) for digit in numeral[0]))


def mistyped(text: str, at: int) -> tuple[int, int] | None:
    """The span of a numeral around a position in which a letter was read for a digit."""
    first = max(0, at - 12)
    if not re.search("[OoIl]", text[first : at + 16]):
        return None
    for found in MISTYPED.finditer(text, first):
        if found.start() > at:
            return None
        if at < found.end():
            counted = re.match("[万亿%‰]|个百分点", text[found.end() :]) or counter(text, found.end())
            return found.span() if counted or text.endswith("分之", 0, found.start()) else None
    return None


# What 次 begins where it does not count times.
SUBORDINATE = re.compile("次[干级要生第序日年月数新中区圈热]")


def counter(text: str, at: int) -> re.Match | None:
    """The longest unit of the vocabulary at a position that is not only the beginning of another word."""
    for word in vocabulary().units_from.get(text[at : at + 1], ()):
        if text.startswith(word, at):
            unit = re.compile(re.escape(word)).match(text, at)
            # 3条次干道 counts roads, 3条次 is times.
            is_noun = word.endswith("次") and len(word) > 1 and SUBORDINATE.match(text, unit.end() - 1)
            if not is_noun and not begins_other_word(text, unit):
                return unit
    return None


# An earlier time whose value another one is compared with.
PAST = (
    f"(?:{YEAR}年|{EARLIER}|[0-9一二三四五六七八九十]年[之以]?前|[原以从之]前|原来|原有|过去|[上前]一?[年月季期]|"
    "基期|当年|当时|之初|初期|疫情前(?:水平)?)"
)


def is_share_of_past(left: str) -> bool:
    """Whether N% may be a share of an earlier value: 降至上年的85%, not 由上年的8.1%回落至6.5%."""
    return bool(
        re.search(
            f"(?:[是为达到至]|相当于|仅有|只有)[^，。；,]{{0,4}}{PAST}[^，。；,]{{0,6}}的(?:约|近|超|超过|不到|不足)*$",
            left,
        )
    )


def is_times_of(left: str) -> bool:
    """Whether N倍 compares with a whole: 是上年的2.5倍. 增长2.5倍 adds."""
    compared = re.search(
        f"(?:(?:[是为达到至超近约]|相当于)[^，。；,]{{0,10}}{PAST}[^，。；,]{{0,6}}的?|(?:[提增扩升涨][高加长大]?|上升)[到至为])"
        "(?:约|近|超|超过|了)*$",
        left,
    )
    grows = re.search("(?:增长|增加|提高|提升|上升|扩大)[^，。；到至为]{0,4}$", left)
    of_group = re.search(f"(?:{GROUPS})[^，。；]{{0,8}}的$", left)
    return bool(compared) and not grows and not of_group


class Scene:
    """A normalised text, and what is known of it before any numeral is read."""

    def __init__(self, normal: Normal) -> None:
        """Take the text in one form."""
        self.text, self.starts = normal.text, normal.starts
        words = vocabulary()
        self.words = words
        self.limit = re.compile("(?:[（(]含[)）]|[及或])?(?:[以之][上下内])")
        self.money = re.compile("(?:" + "|".join(map(re.escape, words.money)) + ") ?$")
        self.whole = re.compile(f"(?!{words.any('rank_word')}){words.quantity}")
        whole = f"{words.quantity}|{words.any('half')}"
        self.start = re.compile(
            f"[0-9]|{CN}|[数几](?=[十百千万亿]|个百分点|个亿)|{SEVERAL}|翻了?[一-鿿]{{0,3}}[0-9一二两三四]?番|翻了?一?倍|{whole}|"
            f"[①-⓿❶-➓㈠-㈩㊀-㊉Ⅰ-ⅿ{VULGAR}]|[万亿]+"
        )

    @cached_property
    def quotes(self) -> list[tuple[int, int]]:
        """Short quotations and titles: what is in them is a name."""
        found = [
            match.span()
            for match in re.finditer("“[^“”]{1,14}”|《[^《》]{1,60}》|「[^「」]{1,14}」|‘[^‘’]{1,12}’", self.text)
        ]
        return sorted(found)

    @cached_property
    def names(self) -> list[tuple[int, int, str]]:
        """Spans of names and turns of phrase of the vocabulary."""
        found = []
        for role in ("name", "idiom"):
            for match in re.finditer(self.words.any(role), self.text) if self.words.words.get(role) else ():
                found.append((match.start(), match.end(), role))
        return sorted(found)

    @cached_property
    def codes(self) -> list[tuple[int, int, str]]:
        """Spans of dates, versions, addresses and telephone numbers whose parts are parted by points and marks."""
        found = []
        for what, pattern in CODES:
            for match in re.finditer(pattern, self.text):
                if not counter(self.text, match.end()):
                    found.append((*match.span(), what))
        return sorted(found)

    def within(self, spans: list[tuple], at: int) -> tuple | None:
        """The span that holds a position."""
        number = bisect_right(spans, (at, len(self.text) + 1, "~")) - 1
        for span in reversed(spans[max(0, number - 3) : number + 1]):
            if span[0] <= at < span[1]:
                return span
        return None

    def other(self, at: int, end: int, is_numeral: bool) -> tuple[str, int] | None:
        """What a numeral is that is no figure, and where it ends; None for a figure."""
        text = self.text
        left, right, numeral = text[max(0, at - 14) : at], text[end : end + 14], text[at:end]
        if is_numeral and self.money.search(left) and numeral[0].isdecimal():
            return None
        if re.search(f"“{CN}+个$", left) and text.startswith("”", end):
            return "name", end
        placed = PLACED.search(left) and ("把" in left or not re.search("[排列]在第?$", left))
        if placed and re.match("首位|一位|1位", text[at:]):
            # 把安全摆在首位 ranks nothing.
            return "idiom", end
        if text.startswith("正增长", at) and not re.search(
            "(?:实现|保持|恢复|转为|呈|呈现|为|继续|现|个?月|季度|[0-9一二三四五六七八九十]年)$", left
        ):
            return "idiom", end
        if self.whole.match(text, at) and not text.startswith("半", at) and not self.within(self.names, at):
            return None
        if CIRCLE.match(right.removeprefix("个")) and not re.search("[超过近约]$", left):
            return "name", end
        if left.endswith("数以") and re.match("[万亿]?计", right) and numeral[0] in "百千万亿":
            return None
        if re.search(f"(?:[0-9]|{CN}|几)个$", left) and STEP.match(text, at):
            return "threshold", end
        if numeral[0].isdecimal() and mistyped(text, at):
            return None
        code = self.within(self.codes, at)
        if code:
            heads = code[2] == "name" and self.begins_line(code[0]) and re.match("[一-鿿.]", text[code[1] :])
            return ("heading" if heads else code[2]), end
        if re.match("[①-⓿❶-➓㈠-㈩㊀-㊉]", numeral):
            return "heading", end
        if re.match("[Ⅰ-ⅿ]", numeral):
            return "name", re.compile("[Ⅰ-ⅿ]+").match(text, at).end()
        if numeral[0] in VULGAR:
            return None
        each = counter(right, 1 if right[:1] in "万亿" else 0)
        counts = bool(each) and self.words.units[each[0]].dimension != "duration"
        if (
            left.endswith("每")
            and is_numeral
            and numeral != "一"
            and (counts or re.match("[万亿]?(?:常住)?人口", right))
        ):
            return "unit", end
        if not is_numeral:
            return self.other_word(at, end, numeral, left, right)
        if numeral[0].isdecimal():
            return self.other_arabic(at, end, numeral, left, right)
        return self.other_chinese(at, end, numeral, left, right)

    def other_word(self, at: int, end: int, numeral: str, left: str, right: str) -> tuple[str, int] | None:
        """What a word is that may be a quantity: 半, 万, 首位."""
        span = self.within(self.names, at)
        if span or (numeral == "首位" and re.match("产业|度|联系|负责", right)):
            return (span[2] if span else "name"), end
        if numeral[0] in "万亿" and right.startswith("分之"):
            return None
        if numeral[0] in "万亿":
            number = re.compile("万亿|[万亿]").match(self.text, at)
            after = self.text[number.end() :]
            bounded = re.search("(?:[超近破过逾约数几上]|超过|突破|接近|不到|成千上|跨越|[迈跨]入|站稳)$", left)
            counted = counter(after, 0)
            limited = self.limit.match(after, counted.end() if counted else 0)
            if bounded or limited or CLASS.match(after) or re.match("[余多]|[元人亩吨斤户家][^，。]{0,3}以上", after):
                return None
            if re.search("(?:达|达到|为|至|到|近|破)$", left) and re.match("元|级|吨|斤|人次", after):
                return None
            # 千 of 亿千瓦时 is part of the unit.
            more = counted.end() if counted and counted[0][0] in "百千" else 0
            return ("unit" if counted else "idiom"), number.end() + more
        if numeral.startswith("半"):
            if re.search("[上下前后]$", left) and right.startswith("年"):
                return "date", end
            if re.search("过|近|超|逾|足|到|占$", left[-2:]) and not re.match("[导径岛球公壁]", right):
                return None
            time = re.match("个?(?:年|月|小时|天|日|星期)|个多?(?:百分点|亿)", right) and not re.search(
                "[大后前小]$", left
            )
            if numeral == "半" and time:
                return None
            return None if numeral == "半数" else ("idiom", end)
        return None

    def other_arabic(self, at: int, end: int, numeral: str, left: str, right: str) -> tuple[str, int] | None:
        """What a numeral of digits is that is no figure."""
        if re.search("[〔［]$", left) and re.match("[〕］]", right):
            return "document_number", end
        if left.endswith("第") and re.match("号(?!线|楼)", right):
            return "document_number", end
        if right.startswith("届") and EDITIONS_COUNTED.search(left):
            return None
        if self.is_year(numeral, left, right):
            return "date", end
        if (
            re.fullmatch("[0-9]\\.0", numeral)
            and (re.match("[一-鿿]", right) or VERSIONED.search(left))
            and not re.match("[%‰万亿∶:比]|个百分点", right)
            and not counter(right, 0)
        ):
            return "ordinal", end
        dialled = re.fullmatch("1[0-9]{4}|9[0-9]{4}|1[12][0-9]", numeral)
        if dialled and re.match("”?[一-鿿]{0,10}(?:热线|服务台|专线|平台|电话|服务中心)", self.text[end : end + 18]):
            return "name", end
        span = self.within(self.names, at)
        if span:
            return span[2], end
        if self.begins_line(at) and re.match("[、.．](?![0-9])|[)）]", right):
            return "heading", end
        if self.begins_item(at) and (re.fullmatch("[0-9]{1,2}", numeral) and re.match("、(?![0-9.]+、)", right)):
            # 2、5家企业获评
            return "heading", end
        number, _, year = numeral.partition(".")
        if self.begins_item(at) and len(number) < 3 and re.fullmatch(YEAR, year) and right.startswith("年"):
            # 3.2024年新增12家
            return "heading", at + len(number)
        if re.search("[(（]$", left) and re.match("[)）]", right) and len(numeral) <= 2 and "." not in numeral:
            return "heading", end
        # Windows 11; GDP 5.1 is a cell of a table.
        if re.search("[A-Za-z]+[a-z] $", left) and not re.match("[万亿%‰]|个百分点", right) and not counter(right, 0):
            return "name", end
        if self.is_ratio(numeral, left, right):
            return None
        if re.search(f"(?:{DIALLED})[:：]?(?:[0-9]{{3,4}}-)?$", left) and not self.counts_what_is_dialled(
            numeral, right
        ):
            return "name", end
        for disposition, before, after in ARABIC_RULES:
            if (not before or re.search(before, left)) and (not after or re.search(after, right)):
                return disposition, end
        if self.begins_line(at) and re.fullmatch("[0-9]{1,2}[.][0-9]{1,2}", numeral) and self.is_titled(right):
            return "heading", end
        letter = None if end in self.starts else re.match("(?![Bb][Pp]s?(?![A-Za-z]))[A-Za-z]+", right)
        ends = (right[len(unit) :] for unit in self.latin_units if right.startswith(unit))
        if letter and all(re.match("[A-Za-z]", rest) for rest in ends):
            # 5G and 3D are names, 3.5mg has a counter that is not known.
            measured = re.search("(?:算力|带宽|速率|容量|流量)(?:达到?|为|约|超过?)?$", left) or (
                len(letter[0]) > 1 and re.search("(?:达|达到|为|超|超过|近|约|至|到|规模|浓度|含量)$", left)
            )
            measured = measured or TYPED_SCALE.match(right)
            return None if measured or ("." in numeral and re.match("[a-z]", letter[0])) else ("name", end)
        if re.search("[0-9/][/-]$", left) and not re.match("[%‰万亿家个]", right):
            return "name", end
        if len(numeral) >= 7 and numeral.isdecimal() and not re.match("[%万亿一-鿿]", right):
            return "name", end
        quote = self.within(self.quotes, at)
        if quote and (self.text[quote[0]] == "《" or not self.is_whole_figure(quote, at, end)):
            return "name", end
        if re.search("第$", left) and (re.match(f"{TO}第?[0-9]+[名位]", right) or CLIMBS.match(right)):
            return None
        if re.search("第$", left) and not re.match("[名位，。、；）)]|$", right) and not self.is_rank(left[:-1]):
            return "ordinal", end
        return None

    @staticmethod
    def counts_what_is_dialled(numeral: str, right: str) -> bool:
        """Whether the number is how many there are, 接听电话1200个, not the one to dial."""
        return len(numeral) < 7 and bool(re.match("[余多]?[万亿%‰]|[余多]?个", right) or counter(right, 0))

    def is_titled(self, right: str) -> bool:
        """Whether the words of a heading follow: 1.1 总则, not 1.1倍 and not 1.1左右."""
        words = self.words.any("after", "surplus", "scale", "multiplier", "factor", "range_mark", "growth_verb")
        return bool(re.match("[一-鿿]{2}", right) and not re.match(words, right)) and not counter(right, 0)

    @staticmethod
    def is_ratio(numeral: str, left: str, right: str) -> bool:
        """Whether colons part the terms of a ratio, not hours and minutes: 5.1:42.0:52.9."""
        chain = re.match(":[0-9]+(?:[.][0-9]+)?(?::[0-9]+(?:[.][0-9]+)?)?(?![0-9])", right)
        compared = re.search("(?:比(?![赛武较])|结构)[^，。；]{0,10}$", left)
        compared = compared or (chain and re.match("左?右?的?(?:比例|配比|比值)", right[chain.end() :]))
        return bool(chain) and ("." in numeral + chain[0] or bool(compared))

    def begins_line(self, at: int) -> bool:
        """Whether a line begins here, marks of headings in Markdown left out."""
        while at > 0 and at not in self.starts and self.text[at - 1] in "#*-•·":
            at -= 1
        return at in self.starts

    def begins_item(self, at: int) -> bool:
        """Whether a line begins here, and a sentence with it."""
        return self.begins_line(at) and (at == 0 or self.text[at - 1] in "。；：:！")

    def unclear_heading(self, at: int, form: Form) -> str | None:
        """The cause for which 4.12家, where an item of a list may begin, is not read."""
        amount = form.amount
        counts = amount.unit and amount.unit.dimension == "count" and amount.scale == 1 and not amount.denominator
        if counts and re.match("[0-9]{1,2}[.][0-9]+[^0-9.]", self.text[at : at + 8]) and self.begins_item(at):
            return "whether the digits before its point number an item is not clear"
        return None

    @cached_property
    def latin_units(self) -> list[str]:
        """Units in Latin letters."""
        return [unit for unit in self.words.units if re.match("[A-Za-z]", unit)]

    def is_whole_figure(self, quote: tuple[int, int], at: int, end: int) -> bool:
        """Whether a quotation is a sentence with a figure, not a name."""
        return quote[1] - quote[0] > 10 and bool(re.match("[%‰]|[万亿]*[元家个]", self.text[end:]))

    @staticmethod
    def is_year(numeral: str, left: str, right: str) -> bool:
        """Whether a numeral of digits is a calendar year."""
        if not re.fullmatch(YEAR, numeral):
            return bool(
                re.fullmatch("[0-9]{2}", numeral)
                and (
                    (re.search(f"{YEAR}[-—–/]$", left) and re.match("年|学年|赛季", right))
                    or (re.search("['’‘]$", left) and right.startswith("年"))
                    or (
                        re.fullmatch("[012][0-9]", numeral)
                        and re.search("[较比与从自至]$", left)
                        and re.match("年(?:同期|底|末|初|度|全年|增|下降|提高|减)", right)
                    )
                    or (
                        re.fullmatch("[012][0-9]", numeral)
                        and re.search("(?:^|[，。；：、])$", left)
                        and re.match(
                            f"年(?:度|底|末|初|[0-9]{{1,2}}(?:{TO}[0-9]{{1,2}})?月|上半年|下半年|全年|新增|完成|实现)",
                            right,
                        )
                    )
                )
            )
        if re.match("年(?!限)|学年|/[0-9]|[-.][01]?[0-9][-.]", right):
            return True
        if re.match(f"{TO}{YEAR}", right) or re.search(f"{YEAR}年?(?:{TO}|、|和|/)$", left):
            return True
        counted = re.match("[万亿%‰余多]|个百分点|以[上下内]", right) or any(
            right.startswith(unit) for unit in vocabulary().units if unit not in ("年", "周年", "年度")
        )
        return not counted and not re.search("[一-鿿](?:了|达|约|超|近)$", left)

    def other_chinese(self, at: int, end: int, numeral: str, left: str, right: str) -> tuple[str, int] | None:
        """What a Chinese numeral is that is no figure."""
        if numeral in ("百", "千") and re.match("[县校镇村城企]", right) and not re.search("[近超上过数余约]$", left):
            return "name", end
        if numeral in ("百", "千") and re.match("[一-鿿]{2,6}(?:城市|工程|行动|计划)", right):
            # 千座公园城市, 百家企业行动
            return "name", end
        if numeral in ("百", "千") and len((counter(self.text, at) or " ")[0]) > 1 and not VAGUELY.search(left):
            # 千瓦时 in the head of a table.
            return "unit", at + len(counter(self.text, at)[0])
        if numeral in ("百", "千") and re.match(
            "人口?[一-鿿]{2,14}(?:量|数|率)|万人口|公里[油电能]耗|万?元(?:GDP|产值|增加值|地区|工业)", right
        ):
            return "unit", end
        if left.endswith("第") and re.match("[万亿]", right):
            return None
        if right.startswith("届") and (numeral in tuple("两几") or EDITIONS_COUNTED.search(left)):
            return None
        if re.fullmatch("十[一二三四五六七八九]五", numeral):
            return "plan_period", end
        if self.is_percent_words(numeral, right) or self.is_counted_twice(right):
            return None
        if numeral.startswith("百") and right.startswith("分点"):
            return "unit", end
        if numeral == "三" and left.endswith("前") and re.match("甲(?!医|等)", right):
            return None
        span = self.within(self.names, at)
        if re.search("(?<![以之提从目当空日])前$", left) and re.match("[强佳]", right):
            return None
        if span and end <= span[1]:
            return span[2], end
        if self.begins_line(at) and re.match("[、.．]", right):
            return "heading", end
        if re.match("[是要]", right) and (self.begins_line(at) or re.search("[。；，：:;”)）*]$|其$", left)):
            return "heading", end
        if re.fullmatch("[一二三四五六七八九〇零]{4}", numeral) and re.match("年|[-—至]", right):
            return "date", end
        quote = self.within(self.quotes, at)
        if quote:
            # All of “千亿级” is the name.
            return "name", re.compile("[万亿]*").match(self.text, end).end()
        for disposition, before, after in CHINESE_RULES[1:]:
            if (not before or re.search(before, left)) and (not after or re.search(after, right)):
                if disposition == "idiom" and (numeral[0] in "百千" or len(numeral) > 1):
                    continue
                if disposition == "name" and (right[0] == "级" and re.search("[万亿]", numeral)):
                    continue
                return disposition, end
        if numeral in tuple("一二三四五六七八九") and re.match("期(?!培训|课|活动|讲座|班|沙龙|间)", right):
            return "ordinal", end
        if left.endswith("第") and CLIMBS.match(right):
            return None
        if left.endswith("第"):
            ends = re.match("[，。、；;,)）（]|$", right) and re.search("[一-鿿][*]*第$", left) and left != "第"
            enumerated = re.search(f"第(?:{CN}|[0-9])+[、和及]第$", left)
            ranked = re.match("[名位]", right) or self.is_rank(left[:-1]) or ends or enumerated
            return None if ranked else ("ordinal", end)
        if re.search("(?<![以之提从目当空日])前$", left) and not re.match(f"[年期次批成倍]|{CN}", right):
            return None if re.match("[，。；、位名强]|$|[^\u4e00-\u9fff]", right) else ("date", end)
        if re.search("(?:翻|翻了)$", left) and right.startswith("番"):
            return None
        if numeral == "二" and not re.match(f"成|倍|%|分之|[十百千万亿]|{TO}", right):
            return "ordinal", end
        if numeral == "一" and re.match("[万亿]", right):
            return None
        if numeral == "一":
            if re.match("半(?!年|天|小时|个)", right) and not re.match("半夜", right):
                return None
            is_article = NO_ARTICLE.search(left) or not ARTICLE.match(right)
            return ("idiom", end) if is_article else None
        if self.is_counted(at, end, numeral, right):
            return None
        return "idiom", end

    @staticmethod
    def is_percent_words(numeral: str, right: str) -> bool:
        """百分之三, 三分之一."""
        return bool(re.match(f"[万亿]?分之[{CHINESE}0-9]", right)) and chinese_number(numeral) is not None

    @staticmethod
    def is_counted_twice(right: str) -> bool:
        """The beginning of a range with a unit, 五至七家, or of tenths with hundredths, 九成九."""
        other = re.match(f"[到至—–~-]({CN}+)(?:[万亿]|[余多])?", right)
        if other and chinese_number(other[1]) is not None:
            rest = right[other.end() :]
            unit = counter(rest, 0)
            if re.match("%|倍|成(?![为立功员果交效长本都品型熟绩就套片])", rest) or (unit and unit[0] not in AMBIGUOUS):
                return not re.match("年[级代]|月|号|层|期|级|日(?!内|以)", rest)
        return bool(re.match("成[一二三四五六七八九](?![十百千个家项名成])", right))

    def is_counted(self, at: int, end: int, numeral: str, right: str) -> bool:
        """Whether a Chinese numeral counts something: a scale, unit or range mark follows it."""
        if numeral[-1] in "几" or numeral[0] in "数几":
            return True
        over = re.search("(?:数|量|已|首次)(?:突破|超过?|破|过|近|逾)$", self.text[max(0, at - 6) : at])
        if over and numeral in ("百", "千") and re.match("[，。；、！)]|$", right):
            # 数量破百
            return True
        match = re.match("[余多]?(?:万亿|万|亿)?[余多]?", right)
        rest = right[match.end() :]
        if match[0] and (match[0] != "多" or rest):
            return True
        if numeral[-1] in "十百千" and rest.startswith("来") and counter(rest, 1):
            return True
        if re.match("%|‰|倍|个百分点|成(?![为立功员果交效长本都品型熟绩就套片])|折(?![合算旧叠射损腰磨扣线返])", rest):
            return True
        unit = counter(rest, 0)
        if unit and (unit[0] not in AMBIGUOUS or match[0] or len(numeral) > 1):
            return True
        if re.match(f"[到至—–~-]{CN}", rest):
            return True
        return len(numeral) > 1 and bool(re.search("[十百千]", numeral)) and chinese_number(numeral) is not None

    @staticmethod
    def is_rank(left: str) -> bool:
        """Whether the words before 第 say that a rank follows."""
        return bool(re.search(f"(?:{RANKED})$", left))

    def clause(self, at: int, length: int = 30) -> str:
        """The text before a position, back to the last mark of punctuation."""
        left = self.text[max(0, at - length) : at]
        marks = list(CLAUSE.finditer(left))
        return left[marks[-1].end() :] if marks else left

    def is_enumeration(self, previous_end: int, start: int) -> bool:
        """Whether nothing but a list mark is between two figures: 分别增长6%、5.2%."""
        return bool(re.fullmatch("[、和及与]|，和", self.text[previous_end:start]))

    def is_listed_intensity(self, previous: Piece | None, previous_end: int, form: Form) -> bool:
        """Whether a part of a thing that is counted whole has the denominator before it: 每千人医师3.5人、护士4.6人."""
        amount = form.amount
        return bool(
            previous
            and "/" in (previous.reading.unit or "")
            and amount.unit
            and amount.unit.dimension == "count"
            and not amount.denominator
            and amount.scale == 1
            and "." in self.text[slice(*form.spans[0])]
            and re.fullmatch("、[一-鿿]{0,12}", self.text[previous_end : form.start])
        )

    def shares_unit(self, form: Form) -> int | None:
        """Where the next number of a list starts, whose unit is that of all: 分别提高0.2和0.5个百分点."""
        if form.kind != "amount" or form.amount.has_unit or form.end != form.amount.end:
            return None
        mark = re.compile("[、和及与](?=[0-9])").match(self.text, form.end)
        is_measured = "." in self.text[slice(*form.spans[0])] or form.amount.scale != 1
        return mark.end() if mark and (is_measured or self.is_apart(form.start)) else None

    def is_apart(self, start: int) -> bool:
        """Whether the words before a list say that each number has its own thing."""
        return bool(re.search("(?:分别|依次|各)[^。；;]*$", self.text[max(0, start - 40) : start]))

    def is_one_clause(self, previous_end: int, start: int) -> bool:
        """Whether two figures are in one clause: 从29.6件增加到65件."""
        return not CLAUSE.search(self.text[previous_end:start])

    def moves_from(self, previous_end: int, start: int) -> bool:
        """Whether a clause says how the figure before it changed: 85件，比上年增加5件."""
        moved = self.words.any("growth_verb", "falling_verb")
        when = "(?:同比|环比|[比较](?:上|去|同|年|20)[^，。；]{0,8}?)"
        return bool(re.fullmatch(f"，{when}(?:净?{moved}|多)(?:了|约|近|超)*", self.text[previous_end:start]))

    def is_times_of(self, start: int) -> bool:
        """Whether N倍 compares with a whole here."""
        return is_times_of(self.clause(start))

    def measure_before(self, previous: Piece | None, previous_end: int, form: Form) -> str | None:
        """The measure of a rate of growth that another one goes on with: 增长5%，力争6%; 增长5.2%（全市5.0%）."""
        if (
            not previous
            or previous.measure not in ("change_pct", "real_change_pct", "cagr_pct")
            or not form.amount.factor
        ):
            return None
        between = self.text[previous_end : form.spans[0][0]]
        aim = "[，、][并且但]?(?:力争|争取|确保|奋力|努力|保|冲刺|冲击)(?:达到|实现|突破|完成|更好|在|为|增长|超过?)*"
        others = "[，、；](?:全市|全国|全省|全区)(?:平均)?为?"
        aside = f"{others}|[(](?:{GROUPS}|{EARLIER}|[一二三四]季度)[^，。；()0-9占率比]{{0,6}}"
        if re.fullmatch("[，、(]年均(?:约|为|达到?|超过?)*", between):
            # 累计增长45.6%，年均7.8%
            return "cagr_pct"
        return previous.measure if re.fullmatch(f"{aim}|{aside}", between) else None

    def of_rate(self, previous: Piece | None, previous_end: int, start: int) -> bool:
        """Whether points follow a rate of growth whose own change they are: 增长0.8%，较上季度回升5.6个百分点."""
        between = self.text[previous_end:start]
        return bool(
            previous
            and previous.measure in ("change_pct", "real_change_pct", "cagr_pct")
            and re.fullmatch("[，,、]?(?:同比|环比|增速)?(?:比|较|高于)?[^，。；]{0,18}", between)
            and re.search("[比较]|回升|加快|放缓|提高|回落", between + self.text[start : start + 2])
            and not re.search("占比|比重|比例|率", between)
        )

    def measure(self, form: Form, follows: Piece | None, of_rate: bool) -> str | None:
        """The measure that the wording tells; None where it does not."""
        points = bool(form.amount.unit and form.amount.unit.unit == "pp")
        is_rate = points or form.measure == "change_pct" or form.amount.factor in ("%", "成")
        if is_rate and PLANNED.search(self.clause(form.spans[0][0])):
            return None
        found = form.measure or self.plain_measure(form, follows, of_rate)
        if found != "change_pct":
            return found
        numeral = form.spans[0][0]
        text, after = self.text[max(0, numeral - 40) : numeral], self.text[form.end : form.end + 8]
        if (
            YEARLY.search(text)
            or (re.search("年均$", text) and re.match("的(?:速度|增速|增长|增幅)", after))
            or after.startswith("的年均")
        ):
            return "cagr_pct"
        return "real_change_pct" if REAL.search(text) or re.match("[（(][按以]?(?:可比|不变)价", after) else found

    def plain_measure(self, form: Form, follows: Piece | None, of_rate: bool) -> str | None:
        """The measure, growth rates of all kinds alike."""
        amount = form.amount
        words = self.words
        # 自然增长率 is a rate of its own, not the growth of one.
        left = ASIDE.sub("", self.clause(form.start)).replace("自然增长率", "自然率")
        inner = self.text[form.start : form.spans[0][0]]
        core = AGO.sub("", left)
        points = bool(amount.unit and amount.unit.unit == "pp")
        percent = bool(amount.factor) or bool(amount.unit and amount.unit.unit == "%")
        is_rate = bool(re.search(f"{words.any('rate_noun')}[^，。；]{{0,14}}$", left))
        to_level = bool(re.search("(?:到|至|成为|[降减落缩短长加高升低少]为)(?:了|约|近|超)?$", left))
        grows = bool(re.search(f"{words.any('growth_verb')}$", core)) and not to_level
        grows = grows or bool(re.search("[同环]比(?:分别)?[为达是]?到?(?:约|近|超过?)*$", left))
        after = re.compile(
            "(的)?(?:年均)?正?(?:增长(?![率到至为])|增速|增幅|涨幅|增长率|速度递?增长?)(?![极点])"
        ).match(self.text, form.end)
        grown = bool(after and (after[1] or re.search("(?:实现|保持|取得|呈现)(?:了|约|近|超过?|不低于)*$", left)))
        falls = form.sign < 0 and (not form.is_plain_change or percent)
        if points:
            return self.measure_of_points(left, inner, form, follows, is_rate or of_rate)
        if follows and percent and follows.reading.unit == "%":
            return follows.measure
        if percent:
            if form.is_plain_change and form.sign < 0 and re.search("(?<!增长)率(?:为|达|达到|是|[由从])?$", left):
                return "level"
            if re.search("超额(?:完成[^，。；的]{0,16})?$|(?:序时|时序|时间)进度的$", left):
                # By how much a target was passed is no share of it.
                return None
            if DONE.search(left):
                return "attainment_pct"
            grows = grows or grown or bool(after and amount.factor == "倍")
            if amount.factor == "倍":
                above = re.search("[比较]([^，。；]{1,12})[高多快]出?(?:了|约|近|超)?$", left)
                beyond = re.search(f"(?:{GROUPS})", (ABOVE.search(left) or [""])[0])
                if (
                    beyond
                    or re.search(GROUPS, above[1] if above else "")
                    or (not above and re.search("(?<![提升增走最新])[高多快](?:出|了)[^，。；0-9]{0,8}$", left))
                ):
                    # 高出全市2倍 is no growth since an earlier time.
                    return None
                times_of = self.is_times_of(form.spans[0][0])
                if re.search("放大(?:了|约|近|超过?)?$", left):
                    return None
                grows = grows or re.search("(?:延长|扩容|拓展|增大|[暴猛激大]增|飙升|提速)(?:了|约|近|超过?)?$", left)
                return "change_pct" if grows or above or times_of else "level"
            beside = BESIDE.search(left + inner)
            if beside and re.search(f"{EARLIER}|{YEAR}年?|前$", beside[1] or "上年"):
                return "change_pct"
            if beside:
                return "gap" if re.search(GROUPS, beside[1]) else None
            if re.search(
                f"[高多快少低]出(?:了|约|近|超)*$|[增涨降跌减]幅[^，。；]{{0,8}}(?:{'|'.join(NARROWS)}|扩大)$", left
            ):
                return None
            if re.search("(?:改善|好转|优化)(?:了|约|近|超)?$", left):
                # Better is more of one thing and less of another.
                return None
            if (
                inner.startswith(("+", "正", "↑", "▲"))
                or self.from_a_rate(left)
                or (falls and not form.is_plain_change)
            ):
                # 增速由上年的8.1%回落至6.5%, 由下降3.2%收窄到下降1.5%
                return "change_pct"
            apart = f"({words.any('rate_noun')})[^，。；0-9]{{0,20}}，(?:[也均已仅]|分别|同比|全年)*(?:达到?|高达|为)"
            noun = re.search(f"{apart}(?:了|约|近|超过?)*$", self.text[max(0, form.start - 44) : form.start])
            if noun:
                # 增幅最大的是信息业，达35.6%; what 降幅 has in front is a fall.
                return None if noun[1][0] in "降跌减" else "change_pct"
            if to_level and not is_rate and not grown:
                return "level"
            reached = (
                "(?:保持|稳定|控制|达到|达|为|在|超|约|近|是|分别|预期|目标|维持|高|仅|只有|均|均值|已|创|超过|平均)*$"
            )
            if re.search(words.any("rate_noun") + reached, left):
                return "change_pct"
            if grows or falls:
                share = re.search("(?:率|比重|占比|比例|份额)(?:[^，。；]{0,8})$", left)
                return None if share and not falls and not re.search("增长率", left) else "change_pct"
            if re.search(f"(?:{EARLIER}|平均|{GROUPS})", (ABOVE.search(left) or [""])[0]):
                return None
            # 降低能耗5%: what changes is named after the verb.
            return None if MOVED.search(left) else "level"
        if to_level:
            return "level"
        if re.search(f"{PASSED}超出?$|{BEYOND}$|超收$", left + inner) or SHORT_OF.search(left):
            # By how much a plan was passed.
            return None
        if re.search("(?:减少|压减|降低|压缩|削减|缩减|缩短|节约|节省|少缴|少交)[一-鿿]{2,}$", left):
            # What was saved or cut is named before the amount: neither a level nor a change of one.
            return None
        beside = BESIDE.search(left + inner) if not falls or inner[:1] in "低少慢" else None
        if beside and beside[1] and not re.search("[年月季期初末前后周日天昨]", beside[1]):
            # 比全市平均多3天
            return "gap" if re.search(GROUPS, beside[1]) else None
        if beside:
            return "change_abs"
        if re.search(f"(?:{EARLIER}|平均|{GROUPS})", (ABOVE.search(left) or [""])[0]):
            return None
        if falls or inner.startswith(("↑", "▲")):
            return "change_abs"
        if re.search("(?:比|较)[^，。；]{1,12}(?:增加|多|增长|提高|提升|净增)(?:了|约|近|超)?$", left):
            return "change_abs"
        if re.search("(?:[同环]比|[比较][^，。；0-9]{1,12})多(?![家个种项元])[一-鿿]{1,3}$", left):
            # 同比多支出1.2亿元
            return "change_abs"
        if follows and follows.measure == "change_abs":
            return "change_abs"
        if re.search(
            "(?:增加|增长|上涨|上调|净增|多增|增亏)(?:了|约|近|超|超过|分别|各)*$|净增加?[^，。；]{0,8}$", left
        ):
            return "change_abs"
        if re.search("(?:提高|提升|上升|前移|上移|前进|进步|进位|晋位|攀升|跃升)(?:了|约|近|超|超过|分别|各)*$", left):
            # 改造提升24个 counts what was done; 提高25元 is a change.
            is_money = bool(amount.unit and amount.unit.dimension.startswith("currency"))
            return "change_abs" if is_money or (amount.unit and amount.unit.unit == "位") else None
        return "level"

    def from_a_rate(self, left: str) -> bool:
        """Whether the text before a rate says that a rate of growth went from it or to it: 增速由上年的8.1%回落至."""
        base, to = "(?:[^，。；0-9]{0,10}的)?", "(?:[至到]|[转变升降]为)"
        noun = f"{self.words.any('rate_noun')}[^，。；0-9]{{0,10}}"
        was = "(?<!率)[由从][^，。；0-9%]{0,10}?(?:[负-]|增长|下降)[0-9.]+%[^，。；0-9]{0,8}"
        return bool(
            re.search(f"(?:{noun}(?:[由从]{base}|(?:[由从].*%[^，。；0-9]*)?{to}{base})|{was}{to}{base})$", left)
        )

    def measure_of_points(self, left: str, inner: str, form: Form, follows: Piece | None, is_rate: bool) -> str | None:
        """Measure of percentage points: a gap, a change, or None where a rate itself changes."""
        words = self.words
        left = re.sub("[(][^()]{1,12}[)]$", "", left)
        if self.is_apart(form.start):
            # A list of groups: 比全国、全市分别高2.1和1.3个百分点.
            left = re.search("[^，。；;]*$", self.text[max(0, form.start - 30) : form.start])[0]
        elif "、" in (listed := re.search("[^，。；0-9]*$", self.text[max(0, form.start - 30) : form.start])[0]):
            # 高于全国、全市平均水平1.2个和0.8个百分点
            left = listed
        verbs = [verb for role in ("gap_verb", "gap_below") for verb in words.words[role] if len(verb) > 1]
        compared = f"(?:{'|'.join(verbs)})"
        if SHORT_OF.search(left):
            return None
        if inner.startswith("少增") or left.endswith("多增"):
            return "rate_change"
        earlier = f"(?:{EARLIER})(?:同期|水平|平均|增速|增幅|增长率|的|约|近)*"
        if re.search(f"{compared}[^，。；]{{0,6}}{earlier}$", left + inner):
            return "rate_change" if is_rate else "change_abs"
        aims = "(?:目标|预期|计划|预算|进度)[^，。；]{0,4}"
        if re.search(
            f"(?:{compared}|超|未达)[^，。；]{{0,8}}{aims}$|[比较][^，。；]{{0,8}}{aims}(?:{compared}|[高低快慢差])$",
            left + inner,
        ):
            return None
        groups = "全国|全省|全市|全区|平均|同类|地区|城市|行业|周边"
        beside = f"[比较][^，。；]{{0,8}}(?:{groups})[^，。；]{{0,8}}[高低快慢多少大小](?:出|于)?$"
        if re.search("(?:差距?|[息利价]差)[^，。；]{0,16}[由从至到为]$", left):
            return None
        if re.search(f"{compared}[\u4e00-\u9fffA-Z、]{{1,16}}$", left) or re.search(beside, left + inner):
            return "gap"
        if re.search(f"(?:领先|高出)(?:约|近)?$|(?<!首次)超(?:过|出)?(?:{groups})[^，。；]{{0,6}}$", left + inner):
            return "gap"
        if follows and follows.reading.unit == "pp":
            return follows.measure
        if re.search("(?:拉动|贡献|带动|影响)[^，。；]{0,14}$", left) or re.match("拉低|拖累|下拉|拖低|拉下", inner):
            return None
        if is_rate or inner in words.words["rate_verb"]:
            return "rate_change"
        return "change_abs"

    def intensity(self, form: Form) -> str | None:
        """The unit with its denominator where the clause says 每万人 before the figure."""
        unit = form.amount.unit
        if not unit or unit.dimension in ("percent", "percentage_point") or form.amount.denominator:
            return None
        left = self.clause(form.start)
        things = "常住人口|人口|元|平方公里|平方米|公顷|亩|公里|吨|千瓦时|立方米|[人户家辆株头名]"
        found = re.search(f"每([0-9]*(?:十|百|千)?(?:万|亿)?)({things})(?!均)[^，。；]{{0,16}}$", left)
        if not found:
            alone = (
                "(?<![0-9一二三四五六七八九十百余多])(百|千|万)(人口?|户)[^，。；]{2,14}(?:量|数|率|度)[^，。；]{0,8}$"
            )
            found = re.search(alone, left) or re.search(PER_MONEY, left)
        if (
            not found
            or unit.unit == "岁"
            or (found[2] in "元家辆株头名" and not found[1] and unit.dimension == "count")
        ):
            return None
        base = "人" if found[2].endswith("人口") else found[2]
        period = re.search(f"每(?:{things})每(年|月|天|日|学期)|每(年|月|天|日|学期)每(?:{things})", left)
        return f"{unit.unit}/{found[1]}{base}" + (f"·{period[1] or period[2]}".replace("日", "天") if period else "")

    def unknown_counter(self, form: Form) -> str | None:
        """The true cause where a counter follows a numeral and is not in seeds/units.csv."""
        amount = form.amount
        if amount.has_unit or form.kind not in ("amount", "range") or (form.end != amount.end and not form.amount_end):
            return None
        after = self.text[form.end : form.end + 4]
        if form.end in self.starts:
            return None
        money = MONEYS.match(after)
        if money:
            return f"unknown counter {money[0]}: its unit is not in seeds/units.csv"
        if re.match(self.words.any("counted_noun"), self.text[form.end : form.end + 6]):
            return None
        letters = re.match("[A-Za-zµμΩ]+", self.text[form.end : form.end + 12])
        if letters:
            return f"unknown counter {letters[0]}: its unit is not in seeds/units.csv"
        if BOUNDARY.match(after) or (amount.scale != 1 and not re.match("[一-鿿]", after)):
            return None
        return f"unknown counter {after[0]}: its unit is not in seeds/units.csv"


# -- what the sentence says of a figure beside its value ---------------------------------------------------------------

SENTENCE = re.compile("[。；;！？]")
# As CLAUSE, but 、 only parts words of a list.
PART = re.compile("[，。；;！？!?]|(?<![0-9]),|,(?![0-9]{3})")
# 较2020年 and 上年同期 name what is compared, not what is measured. 全年 may be of any year.
NAMED_YEAR = re.compile(
    f"(?<![0-9较比与同和])(?P<year>{YEAR})年(?!同期)|(?<![较比与同和])(?P<last>去年|上一?年度?)(?!同期|相比|同比|末)"
    "|(?P<this>今年|本年度?)|(?P<next>明年|下一年)"
)
TITLE_OR_SPAN = re.compile(f"《[^《》]*(?:》|$)|{YEAR}年?{TO}{YEAR}年?")
STRENGTH_WORDS = {
    "stretch": "力争|争取(?![到了])|力求",
    "expected": "预计|(?<![模虚草比])拟(?!定|合|人)",
    "binding": "下达",
}
RATE_WORDS = {"real_change_pct": "实际|可比价|可比口径|不变价|价格因素", "cagr_pct": "年均|年平均|平均每年|复合"}
PROMISE = re.compile("目标|任务|计划|规划|力争|争取|力求|年初|明年|下一?步|下年|将|拟|预计|下达|确保|要")
GOAL = re.compile("的(?:年度|全年)?(?:目标|任务)")
RANK_GROUP = re.compile("(全国|全省|全市|全区|中心城区)[^，。；,;、]{0,6}$")
# Words right before a figure that tell its basis.
BASIS_WORDS = (
    ("flow", "新增|新认定|新注册|新落地|新建|新录用|新推荐|新入库|首次认定|全年"),
    ("event", "首批"),
    ("stock", "现有|目前共?有|共有|有效期内|总量|总规模"),
)
PART_OF_YEAR = re.compile(f"[0-9{CHINESE}]月|半年|季度?|截[至止]|{YEAR}年?(?:{TO}|以来)|[0-9{CHINESE}]年[来内间以]")
# After one of these a sentence no longer speaks of the place that it named before.
WIDER = re.compile("全区|全市|全社会|全国|[我本]区|区内")
PASSAGE, SECTION = 200, 2000


@dataclass(frozen=True)
class Said:
    """What the words around a figure say of it beside its value; None, or nothing, where they do not tell.

    said_year: the year that the sentence names last before the figure, else first after it. passage_year: the one that
    was named last before, as in the heading of a part. said_kind, said_strength,
    said_word: of a word such as 力争 in its clause. strengths, rates: those with a word anywhere in the sentence.
    is_promised: whether the sentence has any word of a plan or promise. said_area: the place that the sentence speaks
    of. passage_area: the place that was named last before the figure. names_city: whether the sentence names the city.
    said_group: the group named last before a rank. said_basis, basis_word: what 新增 or 首批 before the figure says.
    years: all years that the sentence prints. has_part_of_year: whether the passage names months, quarters or a span.
    has_words: whether there is a sentence at all; a cell of a table, or a line with the figure alone, says nothing.
    near: the text close by.
    """

    said_year: int | None
    passage_year: int | None
    said_kind: str | None
    said_strength: str | None
    said_word: str | None
    strengths: str
    rates: str
    is_promised: bool
    said_area: str | None
    passage_area: str | None
    names_city: bool
    said_group: str | None
    said_basis: str | None
    basis_word: str | None
    years: str
    has_part_of_year: bool
    has_words: bool
    near: str


def said_of(
    text: str, start: int, end: int, covers_year: int, places: dict[str, list[str]], city: Iterable[str] = ()
) -> Said:
    """Propose year, kind, strength, place, rank group and basis of a figure from its sentence.

    text: normalised. start, end: of the figure's numerals. covers_year: the document's year, from which 去年 counts.
    places: the names of each area by its code. city: the names of the city.

    Of 2022年营收12亿元 the year is 2022, of 力争承接2-5项 the kind target and the strength stretch.
    """
    before = text[max(0, start - PASSAGE) : start]
    sentence = SENTENCE.split(before)[-1]
    clause = PART.split(sentence)[-1]
    after = re.split(f"{PART.pattern}|[、(]", text[end : end + 40])[0]
    named, named_after = named_years(sentence, covers_year), named_years(after, covers_year)
    kind, strength, word = promised(clause, after)
    basis = max(
        (
            (found.start(), name, found[0])
            for name, words in BASIS_WORDS
            for found in re.finditer(f"(?:{words})(?=[^0-9]*$)(?!.*连续)", clause)
        ),
        default=(0, None, None),
    )
    group = RANK_GROUP.search(sentence)
    return Said(
        said_year=(named[-1:] or named_after[:1] or [None])[0],
        passage_year=(named_years(text[max(0, start - SECTION) : start], covers_year)[-1:] or [None])[0],
        said_kind=kind,
        said_strength=strength,
        said_word=word,
        strengths=",".join(name for name, words in STRENGTH_WORDS.items() if re.search(words, sentence)),
        rates=",".join(name for name, words in RATE_WORDS.items() if re.search(words, sentence)),
        is_promised=bool(PROMISE.search(sentence + after)),
        said_area=place_of(sentence, places),
        passage_area=last_named(before, places)[0],
        names_city=any(name in sentence + after for name in city),
        said_group=group[1] if group else None,
        said_basis=basis[1],
        basis_word=basis[2],
        years=", ".join(re.findall(f"(?<![0-9]){YEAR}(?![0-9])", sentence + after)),
        has_part_of_year=bool(PART_OF_YEAR.search(before + after)),
        # Four characters after the numerals may be its unit: 多人次.
        has_words=len(re.findall("[\u4e00-\u9fff]", sentence + after[4:])) > 3,
        near=sentence[-30:] + after,
    )


def promised(clause: str, after: str) -> tuple[str | None, str | None, str | None]:
    """Kind and strength that the clause of a figure gives it, and the word that says so."""
    for strength, kind in (("stretch", "target"), ("expected", "expected")):
        found = re.search(STRENGTH_WORDS[strength], clause)
        if found:
            return kind, strength, found[0]
    goal = GOAL.search(after)
    return ("target", None, goal[0][1:]) if goal else (None, None, None)


def named_years(text: str, covers_year: int) -> list[int]:
    """The years that a text names as those of what it says, in order.

    Years in titles and spans of years are left out, and of 从2020年的3万亿元增长到4万亿元 that of the figure before.
    """
    outside = TITLE_OR_SPAN.sub("", text)
    apart = {"last": -1, "this": 0, "next": 1}
    return [
        int(found["year"]) if found["year"] else covers_year + apart[found.lastgroup]
        for found in NAMED_YEAR.finditer(outside)
        if not (re.search("[从由]$", outside[: found.start()]) and re.search("[到至]", outside[found.end() :]))
    ]


def last_named(text: str, places: dict[str, list[str]]) -> tuple[str | None, int, str]:
    """The code of the place that a text names last, where, and by what name; of two names there the longer one."""
    found = [
        (text.rfind(name) + len(name), len(name), code, name)
        for code in places
        for name in places[code]
        if name in text
    ]
    end, length, code, name = max(found, default=(0, 0, None, ""))
    return code, end - length, name


def place_of(sentence: str, places: dict[str, list[str]]) -> str | None:
    """The place that a sentence speaks of, if it has a name of its own and nothing wider or a list follows.

    园区 and other names of two characters may stand for any place; “大零号湾创星联盟” is the name of something else.
    """
    own = {code: [name for name in names if len(name) > 2] for code, names in places.items()}
    code, start, name = last_named(sentence, own)
    rest = sentence[start + len(name) :]
    is_other_name = re.match("[^“”，,]+”", rest) and "“" in sentence[max(0, start - 1) : start]
    is_listed = re.match("”?[^，,]{0,4}等", rest)
    return None if not code or is_other_name or is_listed or WIDER.search(rest) else code


def character_pairs(text: str) -> set[str]:
    """The pairs of neighbouring characters in the Chinese words of a text."""
    return {word[at : at + 2] for word in re.findall("[\u4e00-\u9fffA-Za-z0-9]+", text) for at in range(len(word) - 1)}


def is_named_instead(near: str, name: str, explained: str, other: str) -> bool:
    """Whether the text near a figure has the words of another indicator's name and none of those of its own.

    What both names share does not count. explained: definition and note; a word of the sentence that they quote tells
    that the indicator is meant. Near 首次认定高新技术企业 the name 新认定高新技术企业数 is not there, the other one is.
    """
    both, printed = character_pairs(name) & character_pairs(other), character_pairs(near)
    own, others = character_pairs(name) - both, character_pairs(other) - both
    quoted = character_pairs(" ".join(re.findall("[\u4e00-\u9fff]+", explained))) - both
    return bool(own and others) and not (own | quoted) & printed and 3 * len(others & printed) > 2 * len(others)
