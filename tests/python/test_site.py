"""`kewei site`: rules of honesty, sentences made from rows, links, and what makes the pages safe to host."""

from __future__ import annotations

import colorsys
import itertools
import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from conftest import PROJECT, documents_folder, run
from jinja2 import Environment

from kewei.problem import FailedError
from kewei.publish import opened
from kewei.site import documents, pages, reference, shown, site
from kewei.site.marks import Scale, relative, span, target
from kewei.site.queries import Warehouse, load

TEMPLATES = PROJECT / "kewei/site/templates"
CSS = PROJECT / "kewei/site/assets/site.css"
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}
PAGES = ("index", "promises", "growth", "beside", "doubts", "key")
MOST_BYTES, MOST_BYTES_OF_PAGE = 8_000_000, 200_000


class Node:
    """An element of a page."""

    def __init__(self, tag: str, attributes: dict, parent: Node | None) -> None:
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.children: list[Node | str] = []

    @property
    def classes(self) -> list[str]:
        return (self.attributes.get("class") or "").split()

    def all(self, tag: str = "", kind: str = "") -> Iterator[Node]:
        """The elements in it with a tag and a class."""
        for child in self.children:
            if isinstance(child, Node):
                if (not tag or child.tag == tag) and (not kind or kind in child.classes):
                    yield child
                yield from child.all(tag, kind)

    def text(self, *without: str) -> str:
        """Its text, without that of elements with some tags or classes."""
        parts = []
        for child in self.children:
            if isinstance(child, str):
                parts.append(child)
            elif child.tag not in without and not set(child.classes) & set(without):
                parts.append(child.text(*without))
        return "".join(parts)


