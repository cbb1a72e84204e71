import csv
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from kewei import functions
from kewei.commands import cli
from kewei.context import is_named_instead
from kewei.functions import read_figure as read_row
from kewei.numerals import PLAIN, chinese_number, normalised
from kewei.reading import numerals, read_figure, read_text
from tests.reading import corpus

HERE = Path(__file__).resolve().parent
# Where the file of cases describes the text in brackets, the text that is meant.
TEXTS = {
    "thousands": "登记技术合同1,250件",
    "radicals": "新认定⼆⼗三家",
    "broken_line": "成交13\n1.91亿元",
}
# The file of cases leaves this measure open.
MEASURES = {"narrowing": "rate_change"}
# A curator enters the verb of a list with its figures.
LISTED = {
    "falling_list",
    "list_fall_3",
    "list_over",
    "list_fall_pp",
    "denied_in_list",
    "list_of_decimals",
    "narrowed_to_after_from",
    "list_below_a_group",
    "list_of_ranks",
    "list_of_times",
    "behind_two_groups",
}
# What a curator enters beside the figure, because the figure does not print it.
HEADS = {
    "unit_from_head": "亿元",
    "sign_table": "%",
    "intensity": "件/万人",
    "intensity_beds": "张/千人",
    "intensity_household": "元/户",
    "intensity_square": "元/平方公里",
    "head_two": "亿元",
    "head_unit": "亿元",
    "head_cell": "亿元",
    "head_first_column": "万元",
    "head_in_brackets": "家",
    "head_of_column": "%",
    "int_every_thousand": "张/千名",
    "int_every_hundred_thousand": "个/10万人",
    "minus_dash_in_cell": "%",
    "sign_arrow_in_a_cell": "%",
    "per_square_and_day": "元/平方米·天",
    "intensity_of_a_list": "人/千人",
    "int_of_money": "吨标准煤/万元",
    "int_each_money": "元/百元",
    "list_of_amounts": "元",
    "comparison_in_a_cell": "%",
    "units_of_a_caption": "万元",
    "intensity_that_moved": "件/万人",
    "head_before_a_colon": "家",
    "fall_in_a_head": "%",
    "unit_in_brackets_after": "亿元",
    "sign_after_a_head": "%",
    "caption_and_colons": "亿元",
    "caption_of_renminbi": "万元",
    "row_before_a_letter": "%",
}


def cases(name: str) -> list:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return [pytest.param(row, id=row["case"]) for row in csv.DictReader(file)]


ROWS = cases("figures.csv") + cases("more_figures.csv")


def expected(row: dict) -> tuple:
    numbers = (Decimal(row[name]) if row[name] else None for name in ("value", "value_low", "value_high"))
    return (*numbers, row["bound"], row["unit"] or None)


def got(reading) -> tuple:
    return reading.value, reading.value_low, reading.value_high, reading.bound, reading.unit


def text_of(row: dict) -> str:
    return TEXTS.get(row["case"], row["text"]).replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t")


@pytest.mark.parametrize("row", ROWS)
def test_figures_are_found_in_their_text(row):
    found = [piece for piece in read_text(text_of(row)) if piece.figure == row["figure"]]
    assert [got(piece.reading) for piece in found] == [expected(row)]
    assert (found[0].measure or "") == MEASURES.get(row["case"], row["measure"])
    assert found[0].problem is None


@pytest.mark.parametrize("row", [row for row in ROWS if row.values[0]["case"] not in LISTED])
def test_figures_are_read_alone(row):
    before = text_of(row).split(row["figure"])[0]
    reading = read_figure(row["figure"], row["measure"] or None, None, HEADS.get(row["case"]), before)
    assert (got(reading), reading.problem) == (expected(row), None)


def test_a_denominator_governs_its_clause():
    found = read_text("每万人口发明专利拥有量从29.6件增加到65件，新增3件")[1:]
    assert [piece.reading.unit for piece in found] == ["件/万人", "件/万人", "件"]