class Reader(HTMLParser):
    """Reads a page strictly: every element is closed by its own tag; dt and dd also by the next one or by </dl>."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.root = self.at = Node("", {}, None)
        self.feed(text)
        self.close()
        assert self.at is self.root, f"<{self.at.tag}> is not closed"

    def close_entry(self) -> None:
        if self.at.tag in ("dt", "dd"):
            self.at = self.at.parent

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag in ("dt", "dd"):
            self.close_entry()
        node = Node(tag, dict(attrs), self.at)
        assert len(node.attributes) == len(attrs), f"<{tag}> has an attribute twice: {attrs}"
        self.at.children.append(node)
        if tag not in VOID:
            self.at = node

    def handle_startendtag(self, tag: str, attrs: list) -> None:
        self.at.children.append(Node(tag, dict(attrs), self.at))

    def handle_endtag(self, tag: str) -> None:
        if tag == "dl":
            self.close_entry()
        assert tag == self.at.tag, f"</{tag}> closes <{self.at.tag}> in line {self.getpos()[0]}"
        self.at = self.at.parent

    def handle_data(self, data: str) -> None:
        self.at.children.append(data)


@pytest.fixture(scope="session")
def folder(pages_folder: Path) -> Path:
    """The pages of the built warehouse. No test may change them."""
    return pages_folder


@pytest.fixture(scope="session")
def read(folder: Path) -> dict[str, Node]:
    """Every page, by its path."""
    paths = sorted(folder.rglob("*.html"))
    return {str(path.relative_to(folder)): Reader(path.read_text(encoding="utf-8")).root for path in paths}


@pytest.fixture(scope="session")
def loaded(built_project: Path) -> Warehouse:
    """What the pages show."""
    with opened(built_project / "warehouse.duckdb") as connection:
        return load(connection)


def main_of(page: Node) -> Node:
    """What a page says, without navigation and panels."""
    return next(page.all("main"))


TEMPLATES_OF: dict[str, Environment] = {}


def words(language: str, warehouse: Warehouse, macro: str, *arguments: object) -> str:
    """The text of a sentence made from rows."""
    page = site.Page("index.html", "", "", "")
    templates = TEMPLATES_OF.get(language) or TEMPLATES_OF.setdefault(language, site.environment(language, warehouse))
    module = templates.get_template("words.html.j2").make_module(
        {"page": site.Shown(page, language, warehouse, warehouse.newest())}
    )
    made = str(getattr(module, macro)(*arguments))
    return " ".join(Reader(made).root.text().split())


# The rules of honesty.


@pytest.mark.parametrize("name", ["index.html", "promises.html"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_share_of_kept_promises_is_given(read, language, name):
    """3 of 3 is not 100 %: a percentage is a figure, or computed from figures, never from counts of promises."""
    main = main_of(read[f"{language}/{name}"])
    text = main.text("fig", "gloss", "caveat", "why", "axis", "pre", "style")
    text = text.replace("以目标为100%", "").replace("in percent of the target", "")
    assert not re.findall(r"[\d.]+ ?(?:%|percent|个百分点)|百分之", text)


def test_forecasts_are_no_promises(read, loaded, warehouse):
    """What a document expects is neither a square nor a row; it is named apart."""
    counted = dict(
        warehouse.execute(
            "select document_id, count(*) from marts.fct_target_attainment "
            "where kind = 'target' and not is_implied group by all"
        ).fetchall()
    )
    forecasts = {row["id"] for row in loaded.targets if row["kind"] == "expected"}
    assert counted
    assert forecasts
    for language in ("zh", "en"):
        squares = [
            link.attributes["href"]
            for link in main_of(read[f"{language}/index.html"]).all("a")
            if list(link.all("svg"))
        ]
        rows = {
            row.attributes["id"][2:] for row in read[f"{language}/promises.html"].all("tr") if "id" in row.attributes
        }
        assert {unquote(href).split("#p-")[1] for href in squares} == rows
        assert not rows & forecasts
        assert Counter(row["document_id"] for row in loaded.targets if row["id"] in rows) == counted
        [apart] = [
            one
            for one in read[f"{language}/promises.html"].all("section")
            if one.attributes.get("aria-labelledby") == "forecasts"
        ]
        assert {link.attributes["href"][1:] for link in apart.all("a", "fig")} == forecasts


def test_implied_targets_stand_apart(read, loaded):
    """Their verdict only repeats the print, and says so."""
    implied = [row for row in loaded.targets if row["is_implied"]]
    assert implied
    for language in ("zh", "en"):
        page = read[f"{language}/promises.html"]
        rows = {row.attributes["id"][2:] for row in page.all("tr") if "id" in row.attributes}
        assert not rows & {row["id"] for row in implied}
        [apart] = [one for one in page.all("section") if one.attributes.get("aria-labelledby") == "implied"]
        assert len(list(apart.all("tr", "implied-row"))) == len(implied)
        assert apart.text().count(implied[0][f"verdict_reason_{language}"]) == len(implied)


def test_the_as_of_date_stands_in_the_verdict(read, loaded):
    """Not due is true of a day."""
    day = str(loaded.targets[0]["as_of_date"])
    for language, words_of in (("zh", f"未到期（截至{day}）"), ("en", f"Not due (as of {day})")):
        verdicts = list(main_of(read[f"{language}/promises.html"]).all("span", "not_due"))
        assert verdicts
        assert {verdict.text() for verdict in verdicts} == {words_of}


def test_ends_are_not_rounded(loaded):
    """17.565–17.575 of 17.57: the ends in words are the ends in the file, whatever unit they are shown in."""
    scales = {"亿": 8, "万": 4, "": 0}
    for figure in loaded.figures.values():
        text = shown.interval(figure["value_low"], figure["value_high"], figure["unit"], "zh")
        found = re.fullmatch(r"([\d.-]+)–([\d.]+)(亿|万|)\D*", text)
        if found:
            ends = [Decimal(end).scaleb(scales[found[3]]) for end in found.groups()[:2]]
            assert ends == [figure["value_low"], figure["value_high"]], figure["id"]
    contract = next(row for row in loaded.figures.values() if row["figure"] == "17.57亿元")
    assert shown.interval(contract["value_low"], contract["value_high"], "元", "zh") == "17.565–17.575亿元"


def test_numbers_are_in_the_words_of_the_views(loaded, warehouse):
    """What a panel says of a figure is what the views of the file say."""
    for name, *texts in warehouse.execute(
        "select observation_id, value_text_zh, value_text_en, interval_text_zh, interval_text_en "
        # Of disputed prints the view gives no interval, and the panel says that there is another value.
        "from main.fct_observations where quality <> 'do_not_use'"
    ).fetchall():
        figure = loaded.figures[name]
        ends = figure["value_low"], figure["value_high"], figure["unit"]
        own = [shown.value(figure, "zh"), shown.value(figure, "en")]
        for language in ("zh", "en"):
            own.append(shown.interval(*ends, language, figure["unit_en"], figure["bound"]))
        assert own == [text or "" for text in texts], name


def test_one_of_two_values_is_not_called_exact(read):
    """However exactly a document prints 161家, it prints 145家 as well."""
    for name, said in (
        ("zh/indicators/fin_support.html", "取值范围另有一数"),
        ("en/indicators/fin_support.html", "one of two values"),
    ):
        panels = {panel.attributes["id"]: panel.text() for panel in read[name].all("aside", "panel")}
        assert said in panels["minhang_2023_summary-01024-credit_firms-level"]
        assert sum(said in text for text in panels.values()) == 2


@pytest.mark.parametrize(
    ("bound", "low", "high", "texts"),
    [
        ("greater_than", 8, None, ("高于8家", "more than 8 firms")),
        ("at_least", 8, None, ("不低于8家", "at least 8 firms")),
        ("less_than", None, 8, ("低于8家", "less than 8 firms")),
        ("at_most", None, 8, ("不高于8家", "at most 8 firms")),
        ("greater_than", 8, 9, ("8–9家（不含两端）", "8–9 firms (ends excluded)")),
        ("range", 8, 9, ("8–9家", "8–9 firms")),
        ("", 8, None, ("不低于8家", "at least 8 firms")),
    ],
)
def test_an_open_end_says_whether_it_is_reached(bound, low, high, texts):
    """Of 超过8家 the interval leaves 8 out; a number of unknown bound says no more than its ends do."""
    ends = [end and Decimal(end) for end in (low, high)]
    found = tuple(shown.interval(*ends, "家", language, "firms", bound) for language in ("zh", "en"))
    assert found == texts


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        ("13.264861", "13.285614", "13.264–13.286%"),
        ("11.6", "11.6", "11.6%"),
        ("67", None, "不低于67%"),
        ("85.042", "85.124", "85.04–85.13%"),
        ("-3.91", "-3.12", "-4%至-3.1%"),
        ("40.5264", "40.5928", "40.52–40.60%"),
    ],
)
def test_computed_numbers_have_no_more_digits_than_they_may(low, high, text):
    """Their ends are rounded outward."""
    assert shown.derived(Decimal(low), high and Decimal(high), "%", "zh") == text


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        ("4.6323", "4.902", "4.63–4.91%"),
        ("85.0423", "85.1246", "85.04–85.13%"),
        ("13.9843", "14.1325", "14%"),
        ("103.0769", "103.0769", "103.1%"),
        ("143.4782", "143.4783", "143.5%"),
    ],
)
def test_a_rounded_percentage_lies_in_its_interval(low, high, text):
    """Where it would not, both ends stand."""
    assert shown.percent(Decimal(low), Decimal(high), "zh") == text


def test_rates_of_the_views_lie_in_their_intervals(warehouse):
    """A computed change in words is its interval, or a number between its ends."""
    rows = warehouse.execute(
        "select shown.change_text_zh, interval_text_zh, change_low, change_high from main.fct_growth as shown "
        "join marts.fct_growth as mart using (growth_id) "
        "where shown.source <> 'printed' and shown.unit = '%' and change_low < change_high"
    ).fetchall()
    assert len(rows) > 5
    for text, interval, low, high in rows:
        assert text.partition("（")[0] == interval or low <= Decimal(text.partition("%")[0]) <= high, text


def test_printed_and_computed_rates_are_told_apart(read, loaded):
    """Each rate says where it is from; a computed one is never dotted as if it were printed."""
    rows = {row["id"]: row for row in loaded.growth}
    found = [row for row in read["zh/growth.html"].all("div", "row") if "id" in row.attributes]
    assert found
    for row in found:
        rate = rows[row.attributes["id"].removeprefix("row-")]
        state = next(row.all("p", "state"))
        is_printed = rate["source"] == "printed"
        assert ("原文" in state.text()) == is_printed
        assert bool(list(state.all("a", "computed"))) != is_printed
    narrow = sum(not list(row.all("line", "ends")) for row in found)
    exact = sum(shown.is_cut(row["change_low"], row["change_high"]) for row in rows.values() if row["unit"] == "%")
    assert exact == sum("由精确的数算得" in row.text() for row in found) == 3
    assert f"{narrow - exact}个区间比符号还窄" in read["zh/growth.html"].text()


def test_marks_of_a_chart_have_one_width(read):
    """A track is as wide as the place that the layout gives every row, and no mark is drawn to a scale of its own."""
    for name, page in read.items():
        for row in page.all("div", "row"):
            for mark in row.all("svg", "mark"):
                assert mark.attributes["width"] == "100%", name
                assert "viewbox" not in mark.attributes, name
    assert "gradient" not in re.sub(r"\.verdict\.indeterminate \{.*?\}", "", CSS.read_text(encoding="utf-8"))


def test_the_key_shows_every_state_of_a_mark(read):
    """Exact is a tick with its word, an open end an arrow; about is dashed without ends, undecided hatched."""
    drawn = {
        "band": ("rect", "band"),
        "narrow": ("rect", "narrow"),
        "exact": ("line", "tick"),
        "open_high": ("path", "band"),
        "open_low": ("path", "band"),
        "approximate": ("path", "about"),
        "indeterminate": ("rect", "hatched"),
        "implied": ("rect", "implied"),
        "target": ("line", "goal"),
        "implied_target": ("line", "implied"),
        "range_target": ("rect", "goal-range"),
        "beyond": ("path", "beyond"),
        "unknown": ("rect", "track"),
    }
    for language, exact in (("zh", "精确"), ("en", "exact")):
        page = read[f"{language}/key.html"]
        rows = {row.attributes["data-state"]: row for row in page.all("div", "key-row")}
        assert rows.keys() == drawn.keys()
        for state, (tag, kind) in drawn.items():
            assert list(rows[state].all(tag, kind)), state
            assert rows[state].text().strip(), state
        assert exact in next(rows["exact"].all("span", "kind")).text()
        for mark in page.all("svg", "mark"):
            assert not list(mark.all("text")), "text inside a mark is too small on a phone"
        hatched = next(rows["indeterminate"].all("rect", "hatched"))
        line = next(rows["indeterminate"].all("line", "goal"))
        left, width = (float(hatched.attributes[name].rstrip("%")) for name in ("x", "width"))
        assert left < float(line.attributes["x1"].rstrip("%")) < left + width


def test_the_key_names_every_verdict(read, loaded):
    """The documents have few of them; the next may have any."""
    verdicts = {code for codelist, code in loaded.codes if codelist == "verdict"}
    assert "indeterminate" in verdicts
    for language in ("zh", "en"):
        shown_verdicts = list(read[f"{language}/key.html"].all("span", "verdict"))
        assert {verdict.classes[1] for verdict in shown_verdicts} == verdicts
        assert len({verdict.text() for verdict in shown_verdicts}) == len(verdicts)


def test_only_shares_and_rates_lead(read, loaded):
    """Nothing is per head, so a larger count or amount is more, not ahead."""
    units = {row["relation"]: set() for row in loaded.comparisons}
    for row in loaded.comparisons:
        units[row["relation"]].add(row["unit"])
    assert units.get("leads", set()) | units.get("trails", set()) <= {"%"}
    relations = [p.text() for p in read["zh/beside.html"].all("p", "relation")]
    assert relations
    for text in relations:
        assert not re.search("领先|落后", text), text
        assert ("较高" in text or "较低" in text) == ("百分点" in text), text
        assert "较多" in text or "较少" in text or "百分点" in text or "相等" in text or "无法判定" in text, text


def test_higher_is_no_merit():
    """A district leads with the lower share where less is better; the page says which is higher."""
    row = {"relation": "leads", "measure": "level", "difference_low": Decimal(-3)}
    assert pages.relation_word(row) == "lower"
    assert pages.relation_word(row | {"relation": "trails", "difference_low": Decimal(2)}) == "higher"
    assert pages.relation_word(row | {"measure": "rank"}) == "before"
    assert pages.relation_word(row | {"relation": "more"}) == "more"


def test_what_does_not_add_up_is_not_called_a_contradiction(read):
    """A partial list is none."""
    for name, page in read.items():
        text = page.text("blockquote")
        assert not re.search(r"自相矛盾|contradicts? itself|self-contradict", text), name
    assert "对不上" in read["zh/doubts.html"].text()
    assert "does not add up" in read["en/doubts.html"].text()


def test_doubts_say_what_places_print(read, loaded):
    """Nobody is told what a document ought to have printed, and no sentence has two full stops."""
    for language in ("zh", "en"):
        text = " ".join(main_of(read[f"{language}/doubts.html"]).text("pre").split())
        assert not re.search(r"应为|实为|[Ee]xpected|。。|\.\.", text)
    [rivals] = [one for one in read["zh/doubts.html"].all("article") if "rival_figures" in one.attributes["id"]]
    printed = re.sub(r"“[^”]*”部分（(第\d+字)）", r"\1", rivals.text())
    assert "161家印在第1024字，145家印在第3696字。" in printed
    # With the text, what a reader looks for in the document: its heading.
    assert ("“一主要目标完成情况”部分（第1024字）" in rivals.text()) == bool(documents_folder())
    ways = [
        " ".join(next(one.all("p", "equation")).text().split())
        for one in read["zh/doubts.html"].all("article")
        if one.attributes["id"].startswith("implied_mismatch")
    ]
    assert ways == ["7.9亿元 ÷ 8.99% ≠ （4.39亿元 + 3.58亿元） ÷ 8.99%"]


def test_findings_of_the_same_figures_are_counted_as_one(read, loaded):
    """A total, its parts and the values that follow from them and a share disagree once, not twice."""
    [thing] = [thing for thing in loaded.things if len(thing) > 1]
    assert sorted(row["kind"] for row in thing) == ["implied_mismatch", "sum_mismatch"]
    said = f"其中{len(thing)}处涉及同一组数据"
    assert said in next(main_of(read["zh/doubts.html"]).all("p", "lede")).text()
    assert said in main_of(read["zh/index.html"]).text()
    for row in thing:
        [article] = [one for one in read["zh/doubts.html"].all("article") if one.attributes["id"] == row["id"]]
        others = [link for link in article.all("a") if "处" in link.text()]
        assert {unquote(link.attributes["href"]) for link in others} == {f"#{one['id']}" for one in thing if one != row}


def test_what_agrees_is_no_doubt(read):
    """Confirmed sums and faults of texts stand apart from what does not add up, on the page and in panels."""
    sections = {
        one.attributes["aria-labelledby"]: {article.attributes["id"].split("-")[0] for article in one.all("article")}
        for one in read["zh/doubts.html"].all("section")
    }
    assert sections["confirmed"] == {"confirmed_sum"}
    assert "confirmed_sum" not in sections["all"] | sections["print"] | sections["limit"]
    terms = Counter()
    for name, page in read.items():
        if name.startswith("zh/indicators/"):
            for panel in page.all("aside", "panel"):
                text = panel.text("blockquote")
                terms.update(re.findall(r"(存疑|核对相符)(?=合计相符)", text))
    assert terms["核对相符"] > 0 == terms["存疑"]


def test_numbers_that_differ_are_explained_where_both_stand(read, loaded):
    """366 numerals give 369 figures: where the sum of the one stands above the other, the page says why."""
    found = loaded.figures_and_numerals
    assert found["figures"] == found["numerals"] + found["more"] - found["fewer"] != found["numerals"]
    for name in ("zh/documents/index.html", "zh/capture.html"):
        text = main_of(read[name]).text()
        assert f"{found['numerals']}处数字是数据，合{found['figures']}条：" in text
        assert f"多出{found['more']}条" in text
        assert f"少{found['fewer']}条" in text
    breaks = sum(row["kind"] == "definition_break" for row in loaded.findings)
    assert f"已知的有{breaks}处" in main_of(read["zh/growth.html"]).text()
    assert f"口径变动 {breaks}处" in main_of(read["zh/doubts.html"]).text()


def test_a_target_beside_the_last_outcome_names_its_year(read, loaded):
    """The last outcome known may be years old, or of a change: 低于上期 would hide it."""
    text = " ".join(main_of(read["zh/promises.html"]).text().split())
    for said in ("低于2022年实绩", "高于2019年实绩", "低于2023年推算数", "低于2023年增量", "低于2018年推算数"):
        assert said in text
    english = " ".join(main_of(read["en/promises.html"]).text().split())
    assert "Below the 2022 outcome" in english
    assert "Below the 2023 implied value" in english
    for name, page in read.items():
        assert not re.search("低于上期|高于上期|[Bb]elow the prior", main_of(page).text("pre", "code")), name
    # A later implied value counts only where the printed one leaves it open.
    row = next(row for row in loaded.targets if row["is_prior_implied"])
    assert pages.last_outcome(row, loaded)["source"] == "implied"
    assert pages.last_outcome(row | {"is_prior_implied": False}, loaded) is None


def test_notes_say_whose_they_are(read, loaded):
    """A caveat that is put together from notes names the figure of each note that is not of all."""
    level = next(row for row in loaded.comparisons if row["indicator_code_a"] == "technology_contract_value")
    for language, own, all_of in (
        ("zh", "原文未写“元”。", "两项数据"),
        ("en", "Printed without 元.", "Neither figure"),
    ):
        common, [([figure], text)] = site.notes(level[f"caveat_{language}"], level["a"] + level["b"], language, loaded)
        assert (figure["figure"], text) == ("131.91亿", own)
        assert common.startswith(all_of)
        assert own not in common
    assert "普陀2023年131.91亿：原文未写“元”。" in " ".join(main_of(read["zh/index.html"]).text().split())
    # A reader who is sent to a definition gets there, and a note of two figures stands once.
    links = [link for link in read["zh/growth.html"].all("a") if link.text() == "口径含推定"]
    assert links
    assert all(link.attributes["href"].startswith("indicators/") for link in links)
    assert not any("见该指标的口径说明" in one.text() for one in main_of(read["zh/growth.html"]).all("p", "caveat"))
    assert "普陀2019年4.39亿元、普陀2019年3.58亿元：" in main_of(read["zh/growth.html"]).text()


def test_an_outcome_says_how_far_it_is_from_its_target(read):
    """A share alone hides how little a large share can be; an increase is called one, where an amount would mislead."""
    text = " ".join(main_of(read["zh/promises.html"]).text().split())
    assert "为目标的143.5%，比目标多10家。" in text
    text = " ".join(main_of(read["en/promises.html"]).text().split())
    assert "143.5% of the target, 10 enterprises above it." in text
    assert "2023年增量，计算" in " ".join(main_of(read["zh/index.html"]).text().split())


def test_refused_comparisons_come_first_with_their_reasons(read):
    """What a reader would compare in error stands above what may be compared."""
    for language, because in (
        ("zh", "只能并列，不能相比，因为指标口径不同；一为存量或累计，一为流量"),
        ("en", "Not compared, as they differ in definition, stock and flow"),
    ):
        sections = list(main_of(read[f"{language}/beside.html"]).all("section"))
        assert [one.attributes["aria-labelledby"] for one in sections][:2] == ["risky", "grade-A"]
        [firms] = [one for one in sections[0].all("article") if "3612家" in one.text()]
        assert "67家" in firms.text()
        assert because in firms.text()


def test_the_as_of_date_is_told_from_the_day_of_publishing(read, loaded):
    """Every page gives both days, and says what the first one is."""
    as_of, published = (f"{day.year}年{day.month}月{day.day}日" for day in (loaded.as_of, loaded.published_at))
    for name in (name for name in read if name.startswith("zh/")):
        text = next(read[name].all("footer")).text()
        assert f"承诺判定截至{as_of}，即所收最新一份文件的印发之日；本页发布于{published}" in text, name
    assert "最新一份文件的印发之日" in main_of(read["zh/promises.html"]).text()


def test_prose_has_no_words_of_programmers(read):
    """Names of tables and commands are for the pages of data and of how it is made."""
    # Of letters and digits only, because a Chinese character before a name is no boundary otherwise.
    wrong = re.compile(
        r"\b(?:fct|dim|rpt|stg|int)_\w+|make (?:docs|exports|site)|数据仓库|\bwarehouse\b|\bdbt\b", re.ASCII
    )
    for name, page in read.items():
        if not re.search(r"/(?:how|data)\.html$", name):
            text = page.text("pre", "code", "title")
            assert not wrong.findall(text), (name, wrong.findall(text)[:3])


def test_chinese_pages_are_chinese(read):
    """No English sentence stands on a Chinese page, not even where only English was kept."""
    for name in (name for name in read if name.startswith("zh/") and not name.endswith("data.html")):
        text = main_of(read[name]).text("pre", "code", "blockquote")
        assert not re.search(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}", text), name


def test_english_pages_name_districts_in_english(read, loaded):
    """What is Chinese on them is marked as such: prints, headings and titles of documents."""
    names = re.compile("|".join(row["district_zh"] for row in loaded.districts))

    def english(node: Node) -> str:
        parts = (one if isinstance(one, str) else english(one) for one in node.children)
        return "" if node.attributes.get("lang") == "zh-Hans" or node.tag in ("code", "pre") else "".join(parts)

    # The codebook quotes examples as the comments of the file do.
    for name in (name for name in read if name.startswith("en/") and not name.endswith("data.html")):
        text = english(next(read[name].all("body")))
        assert not names.search(text), (name, text[max(0, names.search(text).start() - 60) :][:120])


def test_changes_are_in_the_language_of_their_page(loaded):
    """Columns and codes have words; of a note, of which only English is kept, a Chinese page gives the present one."""
    name = next(row["id"] for row in loaded.figures.values() if row["figure"] == "131.91亿")
    row = {"day": loaded.as_of, "change": "changed", "row_key": f"observation_id={name}", "id": name}
    entries = [
        ("note", "The text has no unit here.", "Printed without 元."),
        ("kind", "target", "actual"),
        ("indicator_code", "technology_contracts", "technology_contract_value"),
        ("value_high", None, "5000.000000"),
    ]
    changed = replace(
        loaded,
        figures_changed=[
            row | {"column_name": column, "entry_before": before, "entry_after": after}
            for column, before, after in entries
        ],
    )
    [page] = reference.changes(changed)
    page.context.update(picture_zh="", picture_en="")
    texts = {}
    for language in ("zh", "en"):
        templates = site.environment(language, changed)
        templates.globals["navigation"] = []
        made = site.render_page(templates, page, language, changed, changed.newest())
        rows = main_of(Reader(made).root).all("tbody")
        texts[language] = [" ".join(one.text().split()) for one in next(rows).all("tr")]
    assert [text.split("技术合同成交额", 1)[1].strip() for text in texts["zh"]] == [
        "附注英文附注从略现行附注：口径含有推定，见该指标的口径说明。原文未写“元”。",
        "种类目标实际",
        "指标认定登记技术合同数技术合同成交额",
        "上端空5000",
    ]
    assert "The text has no unit here." in texts["en"][0]
    assert texts["en"][1].endswith("kindTargetActual")


def test_no_line_is_drawn_through_points(read):
    """Most indicators have one year; a line through two would be a trend that nobody printed."""
    for name, page in read.items():
        for mark in page.all("svg"):
            assert not list(mark.all("polyline")), name
            assert len([*mark.all("circle"), *mark.all("path", "dot")]) <= 1, name


def test_states_are_words_and_no_colours(read):
    """Every verdict has its word, every square its name; no colour is red or green."""
    for name, page in read.items():
        assert all(verdict.text().strip() for verdict in page.all("span", "verdict")), name
    for link in read["zh/index.html"].all("a"):
        if list(link.all("svg", "square")):
            assert "：" in next(link.all("span", "away")).text()
    for colour in re.findall(r"#([0-9a-f]{6})\b", CSS.read_text(encoding="utf-8")):
        red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
        hue, _, saturation = colorsys.rgb_to_hls(red, green, blue)
        assert saturation < 0.25 or not (hue < 0.04 or 0.22 < hue < 0.47 or hue > 0.93), colour


# Sentences made from rows.


def test_the_first_page_says_what_the_file_says(read, loaded, warehouse):
    """The counts of the sentences are those of the report of promises."""
    # Of what only a summary prints, every outcome is judged.
    apart = "sum(only_in_summary)"
    reported, exceeded, no_document, not_due, known, promised = warehouse.execute(
        f"select sum(reported) + {apart}, sum(exceeded) + sum(only_in_summary_exceeded), sum(no_document), "
        "sum(not_due), sum(exceeded + met + not_met) + "
        "sum(only_in_summary_exceeded + only_in_summary_met + only_in_summary_not_met), "
        f"sum(promised) + {apart} from marts.rpt_promises"
    ).fetchone()
    findings = [" ".join(item.text().split()) for item in next(main_of(read["zh/index.html"]).all("ol")).all("li")]
    assert len(findings) == 5
    assert f"普陀有{reported}项承诺在文件中报告了结果，其中超额完成{exceeded}项" in findings[0]
    unknown = promised - known
    day = f"{loaded.as_of.year}年{loaded.as_of.month}月{loaded.as_of.day}日"
    sentence = f"{promised}项承诺中，{unknown}项结果不明：{no_document}项未收当年总结，"
    sentence += f"{not_due}项截至评判基准日（{day}）未到期。"
    assert findings[3].startswith(sentence)
    # The same numbers stand above the sentences, and on the page of promises, whose rows they lead to.
    [side] = main_of(read["zh/index.html"]).all("div", "unknown")
    assert next(side.all("b")).text() == str(unknown) == str(no_document + not_due)
    assert len(list(side.all("svg", "square"))) == unknown
    assert sentence in " ".join(next(main_of(read["zh/promises.html"]).all("p", "lede")).text().split())
    states = [
        row.attributes["data-state"].split() for row in read["zh/promises.html"].all("tr") if "id" in row.attributes
    ]
    assert [sum(state in found for found in states) for state in ("unknown", "no_document", "not_due", "known")] == [
        unknown,
        no_document,
        not_due,
        known,
    ]
    for figure in ("17.57亿元", "7.5亿元", "33家", "23家", "67家", "65家"):
        assert figure in findings[0]
    assert "2.6%（2022年3.07%）" in findings[1]
    assert "161家" in findings[4]
    assert "145家" in findings[4]


def every_state(promises: list[dict]) -> list[dict]:
    """A promise with each outcome that one can have."""
    return [
        promises[0] | {"verdict": verdict, "outcome_state": state}
        for verdict, state in (
            ("exceeded", "reported"),
            ("met", "reported"),
            ("not_met", "reported"),
            ("indeterminate", "reported"),
            ("not_comparable", "silent"),
            ("no_actual", "reported"),
            ("no_actual", "silent"),
            ("no_actual", "no_document"),
            ("not_due", "not_due"),
        )
    ]


def test_unknown_is_one_number_with_its_parts(loaded):
    """Every promise is known or has one reason why not."""
    found = pages.tally(every_state([row for row in loaded.targets if pages.is_promise(row)]))
    assert len(found["known"]) == 3
    assert found["states"] == [("exceeded", 1), ("met", 1), ("not_met", 1)]
    assert found["unknown"] == sum(count for _, count in found["reasons"]) == 6
    assert [reason for reason, _ in found["reasons"]] == list(pages.UNKNOWN)


def test_sentences_have_their_cases(loaded):
    """None, one and many, in both languages."""
    promises = [row for row in loaded.targets if pages.is_promise(row)]
    judged = [pages.beside_target(row, loaded) for row in promises if row["actual_inputs"]]
    plan = [pages.beside_target(row, loaded) for row in promises if row["plan_year"] == 2025]
    below = [row for row in plan if row["ambition"] == "below_prior"]
    assert words("zh", loaded, "judged", [], [], 0) == "没有一项承诺能在所收文件中查到结果。"
    assert words("en", loaded, "judged", [], [], 0) == "No document reports the outcome of any promise."
    assert "1 promise of Putuo (1 exceeded)" in words("en", loaded, "judged", judged[:1], [("exceeded", 1)], 2)
    assert "2 promises of Putuo (1 exceeded, 1 not met)" in words(
        "en", loaded, "judged", judged[:2], [("exceeded", 1), ("not_met", 1)], 2
    )
    assert "其中超额完成1项、未完成1项" in words(
        "zh", loaded, "judged", judged[:2], [("exceeded", 1), ("not_met", 1)], 2
    )
    assert [words("en", loaded, "others", count) for count in (0, 1, 2)] == [
        "",
        "The outcome of the other one is unknown, so no share of promises kept is given.",
        "The outcome of the other 2 is unknown, so no share of promises kept is given.",
    ]
    assert words("zh", loaded, "below", [], [], None) == "所收文件中没有工作计划。"
    assert (
        words("zh", loaded, "below", [], plan, 2025)
        == f"普陀2025年计划的{len(plan)}项承诺中，没有一项低于最近一次实际数。"
    )
    assert (
        words("en", loaded, "below", [], plan[:1], 2025)
        == "Of the 1 promise of plans for 2025, none asks for less than the last outcome."
    )
    assert "promises of the plan of Putuo for 2025, 1 asks for less" in words(
        "en", loaded, "below", below[:1], plan, 2025
    )
    assert "promises of the plan of Putuo for 2025, 2 ask for less" in words(
        "en", loaded, "below", below[:2], plan, 2025
    )
    elsewhere = [judged[0] | {"district_code": "310112", "district_zh": "闵行", "district_en": "Minhang"}, *judged]
    of_two = words("zh", loaded, "judged", elsewhere, [("exceeded", 4)], 4)
    assert of_two.startswith("有4项承诺在文件中报告了结果，其中超额完成4项：闵行")
    assert "；普陀" in of_two
    assert words("en", loaded, "beside", []) == "No two districts print a headline indicator alike."
    row = loaded.findings[0]
    none, some = pages.tally([]), pages.tally(every_state(promises))
    assert words("zh", loaded, "nobody", none, 3) == "每项承诺的结果都查得到。"
    assert words("zh", loaded, "nobody", none, 0) == "所收文件中没有带数字的承诺。"
    assert words("zh", loaded, "nobody", some, 9).startswith(
        "9项承诺中，6项结果不明：1项原文位数不足以判定，1项只报告了另一口径，1项只称完成，未载数字，1项当年总结未提及，"
        "1项未收当年总结，1项截至评判基准日（2025年3月24日）未到期。"
    )
    assert words("en", loaded, "nobody", some, 9).startswith(
        "Of 9 promises, the outcome of 6 is unknown (1 printed digits that do not decide, "
    )
    assert words("en", loaded, "doubts", [], None) == "Nothing in the documents fails to add up."
    assert words("en", loaded, "doubts", [row], None) == "1 thing in the documents does not add up."
    assert words("en", loaded, "doubts", [row, row], None) == "2 things in the documents do not add up."
    place = {"district_zh": "甲", "district_en": "A"}
    assert [words("en", loaded, "districts", [place] * count) for count in (1, 2, 3, 4)] == [
        "A",
        "A and A",
        "A, A and A",
        "4 districts",
    ]


def test_a_warehouse_without_anything_has_pages(loaded, tmp_path):
    """No promise, no rate, no pair, no doubt: every page says so."""
    bare = replace(
        loaded,
        targets=[],
        growth=[],
        comparisons=[],
        lookalikes=[],
        findings=[],
        implied={},
        figures={},
    )
    site.render(bare, tmp_path)
    texts = {
        name: main_of(Reader((tmp_path / "zh" / f"{name}.html").read_text(encoding="utf-8")).root).text()
        for name in PAGES
    }
    assert "没有一项承诺" in texts["index"]
    assert "没有带数字的承诺" in texts["promises"]
    assert "没有可用的增长率" in texts["growth"]
    assert "没有可以对照的两个区" in texts["beside"]
    assert "没有发现对不上的数据" in texts["doubts"]


def test_without_sentences_a_panel_gives_the_place(loaded, tmp_path):
    """A warehouse built without the documents says why no sentence is shown."""
    figures = {
        name: row | {"sentence": None, "sentence_start": None, "line_number": None}
        for name, row in loaded.figures.items()
    }
    site.render(replace(loaded, figures=figures), tmp_path)
    page = Reader((tmp_path / "zh/index.html").read_text(encoding="utf-8")).root
    panels = list(page.all("aside", "panel"))
    assert panels
    assert not list(page.all("blockquote"))
    assert all("第" in panel.text() for panel in panels if "of-computed" not in panel.classes)


def test_chinese_pages_have_full_width_punctuation(read):
    """A half-width colon or comma beside a Chinese character looks foreign."""
    wrong = re.compile(r"[一-鿿][,:;?!()]|[,:;?!()][一-鿿]")
    for name in (name for name in read if name.startswith("zh/")):
        for part in (main_of(read[name]), *read[name].all("aside", "panel"), *read[name].all("footer")):
            # Not what documents print, such as a heading in half-width brackets.
            text = part.text("fig", "blockquote", "pre", "code", "b", "figure-text", "text", "heading")
            text = text.replace("项(人)", "").replace("台(套)", "")
            assert not wrong.findall(text), (
                name,
                [text[max(0, m.start() - 20) : m.end() + 20] for m in wrong.finditer(text)][:3],
            )
    for path in sorted(TEMPLATES.glob("*.j2")):
        for literal in re.findall(r'"([^"\n]*[一-鿿][^"\n]*)"', path.read_text(encoding="utf-8")):
            assert not wrong.findall(literal), (path.name, literal)


def test_codes_have_words(read):
    """A code that no list names would be shown as it is."""
    for name in (f"{language}/{page}.html" for language in ("zh", "en") for page in PAGES):
        text = main_of(read[name]).text("pre", "code")
        assert not re.findall(r"\b(?!fct_|rpt_|dim_)[a-z]+_[a-z_]+\b", text), name


def test_languages_have_the_same_pages_and_figures(read):
    """A page of one language is the other's, figure for figure, and each leads to the other."""
    for name, page in read.items():
        if name.startswith("zh/"):
            other = read["en/" + name[3:]]
            ids = [sorted(panel.attributes["id"] for panel in one.all("aside", "panel")) for one in (page, other)]
            assert ids[0] == ids[1], name
            assert next(page.all("html")).attributes["lang"] == "zh-Hans"
            assert next(other.all("html")).attributes["lang"] == "en"
            [switch] = page.all("a", "language")
            assert os.path.normpath(f"{os.path.dirname(name)}/{switch.attributes['href']}") == "en/" + name[3:]