def test_a_list_prints_its_unit_once():
    found = read_text("同比分别提高0.2、0.3和0.5个百分点；分别投入12和15.5万元")
    assert [piece.reading.unit for piece in found] == ["pp"] * 3 + ["元"] * 2
    assert [piece.measure for piece in found] == ["change_abs"] * 3 + ["level"] * 2
    assert found[3].reading.value == 120000
    assert [piece.reading.unit for piece in read_text("工程168、31个")] == [None, "个"]


def test_a_word_that_begins_like_a_counter_is_none():
    found = read_text("3项目标、七方面工作、20户家庭、5家庭")
    assert [piece.figure for piece in found] == ["3项", "七方面", "20户", "5"]
    assert [piece.reading.unit for piece in found] == ["项", "个", "户", None]


def test_a_qualifier_governs_its_list():
    assert [piece.reading.bound for piece in read_text("接连突破8万亿元、9万亿元")] == ["greater_than"] * 2
    assert [piece.reading.bound for piece in read_text("超过20家、3项")] == ["greater_than", "exact"]


def test_the_verb_of_a_list_is_missed_in_a_figure_of_it():
    assert read_figure("17%", "change_pct").value == 17
    found = read_text("分别下降15.1%、17%和0.5个百分点")
    assert [piece.reading.value for piece in found] == [Decimal("-15.1"), -17, Decimal("-0.5")]
    assert [piece.list_words for piece in found] == ["", "下降", "下降"]
    assert [piece.list_words for piece in read_text("接连突破8万亿元、9万亿元")] == ["", "突破"]
    assert [piece.list_words for piece in read_text("分别下降3%、增长5%；下降3%、5家")] == [""] * 4


def test_the_qualifier_at_the_end_of_a_list_holds_for_all_of_it():
    found = read_text("分别达到3家、5家和8家以上")
    assert [piece.reading.bound for piece in found] == ["at_least"] * 3
    assert [piece.list_end for piece in found] == ["以上", "以上", ""]
    assert [piece.reading.bound for piece in read_text("分别达到3家、5%以上；3家、8家以上")][2] == "exact"


def test_verbs_of_both_directions_in_front_of_a_list_are_reported():
    for text in ("分别高于、低于全市1.2个和0.8个百分点", "同比分别增长和下降5.6%、3.2%"):
        assert [piece.reading.value for piece in read_text(text)] == [None, None]
    assert [piece.problem for piece in read_text("分别增长5.6%和下降3.2%")] == [None, None]


def test_what_is_not_clear_from_its_sentence_is_reported():
    for text in ("4.12家企业获评", "用时低于全市平均水平1.2天", "排名后三位"):
        (piece,) = read_text(text)
        assert (piece.reading.value, piece.problem is None) == (None, False)
    assert read_text("每千人医师\n3.5人")[1].problem is None


def test_digits_that_are_parted_are_reported():
    for text, figure in (
        ("引进企业 1 2 家", "12家"),
        ("合同1，250件", "1，250件"),
        ("增长8。6%", "8。6%"),
        ("35,6%", "35,6%"),
        ("完成投资1 2 . 3 亿元", "12.3亿元"),
        ("总额为12.345.6万元", "12.345.6万元"),
        ("共计1.234,5件", "1.234,5件"),
    ):
        (piece,) = read_text(text)
        assert (piece.figure, piece.reading.value) == (figure, None)
        assert piece.problem.endswith("parts its digits, and whether they are one number is not clear")


@pytest.mark.parametrize("figure", ["l2家", "1O5件", "2,O56件", "增长l.5%", "3O万人次"])
def test_a_letter_in_a_numeral_is_reported(figure):
    (piece,) = read_text(f"共{figure}")
    assert (piece.figure, piece.disposition) == (figure.removeprefix("增长"), "figure")
    assert piece.problem.endswith("in its numeral may be meant for a digit")