# Figures, panels, links.


def test_every_figure_leads_to_its_panel(read, loaded):
    """Dotted figures print what their panels print, and the panel has the figure's document and place."""
    checked = 0
    for name, page in read.items():
        panels = {panel.attributes["id"]: panel for panel in page.all("aside", "panel")}
        for link in page.all("a", "fig"):
            at, fragment = urldefrag(link.attributes["href"])
            if at:
                continue
            panel = panels[unquote(fragment)]
            # The text of a document has white space that figures have not.
            assert "".join(next(panel.all("b")).text().split()) == "".join(link.text().split()), name
            figure = loaded.figures.get(unquote(fragment))
            if figure:
                assert "".join(link.text().split()) == figure["figure"]
                text = panel.text()
                assert f"{figure['char_start']}–{figure['char_end']}" in text
                assert loaded.documents[figure["document_id"]]["sha256"] in text
                checked += 1
    assert checked > 300


def test_computed_numbers_name_their_inputs(read, loaded):
    """A dashed number leads to a panel that names printed figures."""
    found = 0
    for name, page in read.items():
        panels = {panel.attributes["id"]: panel for panel in page.all("aside", "panel")}
        for link in main_of(page).all("a", "computed"):
            panel = panels[unquote(link.attributes["href"][1:])]
            inputs = [unquote(one.attributes["href"].split("#")[1]) for one in panel.all("a", "fig")]
            assert inputs, (name, panel.attributes["id"])
            assert set(inputs) <= loaded.figures.keys(), (name, panel.attributes["id"])
            found += 1
    assert found > 20


def test_a_place_is_under_its_heading():
    """Parts and sections by their numerals, in converted texts too; 一是 begins a sentence."""
    text = "甲的报告\n前言2条\n## 一、甲事项\n### **（一）甲一**\n一是办了3件。\n"
    text += "  二乙事项\n\xa0(一)乙一。正文5个\n三、丙"
    numerals = [
        {"char_start": found.start(), "numeral": found.group(), "disposition": disposition}
        for found, disposition in zip(
            re.finditer(r"[一二三四五六七八九十]+(?=[、）)是乙])|\d", text),
            ("figure", "heading", "heading", "heading", "figure", "heading", "heading", "figure", "heading"),
            strict=True,
        )
    ]
    found = documents.headings(text, numerals)
    assert [title for _, title, _ in found] == ["一、甲事项", "（一）甲一", "二乙事项", "(一)乙一", "三、丙"]
    places = {digit: documents.section_of(found, text.index(digit)) for digit in "235"}
    assert places == {"2": "", "3": "一、（一）甲一", "5": "二、(一)乙一"}
    assert documents.section_of(found, len(text)) == "三、丙"


def test_a_figure_that_stands_twice_is_marked_by_its_place(loaded):
    """Search would mark the first of two; the digits that are marked are those at the figure's place."""
    for figure in loaded.figures.values():
        if figure["sentence"]:
            before, printed, after = site.marked(figure)
            assert before + printed + after == figure["sentence"]
            assert len(before) <= figure["sentence_start"] < len(before) + len(printed), figure["id"]
    twice = {"figure": "2家", "sentence": "甲2家，乙2家。", "sentence_start": 5, "char_start": 9, "char_end": 10}
    assert site.marked(twice) == ("甲2家，乙", "2家", "。")
    assert site.marked(twice | {"figure": "超2 家"}) == ("甲2家，乙", "2", "家。")