def test_a_ratio_of_three_with_plain_colons_is_no_time():
    found = read_text("结构由5.1:42.0:52.9调整为4.8:41.2:54.0，上午9:30开始")
    assert [piece.problem for piece in found] == ["a ratio of three terms has no single value"] * 2 + [None] * 2
    assert [piece.disposition for piece in found[2:]] == ["date"] * 2


def test_letters_after_a_measured_number_are_an_unknown_counter():
    found = read_text("浓度为35ppm，带宽10T，5G网络")
    assert [piece.problem is None for piece in found] == [False, False, True]


@pytest.mark.parametrize(
    ("figure", "cause"),
    [
        ("12株", "unknown counter 株: its unit is not in seeds/units.csv"),
        ("12磅", "unknown counter 磅: its unit is not in seeds/units.csv"),
        ("二二家", "its numeral is not a well-formed number: 二二"),
        ("三五家", "its numeral is not a well-formed number: 三五"),
        ("一百五家", "its numeral is not a well-formed number: 一百五"),
        ("若干家", "it has no numeral that can be read: 若干家"),
        ("25-20家", "its range does not rise"),
        ("5%-8家", "the two ends of its range have different units"),
        ("第三家", "what follows the ordinal is neither 名 nor 位"),
        ("第三万", "万 beside a rank: an ordinal is one whole number"),
        ("第1.67万亿", "万亿 beside a rank: an ordinal is one whole number"),
        ("第1.5名", "an ordinal is one whole number"),
        ("签约20家", "unknown words before the numeral: 签约"),
        ("20家企业", "unknown words after the unit: 企业"),
        ("8∶41∶50", "a ratio of three terms has no single value"),
        ("下降-3%", "a verb of falling beside a minus sign: which way it moves is not clear"),
        ("100元人民币$", "unknown words after the unit: $"),
        ("$500元", "$ in front of its number is another currency than 元 after it"),
        ("US$3亿港元", "US$ in front of its number is another currency than 港元 after it"),
        ("3.5ppm", "unknown counter ppm: its unit is not in seeds/units.csv"),
        ("1.2.3家", "its numeral is not a well-formed number: 1.2.3家"),
        ("温度25±2℃", "± gives a span around a value, and such a span is not read"),
        ("增长12.%", "its numeral is not a well-formed number: 12.%"),
        ("1亿5000", "the digits after 亿 have no scale of their own"),
        ("2亿3千5百万元", "its numeral is not a well-formed number: 2亿3千5百"),
        ("增加5家至120家", "whether it is a range, or a change and what that leads to, is not clear"),
        ("前3至5名", "前 before a range does not say which places are meant"),
        ("前5%", "前 before a share: a place in percent is not read"),
        ("翻一番半", "翻一番半 is not said to be how many times more"),
        ("低于去年4%", "低于去年 does not say whether the number is what it lies below, or by how much"),
        ("12万册次", "unknown counter 册次: its unit is not in seeds/units.csv"),
        ("不过20家", "不过 may mean no more than, only, or but"),
        ("300万新加坡元", "unknown counter 新加坡元: its unit is not in seeds/units.csv"),
        ("1O家", "the letter O in its numeral may be meant for a digit"),
        ("3l.6亿元", "the letter l in its numeral may be meant for a digit"),
        ("98.O%", "the letter O in its numeral may be meant for a digit"),
        ("倒数第二", "倒数 counts from the last, and how many there are is not printed"),
        (".5%", "its numeral is not a well-formed number: .5%"),
        ("12/35家", "whether it is a fraction, or two numbers, is not clear"),
        ("下降2倍", "a fall in times does not say of what"),
        ("百分之五六", "its fraction is not well-formed: 百分之五六"),
        ("百十家", "its numeral is not a well-formed number: 百十"),
        ("翻了几番", "翻了几番 does not say how many times it doubled"),
        ("前三分之一", "前 before a share: a place in percent is not read"),
        ("50%至1倍", "the two ends of its range have different units"),
        ("5m/s", "/s after its unit is not in seeds/units.csv"),
        ("95%≤", "≤ after it bounds something else from its side"),
        ("1" + "0" * 38 + "家", "it is 10^22 or more in its base unit, and numbers so large are not held"),
        ("5亿-" + "1" + "0" * 30 + "元", "it is 10^22 or more in its base unit, and numbers so large are not held"),
    ],
)
def test_what_cannot_be_read_has_its_true_cause(figure, cause):
    reading = read_figure(figure)
    assert reading.problem == cause
    assert (reading.value, reading.value_low, reading.value_high) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("生产总值（亿元） 14.5 增长 5.1", [1450000000, None]),
        ("项目 | 本年 | 增长%\n产值（亿元） | 12.5 | -3.4", [1250000000, Decimal("-3.4")]),
        ("零售总额 亿元 123.5 -1.2", [12350000000, None]),
        ("户数(户) ... 1250 3.2", [None, None]),
        ("指标 | 单位 | 绝对量\n用电量 | 亿千瓦时 | 86.2", [8620000000]),
        ("单位：千瓦时\n工业 1250", [1250]),
        ("绝对值(亿元)\n增长(%)\n工业\n373.8\n-1.8", [37380000000, Decimal("-1.8")]),
        ("|年份|企业数（家）|税收（亿元）|\n|2021|120|3.5|\n|2022|135|4.2|", [120, 350000000, 135, 420000000]),
        (
            "单位：万元\n类别\t项目数（项）\t经费\t占比（%）\n重点\t12\t3,600.00\t45.0\n一般\t85\t4,400.00\t55.0",
            [12, 36000000, 45, 85, 44000000, 55],
        ),
        (
            "序号\t指标\t单位\t2022年\t2023年\t增长\t完成率\n1\t收入\t亿元\t86.5\t102.3\t18.3%\t102",
            [8650000000, 10230000000, Decimal("18.3"), None],
        ),
        ("单位：万元\n项目 数量（个） 金额\n其中： 重点 3 120", [None, None]),
        ("指标（万元） 预算数 户数\n税收 1,234 56", [12340000, None]),
        ("指标\n单位\n数值\n常住人口\n万人\n136.2\n户籍人口\n万人\n98.6", [1362000, 986000]),
        (
            "指标\t单位\t绝对值\t增长%\n收入\t万元\t1152345\t6.5\n人口\t万人\t123.98\t—",
            [11523450000, Decimal("6.5"), 1239800],
        ),
    ],
)
def test_columns_have_the_unit_of_their_head_or_are_reported(text, values):
    found = [piece for piece in read_text(text) if piece.disposition == "figure"]
    assert [piece.reading.value for piece in found] == values
    assert [piece.problem is None for piece in found] == [value is not None for value in values]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("财政收入降至上年的85%", [None]),
        ("财政收入为上年同期的约92.3%", [None]),
        ("产值相当于2019年的85.2%", [None]),
        ("只有疫情前的40%", [None]),
        # These are no shares of anything earlier.
        ("工业增速由上年的8.1%回落至6.5%", [Decimal("8.1"), Decimal("6.5")]),
        ("研发投入占比达到85%", [85]),
        ("达到全年目标的85%", [85]),
    ],
)
def test_a_share_of_an_earlier_value_is_reported(text, values):
    found = [piece for piece in read_text(text) if piece.disposition == "figure"]
    assert [piece.reading.value for piece in found] == values
    assert [piece.problem is None for piece in found] == [value is not None for value in values]


def test_a_column_of_growth_rates_gives_its_measure():
    (rate,) = [piece for piece in read_text("项目\t2022年\t增速\n收入\t-\t3.9%") if piece.disposition == "figure"]
    assert (rate.measure, rate.reading.value) == ("change_pct", Decimal("3.9"))


def test_a_dash_in_a_cell_of_its_own_is_no_minus():
    for text, value in (
        ("-\t3.9%", "3.9"),
        ("亏损\n-\n3.9%", "3.9"),
        ("\t-3.9%", "-3.9"),
        ("增长-\n3.9%", "-3.9"),
        ("要点\n- 3家", "3"),
    ):
        assert [piece.reading.value for piece in read_text(text)] == [Decimal(value)], text


def test_targets_ranks_and_whole_counts_are_exact():
    assert read_figure("14%", "change_pct", "target").bound == "exact"
    assert read_figure("14%", "change_pct", "actual").bound == "rounded"
    assert read_figure("第三", "rank").bound == "exact"
    assert read_figure("168").is_whole_count
    assert read_figure("12家").bound == "exact"
    assert read_figure("58万张").bound == "rounded"
    assert read_figure("4个", "rank").value_high == 4


def test_numbers_hold_from_billionths_to_trillions():
    assert read_figure("1234567890123456789.123456元").value == Decimal("1234567890123456789.123456")
    assert read_figure("1000000000万亿元").value == Decimal(10) ** 21
    tiny = read_figure("0.0000000001米")
    assert (tiny.value_low, tiny.value, tiny.value_high) == (
        Decimal("0.00000000005"),
        Decimal("0.0000000001"),
        Decimal("0.00000000015"),
    )