def test_ids_are_unique_and_headings_in_order(read):
    """For people who listen to pages, and for addresses."""
    for name, page in read.items():
        ids = Counter(node.attributes["id"] for node in page.all() if "id" in node.attributes)
        assert not [one for one, count in ids.items() if count > 1], name
        levels = [int(node.tag[1]) for node in main_of(page).all() if re.fullmatch("h[1-6]", node.tag)]
        assert levels[0] == 1, name
        assert levels.count(1) == 1, name
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), (name, levels)


# Safe to host, and equal.


def test_pages_ask_for_nothing_from_elsewhere(folder, read):
    """A policy without inline script or style, and no request beyond the folder's own files."""
    for name, page in read.items():
        [policy] = [meta for meta in page.all("meta") if meta.attributes.get("http-equiv") == "Content-Security-Policy"]
        assert "default-src 'none'" in policy.attributes["content"]
        assert "unsafe" not in policy.attributes["content"]
        for node in page.all():
            assert not [key for key in node.attributes if key == "style" or key.startswith("on")], name
            assert node.tag not in ("style", "iframe", "object", "embed", "base"), name
            if node.tag == "script":
                assert node.attributes.get("src") or node.attributes.get("type") == "application/ld+json", name
            used = [node.attributes.get(key) for key in ("src", "srcset", "poster")]
            used += [node.attributes.get("href")] if node.tag in ("link", "image", "use") else []
            for address in filter(None, used):
                assert not re.match("(https?:)?//", address), (name, address)
    for path in folder.rglob("*"):
        if path.suffix in (".css", ".js"):
            assert not re.search(
                r"https?://(?!www\.w3\.org/)|@import|cookie|localStorage", path.read_text(encoding="utf-8")
            )


def test_pages_are_small(folder):
    """On a slow line as on a disk."""
    sizes = {path: path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    assert sum(sizes.values()) <= MOST_BYTES
    assert not [
        (path.name, size) for path, size in sizes.items() if path.suffix == ".html" and size > MOST_BYTES_OF_PAGE
    ]


def test_pages_of_many_rows_stay_small(loaded, tmp_path, monkeypatch):
    """A page shows the newest of many rows, says how many there are, and its counts are those of all."""
    many = 6
    lists = {
        name: [
            row | {"id": f"{row['id']}-{copy}"} if "id" in row else row
            for row in getattr(loaded, name)
            for copy in range(many)
        ]
        for name in ("targets", "growth", "comparisons", "lookalikes", "findings")
    }
    copies = {f"{row['id']}-{copy}": row for row in loaded.targets for copy in range(many)}
    figures = loaded.figures | {
        name: loaded.figures[row["id"]] for name, row in copies.items() if not row["is_implied"]
    }
    implied = {f"{name}-{copy}": row for name, row in loaded.implied.items() for copy in range(many)}
    large = replace(loaded, **lists, figures=figures, implied=loaded.implied | implied)
    monkeypatch.setattr(site, "MODULES", ("kewei.site.pages",))
    monkeypatch.setattr(site, "MAKERS", [maker for maker in site.MAKERS if maker.__module__ == "kewei.site.pages"])
    site.render(large, tmp_path)
    for path in tmp_path.rglob("*.html"):
        assert path.stat().st_size <= MOST_BYTES_OF_PAGE, path
    promised = sum(row["kind"] == "target" and not row["is_implied"] for row in large.targets)
    page = Reader((tmp_path / "zh/promises.html").read_text(encoding="utf-8")).root
    listed = len([row for row in page.all("tr") if row.attributes.get("id", "").startswith("p-")])
    assert listed < promised
    assert f"{promised}项承诺中，" in page.text()
    assert f"共{promised}项，这里列出{listed}项" in page.text()


def test_pages_say_nothing_of_the_machine_and_are_equal_twice(built_project, folder, tmp_path):
    """Equal bytes of an equal file, and no path, user or time of the machine that made them."""
    again = tmp_path / "site"
    site.write_site(built_project / "warehouse.duckdb", again)
    names = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    assert names == sorted(str(path.relative_to(again)) for path in again.rglob("*") if path.is_file())
    words = [str(PROJECT), str(built_project), str(Path.home()) + "/", os.uname().nodename]
    # Any two letters are somewhere in a compressed file.
    private = [word for word in words if len(word) > 4]
    for name in names:
        content = (folder / name).read_bytes()
        assert content == (again / name).read_bytes(), name
        assert not [word for word in private if word.encode() in content], name


def test_data_is_never_markup(loaded, tmp_path):
    """Texts, figures and ids of a stranger's file are shown, not run."""
    evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    figures = {
        name: row
        | {key: evil for key in ("figure", "indicator_zh", "indicator_en", "note_zh", "sentence")}
        | {"sentence_start": 0}
        for name, row in loaded.figures.items()
    }
    targets = [row | {"indicator_zh": evil, "caveat_zh": evil} for row in loaded.targets]
    site.render(replace(loaded, figures=figures, targets=targets), tmp_path)
    for path in tmp_path.rglob("*.html"):
        page = Reader(path.read_text(encoding="utf-8")).root
        assert not list(page.all("img"))
        assert all(
            "src" in script.attributes or "ld+json" in script.attributes["type"] for script in page.all("script")
        )


# Written whole or not at all.


def test_a_site_takes_the_place_of_another_whole(built_project, tmp_path, monkeypatch):
    """What fails on the way changes nothing, and leaves nothing behind."""
    out = tmp_path / "site"
    # Of one district, of which no exports are written.
    site.write_site(built_project / "warehouse.duckdb", out, ("310112",))
    (out / "zh/old.html").write_text("old", encoding="utf-8")
    before = (out / "zh/index.html").read_bytes()

    def fail(*_: object) -> str:
        raise OSError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr(site, "render_page", fail)
        with pytest.raises(OSError, match="no space left"):
            site.write_site(built_project / "warehouse.duckdb", out, ("310107",))
    assert (out / "zh/index.html").read_bytes() == before
    assert os.listdir(tmp_path) == ["site"]

    real = os.rename
    with monkeypatch.context() as patch:
        patch.setattr(site, "exchanged", lambda *_: False)
        patch.setattr(
            os,
            "rename",
            lambda source, goal: fail() if Path(goal) == out and ".tmp/site" not in str(source) else real(source, goal),
        )
        with pytest.raises(OSError, match="no space left"):
            site.write_site(built_project / "warehouse.duckdb", out, ("310112",))
    assert (out / "zh/index.html").read_bytes() == before
    assert os.listdir(tmp_path) == ["site"]

    site.write_site(built_project / "warehouse.duckdb", out, ("310107",))
    assert (out / "zh/index.html").read_bytes() != before
    assert not (out / "zh/old.html").exists()
    assert os.listdir(tmp_path) == ["site"]


def test_two_folders_are_exchanged_in_one_step(tmp_path):
    """On Linux no moment is without a site; where the system cannot, two steps do."""
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    if not site.exchanged(tmp_path / "new", tmp_path / "old"):
        pytest.skip("this system cannot exchange two folders")
    assert os.listdir(tmp_path / "old") == ["new"]
    assert os.listdir(tmp_path / "new") == ["old"]
    assert not site.exchanged(tmp_path / "new", tmp_path / "nowhere")


def test_other_files_are_not_replaced(built_project, tmp_path):
    """A folder that holds anything else stays as it is."""
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters/letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(FailedError, match="holds other files"):
        site.write_site(built_project / "warehouse.duckdb", tmp_path / "letters")
    with pytest.raises(FailedError, match="is not there"):
        site.write_site(built_project / "warehouse.duckdb", tmp_path / "nowhere/site")
    assert (tmp_path / "letters/letter.txt").read_text(encoding="utf-8") == "dear"


def test_districts_are_chosen(built_project, tmp_path, loaded):
    """Pages of one district; an unknown one is named with those that there are."""
    result = run(built_project, "kewei", "site", "--district", "310112", "--out", str(tmp_path / "one"))
    assert result.returncode == 0, result.stdout + result.stderr
    text = (tmp_path / "one/zh/index.html").read_text(encoding="utf-8")
    assert "闵行科技工作" in text
    assert "普陀科技" not in text
    ids = {row["id"] for row in loaded.findings if row["district_code"] == "310107"}
    assert ids
    found = Reader((tmp_path / "one/zh/doubts.html").read_text(encoding="utf-8")).root.all("article", "finding")
    assert not ids & {one.attributes["id"] for one in found}
    result = run(built_project, "kewei", "site", "--district", "999999", "--out", str(tmp_path / "none"))
    assert result.returncode == 1
    assert "310107, 310112" in result.stdout
    assert not (tmp_path / "none").exists()


def test_a_nation_needs_districts(built_project, monkeypatch):
    """Pages are for people: of too many figures none are made."""
    monkeypatch.setattr("kewei.site.queries.MOST_FIGURES", 100)
    with opened(built_project / "warehouse.duckdb") as connection:
        with pytest.raises(FailedError, match="--district CODE"):
            load(connection)
        assert load(connection, ("310112",)).districts


# Geometry.


def test_marks_stand_where_their_numbers_are():
    """An interval, an open end, one beyond the track, and a range in percent of a target."""
    scale = Scale(Decimal(0), Decimal(200))
    assert span(Decimal(50), Decimal(100), scale) == {"shape": "band", "implied": False, "x": 25.0, "width": 25.0}
    assert span(Decimal(50), Decimal(50), scale)["shape"] == "exact"
    assert span(Decimal(50), Decimal(51), scale) == {"shape": "narrow", "implied": False, "x": 25.25, "width": 0.0}
    assert span(Decimal(50), None, scale)["shape"] == "open_high"
    assert span(None, Decimal(50), scale)["shape"] == "open_low"
    assert span(Decimal(150), Decimal(300), scale)["width"] == 25.0
    assert span(Decimal(201), Decimal(300), scale)["shape"] == "beyond"
    assert span(None, None, scale)["shape"] == "unknown"
    assert target(Decimal(100), Decimal(125), scale) == {"shape": "range", "implied": False, "x": 50.0, "width": 12.5}
    row = {"target_low": Decimal(20), "target_high": Decimal(25)}
    assert relative(row, Decimal(20), Decimal(25)) == (80, 125)
    assert relative({"target_low": None, "target_high": None}, Decimal(1), None) == (None, None)