def test_the_warehouse_rounds_ends_outward_and_reports_what_it_cannot_hold():
    (held,) = read_row({"figure": "0.000001米", "measure": "level"})
    assert (held["value"], held["value_low"], held["value_high"]) == (Decimal("0.000001"), 0, Decimal("0.000002"))
    (refused,) = read_row({"figure": "0.0000001米", "measure": "level"})
    assert refused["problem"] == "it has more than six decimals in its base unit, and the warehouse holds six"
    assert (refused["value"], refused["value_low"], refused["value_high"], refused["value_step"]) == (None,) * 4


def test_figures_say_where_their_numerals_are():
    reading = read_figure("超20-25家")
    assert (reading.numeral, reading.numeral_end, reading.numeral_places) == ("20", "25", ((1, 3), (4, 6)))
    assert reading.has_counter
    assert read_figure("持平").has_counter
    assert not read_figure("56万").has_counter
    assert read_figure("近200多位").has_contradictory_qualifiers
    assert read_figure("第三").is_ordinal


@pytest.mark.parametrize(
    ("text", "dispositions"),
    [
        ("2024年3月15日", ["date"] * 3),
        ("1-11月", ["date"] * 2),
        ("前三季度", ["date"]),
        ("上半年", ["date"]),
        ("沪科〔2024〕15号", ["document_number"] * 2),
        ("（一）加强", ["heading"]),
        ("一、主要", ["heading"]),
        ("①加强", ["heading"]),
        ("第三届", ["ordinal"]),
        ("5G网络", ["name"]),
        ("PM2.5", ["name"]),
        ("一等奖", ["name"]),
        ("021-12345678", ["name"] * 2),
        ("12345热线", ["name"]),
        ("十四五时期", ["plan_period"]),
        ("一批", ["idiom"]),
        ("进一步", ["idiom"]),
        ("两位数增长", ["idiom"]),
        ("每万人口、每千常住人口", ["unit"] * 2),
        ("首位产业", ["name"]),
        ("把安全摆在首位", ["idiom"]),
        ("用好两个市场两种资源", ["name", "idiom"]),
        ("— 3 —", ["heading"]),
        ("15分钟社区生活圈、半小时经济圈", ["name", "name"]),
        ("世界500强企业", ["name"]),
        ("首发经济3.0、品牌", ["ordinal"]),
        ("第2024号", ["document_number"]),
        ("完成1%人口抽样调查", ["name"]),
        ("九年义务教育", ["name"]),
        ("增长3.0、两届", ["figure", "figure"]),
        ("“六个翻番”，产值翻番", ["name", "name", "figure"]),
        ("大渡河路1668号3幢502室", ["name"] * 3),
        ("乘公交63路", ["name"]),
        ("建设千家书屋城市", ["name"]),
        ("执行GB/T 15835标准", ["name"]),
        ("见第1—3章", ["ordinal"] * 2),
        ("二〇二四年十二月三十一日", ["date"] * 3),
        ("一月二十日", ["date"] * 2),
        ("2024.3.15发布", ["date"] * 2),
        ("’22年新增、23年新增", ["date"] * 2),
        ("软件V2.1.3", ["name"] * 2),
        ("适配Windows 11", ["name"]),
        ("1.1 总则", ["heading"]),
        ("跨越3个千亿元台阶", ["figure", "threshold", "unit"]),
        ("连跨两个万亿元大关", ["figure", "threshold"]),
        ("3个“千亿级”产业集群", ["figure", "name"]),
        ("1．2．3 节能降耗", ["heading"] * 2),
        ("（021）5888-1234", ["name"] * 3),
        ("kjj@163.com", ["name"]),
        ("985、211高校", ["name"] * 2),
        ("1类新药、三类医疗器械", ["name"] * 2),
        ("完善：1.制度；2.机制", ["heading"] * 2),
        ("下午2点30分在201会议室", ["date"] * 2 + ["name"]),
        ("318国道8级以上大风", ["name"] * 2),
        ("位列第一等次", ["ordinal"]),
        ("青年50人论坛", ["name"]),
        ("把安全摆在首位、放在第一位", ["idiom"] * 2),
        ("二○二四年、二0二四年", ["date"] * 2),
        ("2024.1—2024.6、（2024.6）", ["date"] * 3),
        ("24年1-6月、较23年增长", ["date"] * 4),
        ("2、5家企业获评", ["heading", "figure"]),
        ("倍增计划、每百平方米", ["name", "unit"]),
        ("达到三类以上水质", ["name"]),
    ],
)
def test_what_is_no_figure_is_named(text, dispositions):
    assert [piece.disposition for piece in read_text(text)] == dispositions


def test_no_digit_of_a_text_is_passed_over():
    text = "a1 2b三4.5，六77x〇 ½ ① Ⅲ ８９ 零 100+200=300 翻番 首位 10^6 3'5\""
    covered = {place for piece in read_text(text) for place in range(piece.char_start, piece.char_end)}
    assert {place for place, one in enumerate(text) if re.match(r"\d|[一二三六〇零½①Ⅲ]", one)} <= covered


def test_positions_are_those_of_the_file():
    text = "\ufeff共１２３ 家，\n又⼆⼗\n\n三家"
    first, second = read_text(text)
    assert (text[first.char_start : first.char_end], first.figure) == ("１２３", "１２３家")
    assert (second.char_start, second.char_end, second.figure) == (text.index("⼆"), text.index("三") + 1, "⼆⼗三家")


def test_normalising_keeps_one_place_for_each_character():
    normal = normalised("㎡ ½\u00ad１\u2009０００，⼀−")
    assert (normal.text, len(normal.places)) == ("㎡½1000，一-", 9)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("1,250件", [(0, "1,250", False)]),
        ("一百零五家", [(0, "一百零五", False)]),
        ("20-25家", [(0, "20", True), (3, "25", True)]),
        ("百分之三点五", [(0, "百", True), (3, "三点五", False)]),
        ("几十家", [(0, "几十", False)]),
        ("过半", [(1, "半", False)]),
        ("居首位", [(1, "首位", False)]),
        ("13\n1.91亿元共", [(0, "13", True), (3, "1.91", True)]),
        # Decimals are one match, neighbouring Arabic and Chinese numerals are two, and line breaks count as characters.
        ("第三次共12.5亿\n\n3三", [(1, "三", True), (4, "12.5", True), (11, "3", True), (12, "三", True)]),
        ("2023年1.2.3", [(0, "2023", True), (5, "1.2", True), (9, "3", True)]),
        ("无", []),
        ("成交13\n1.91亿元", [(2, "131.91", False)]),
        ("大零号湾", []),
        ("亿元以上", [(0, "亿", False)]),
        ("千亿元级", [(0, "千", True)]),
        ("万元GDP", []),
    ],
)
def test_the_ledger_has_each_numeral_once(text, rows):
    assert numerals(text) == rows


def test_the_ledger_keeps_the_numerals_of_the_documents(documents):
    kept = 0
    for path in sorted(Path(documents).glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        plain = [(start, numeral) for start, numeral, is_plain in numerals(text) if is_plain]
        assert plain == [(match.start(), match[0]) for match in PLAIN.finditer(text)], path.name
        kept += len(plain)
    assert kept == 902


@pytest.mark.skipif(not corpus.texts(), reason="the corpus is not available")
def test_the_corpus_is_read():
    for name, text in corpus.texts().items():
        assert corpus.read_pct(corpus.figures(text)) >= 98, name


@pytest.mark.parametrize(
    ("numeral", "value"), [("一亿零五百", 100000500), ("三十五万", 350000), ("零", 0), ("百", 100)]
)
def test_chinese_numerals_have_their_value(numeral, value):
    assert chinese_number(numeral) == value


def test_the_command_prints_a_json_line_for_each_piece(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text("2024年技术合同成交额1.67万亿元，\n种植12株", encoding="utf-8")
    result = CliRunner().invoke(cli, ["read", str(path)])
    year, money, trees = map(json.loads, result.output.splitlines())
    assert (year["disposition"], year["value"]) == ("date", None)
    assert (money["figure"], money["value"], money["unit"], money["char_start"]) == (
        "1.67万亿元",
        1670000000000,
        "元",
        12,
    )
    assert trees["problem"].startswith("unknown counter 株")
    assert CliRunner().invoke(cli, ["read"], input="20家").output.startswith('{"char_start": 0, "char_end": 2')
    path.write_bytes("共20家".encode("gbk"))
    refused = CliRunner().invoke(cli, ["read", str(path)])
    assert (refused.exit_code, "is not UTF-8: byte 0" in refused.output) == (2, True)
    path.write_bytes("一、\r\n共20家".encode())
    assert json.loads(CliRunner().invoke(cli, ["read", str(path)]).output.splitlines()[1])["char_start"] == 5
    assert "20家" in CliRunner().invoke(cli, ["read", "--table"], input="共20家").output


PLACES = {"310112-DLH": ["大零号湾"], "310112-DLHC": ["大零号湾核心区", "核心区"], "310107-CIIP": ["园区"]}


@pytest.mark.parametrize(
    ("text", "figure", "expected"),
    [
        ("全区高企2022年合计实现营收30亿元，同比增长5%。", "5%", {"said_year": 2022, "said_kind": None}),
        ("上年度研发投入占比3.1%，较去年同期提高0.7个百分点。", "0.7个百分点", {"said_year": 2022}),
        ("较2021年增长8%，全年新增9家。", "9家", {"said_year": None, "said_basis": "flow", "basis_word": "新增"}),
        ("总值从2020年的3万亿元增长到2022年的4万亿元", "4万亿元", {"said_year": 2022}),
        ("人口由上年729万人增加到732万人", "732万人", {"said_year": None}),
        ("人口由上年729万人增加到732万人", "729万人", {"said_year": 2022}),
        ("一、2022年工作回顾。企业9家", "9家", {"said_year": None, "passage_year": 2022}),
        ("推进《2021年方案》，获“2022年度科学技术奖”12项", "12项", {"said_year": 2022}),
        ("12项获“2022年度科学技术奖”，其他另计", "12项", {"said_year": 2022}),
        ("自2023—2025年建设3个基地", "3个", {"said_year": None, "years": "2023, 2025"}),
        ("力争承接2-5项", "2-5项", {"said_kind": "target", "said_strength": "stretch", "said_word": "力争"}),
        ("争取到资金3亿元", "3亿元", {"said_kind": None}),
        ("争取项目6个，落实资金3亿元", "3亿元", {"said_kind": None, "strengths": "stretch"}),
        ("预计研发投入17亿元", "17亿元", {"said_kind": "expected", "said_strength": "expected"}),
        ("虚拟企业17家", "17家", {"said_kind": None, "strengths": ""}),
        ("超额完成年度23家的目标任务", "23家", {"said_kind": "target", "said_word": "目标", "is_promised": True}),
        ("完成两项任务。开展学习4次", "4次", {"is_promised": False}),
        ("“大零号湾”区域累计汇聚40家企业", "40家", {"said_area": "310112-DLH", "passage_area": "310112-DLH"}),
        ("大零号湾核心区25家企业", "25家", {"said_area": "310112-DLHC", "passage_area": "310112-DLHC"}),
        ("举办“大零号湾创星联盟”活动56场", "56场", {"said_area": None, "passage_area": "310112-DLH"}),
        ("大零号湾等项目落地，引进企业56家", "56家", {"said_area": None}),
        ("建设大零号湾，全区企业56家", "56家", {"said_area": None}),
        ("走访园区56家", "56家", {"said_area": None, "passage_area": "310107-CIIP"}),
        ("全市考核前列，中心城区排名第三", "第三", {"said_group": "中心城区"}),
        ("全国人口增长，居各省首位", "首位", {"said_group": None}),
        ("新增贷款连续4年居首", "4年", {"said_basis": None}),
        ("人均预期寿命80岁", "80岁", {"said_kind": None}),
        ("首批26家机构入驻", "26家", {"said_basis": "event", "basis_word": "首批"}),
        ("年均增长8%", "8%", {"rates": "cagr_pct"}),
        ("1-6月完成8亿元", "8亿元", {"has_part_of_year": True}),
        ("完成8亿元", "8亿元", {"has_part_of_year": False, "names_city": False}),
        ("3000多人次。\n下降3-5%。\n120亿元", "120亿元", {"has_words": False}),
        ("3000多人次。\n下降3-5%。\n120亿元", "3000多人次", {"has_words": False}),
        ("技术合同120亿元", "120亿元", {"has_words": True}),
        ("全市第一批（共4家）", "4家", {"names_city": True}),
    ],
)
def test_the_sentence_says_more_than_the_figure(text: str, figure: str, expected: dict[str, object]) -> None:
    rows = functions.read_texts({"content": text, "covers_year": 2023, "places": placed(PLACES), "city": "310000=全市"})
    (row,) = [one for one in rows if one["figure"] == figure]
    assert {name: row[name] for name in expected} == expected


def placed(places: dict[str, list[str]]) -> str:
    """Places as the evidence check hands them over."""
    return ", ".join(f"{code}={'|'.join(names)}" for code, names in places.items())


@pytest.mark.parametrize(
    ("near", "name", "explained", "other", "expected"),
    [
        ("完成首次认定高新技术企业", "新认定高新技术企业数", "", "首次认定高新技术企业数", True),
        ("完成首次认定高新技术企业", "首次认定高新技术企业数", "", "新认定高新技术企业数", False),
        # The words of the sentence are in the definition.
        ("新增高新技术企业", "新认定高新技术企业数", "Assumed: 新增 is the same.", "新增高新技术企业数", False),
        # Neither name is there.
        ("引进企业", "新认定高新技术企业数", "", "首次认定高新技术企业数", False),
    ],
)
def test_another_indicator_is_named_instead(near: str, name: str, explained: str, other: str, expected: bool) -> None:
    assert is_named_instead(near, name, explained, other) is expected
