"""Pages to look things up: indicators, documents, data, changes, capture, how it is made, search."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal

from kewei.export import metadata
from kewei.site.documents import lines, pieces
from kewei.site.marks import Scale, span, target
from kewei.site.queries import MOST_LISTED, Row, Warehouse
from kewei.site.site import Page, beside, concept_path, document_path, file_name, pages

# The columns of a series to take away; without the words of the panels.
SERIES = (
    "id", "document_id", "district_code", "district_zh", "area_zh", "year", "period", "base_year", "indicator_code",
    "kind", "measure", "rank_group", "figure", "value", "value_low", "value_high", "bound", "unit",
    "char_start", "char_end", "repeat_of", "conflicts_with", "superseded_by",
)  # fmt: skip
QUERY = """\
select
    indicator, year, period, district, area_code, kind, measure, figure, value, value_low, value_high, bound, unit,
    document_id, char_start
from marts.fct_observations
where indicator_code in ({})
order by indicator_code, year, district, kind, measure;"""


@pages
def indicators(warehouse: Warehouse) -> Iterator[Page]:
    """The list of concepts with their definitions, and a page for each concept."""
    prints, implied = defaultdict(list), defaultdict(list)
    counts = Counter(figure["indicator_code"] for figure in warehouse.figures.values())
    newest = warehouse.newest()
    for figure in sorted(warehouse.figures.values(), key=in_time):
        if figure["id"] in newest:
            prints[figure["indicator_code"]].append(figure)
    for value in warehouse.implied.values():
        implied[value["indicator_code"]].append(value)
    themes = defaultdict(list)
    for code, members in listed(warehouse).items():
        themes[members[0]["theme"]].append((code, members))
    context = {"themes": dict(sorted(themes.items())), "counts": counts}
    yield Page(
        "indicators/index.html", "indicators.html.j2", "指标", "Indicators", context, "indicators", "指标", "Indicators"
    )
    for code, members in listed(warehouse).items():
        codes = {one["indicator_code"] for one in members}
        context = {
            "concept": members[0],
            "members": members,
            "prints": prints,
            "counts": counts,
            "implied": implied,
            "beside": [
                pair for pair in warehouse.pairs if {pair["indicator_code_a"], pair["indicator_code_b"]} <= codes
            ],
            "charts": {one["indicator_code"]: chart(prints[one["indicator_code"]]) for one in members},
            "query": QUERY.format(", ".join("'" + name.replace("'", "''") + "'" for name in sorted(codes))),
        }
        titles = members[0]["concept_zh"], members[0]["concept_en"]
        yield Page(concept_path(code), "concept.html.j2", *titles, context, "indicators")


def chart(prints: list[Row]) -> list[Row]:
    """Levels on one scale from zero, a row for each year and place, targets as lines; nothing for one print."""
    shown = [
        row
        for row in prints
        if row["measure"] == "level"
        and row["year"]
        and not (row["repeat_of"] or row["conflicts_with"] or row["superseded_by"])
    ]
    ends = [end for row in shown for end in (row["value_low"], row["value_high"]) if end is not None]
    # Of units or of periods that differ, bars would compare what cannot be compared.
    alike = {(row["unit"], row["period"]) for row in shown}
    if len(shown) < 2 or len(alike) != 1 or not ends or min(ends) < 0 or not max(ends):
        return []
    scale = Scale(0, max(ends) * Decimal("1.1"))
    groups: dict[tuple, Row] = {}
    for row in shown:
        place = row["year"], row["district_code"], row["area_zh"]
        group = groups.setdefault(
            place, {**row, "outcome": {"shape": "unknown"}, "goal": None, "reached": "", "wanted": ""}
        )
        if row["kind"] == "actual":
            group["outcome"] = span(row["value_low"], row["value_high"], scale, row["value"], row["bound"])
            group["reached"] = row["figure"]
        elif row["kind"] == "target":
            group["goal"] = target(row["value_low"], row["value_high"], scale, row["value"])
            group["wanted"] = row["figure"]
    return list(groups.values())


def listed(warehouse: Warehouse) -> dict[str, list[Row]]:
    """The indicators of each concept, headlines first; of some districts only those that they have something of."""
    used = {row["indicator_code"] for row in (*warehouse.figures.values(), *warehouse.implied.values())}
    found = defaultdict(list)
    for indicator in warehouse.indicators.values():
        if indicator["indicator_code"] in used or not warehouse.is_part:
            found[indicator["concept_code"]].append(indicator)
    for members in found.values():
        members.sort(key=lambda one: (not one["is_headline"], one["indicator_code"]))
    return dict(sorted(found.items()))


def in_time(figure: Row) -> tuple:
    """The order of prints: by year, those without one last, then by place, then by what they say."""
    return (
        figure["year"] is None,
        figure["year"] or 0,
        figure["period"],
        figure["district_code"] or "",
        figure["area_zh"] or "",
        figure["kind"],
        figure["measure"],
        figure["document_id"],
        figure["char_start"],
        figure["id"],
    )


def series(prints: list[Row]) -> str:
    """The prints of an indicator as CSV."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(["observation_id", *(name.removesuffix("_zh") for name in SERIES[1:])])
    for row in prints:
        values = (row[name] for name in SERIES)
        writer.writerow([f"{one.normalize():f}" if isinstance(one, Decimal) else one for one in values])
    return buffer.getvalue()


@pages
def documents(warehouse: Warehouse) -> Iterator[Page]:
    """The list of documents, those that are missing, and a page for each with every numeral in its place."""
    years = sorted({row["year"] for row in warehouse.coverage})
    context = {"years": years, "coverage": by_district_and_type(warehouse.coverage)}
    yield Page(
        "documents/index.html", "documents.html.j2", "文件", "Documents", context, "documents", "文件", "Documents"
    )
    figures = defaultdict(list)
    for figure in warehouse.figures.values():
        figures[figure["document_id"]].append(figure)
    newest = warehouse.newest()
    # Too many figures for the folder: of older documents only the places of figures are listed.
    is_large = warehouse.most is not None
    for name, document in warehouse.documents.items():
        numerals = numerals_of(warehouse, name)
        text, reason = warehouse.texts.get(name, (None, "no_folder"))
        if is_large and not any(figure["id"] in newest for figure in figures[name]):
            text, reason = None, "older"
        if text is not None:
            start, end = document["part_start"] or 0, document["part_end"] or len(text)
            text = lines(pieces(text, start, end, numerals, figures[name]))
        context = {
            "document": document,
            "numerals": numerals,
            "kinds": kinds_of(numerals),
            "listed": [row for row in numerals if row["ids"] or not is_large],
            "lines": text,
            "reason": reason,
        }
        titles = document["title_zh"], document["title_en"]
        yield Page(document_path(name), "document.html.j2", *titles, context, "documents", far=True)


def by_district_and_type(coverage: list[Row]) -> dict[tuple[str, str], dict[int, Row]]:
    """What is known of each year, by district and type of document."""
    found: dict[tuple[str, str], dict[int, Row]] = defaultdict(dict)
    for row in coverage:
        found[row["district_code"], row["document_type"]][row["year"]] = row
    return found


def numerals_of(warehouse: Warehouse, document_id: str) -> list[Row]:
    """The numerals of a document, each with the figures that rest on it."""
    ids = defaultdict(list)
    for figure in warehouse.figures.values():
        if figure["document_id"] == document_id:
            ids[figure["char_start"]].append(figure["id"])
    return [{**row, "ids": ids[row["char_start"]]} for row in warehouse.numerals.get(document_id, ())]


def kinds_of(numerals: list[Row]) -> list[Row]:
    """How many numerals are of each kind; figures first, then the most frequent."""
    counts = Counter(row["disposition"] for row in numerals)
    order = sorted(counts, key=lambda name: (not name.startswith("figure"), -counts[name], name))
    return [{"disposition": name, "count": counts[name], "is_figure": name.startswith("figure")} for name in order]


@pages
def capture(warehouse: Warehouse) -> Iterator[Page]:
    """Numerals by what they are, and how far two readings agree."""
    counts = {
        name: Counter(row["disposition"] for row in warehouse.numerals.get(name, ())) for name in warehouse.documents
    }
    every = sum(counts.values(), Counter())
    context = {"counts": counts, "every": every.most_common(), "subject": subject}
    yield Page("capture.html", "capture.html.j2", "采录质量", "How well it was captured", context)


@pages
def changes(warehouse: Warehouse) -> Iterator[Page]:
    """What changed since when."""
    yield Page(
        "changes.html",
        "changes.html.j2",
        "改动记录",
        "What changed",
        {"without_zeros": without_zeros, "subject": subject},
        far=True,
    )


# What the CSVs and their columns are called where people read them; what is not here keeps its name.
SUBJECTS = {
    "area_code": ("地点", "place"),
    "areas": ("地点", "Places"),
    "base_year": ("基期", "base year"),
    "basis": ("流量或存量", "flow or stock"),
    "bound": ("上下限", "bound"),
    "caveat": ("提示", "caveat"),
    "caveat_zh": ("提示（中文）", "caveat in Chinese"),
    "claimed_verdict": ("文件自述", "claim of the document"),
    "codelists": ("代码", "Codes"),
    "comparability": ("可比性判断", "Comparability"),
    "concept_code": ("概念", "concept"),
    "concepts": ("概念", "Concepts"),
    "covers_year": ("反映年度", "year described"),
    "damage_note": ("文本瑕疵", "damage"),
    "damage_note_zh": ("文本瑕疵（中文）", "damage in Chinese"),
    "definition": ("口径说明（英文）", "definition"),
    "definition_en": ("口径说明（英文）", "definition"),
    "definition_zh": ("口径说明", "definition in Chinese"),
    "dimension": ("量纲", "dimension"),
    "direction": ("好坏方向", "direction"),
    "disposition": ("归类", "kind of numeral"),
    "district_code": ("区", "district"),
    "districts": ("区", "Districts"),
    "document_number": ("文号", "number of the document"),
    "document_type": ("文件类型", "type of document"),
    "documents": ("文件", "Documents"),
    "fact_details": ("数据的补充说明", "Details of figures"),
    "facts": ("数据", "Figures"),
    "figure": ("数据", "figure"),
    "figures": ("数据", "Figures"),
    "funder": ("出资方", "funder"),
    "funding_stage": ("资金阶段", "stage of funding"),
    "grade": ("可比等级", "grade"),
    "identities": ("勾稽关系", "Sums and shares"),
    "indicator_code": ("指标", "indicator"),
    "indicators": ("指标", "Indicators"),
    "is_complete": ("是否列全", "whether complete"),
    "is_headline": ("是否重点", "whether headline"),
    "issued_on": ("印发日期", "day of issue"),
    "kind": ("种类", "kind"),
    "label": ("名称（英文）", "label"),
    "label_en": ("名称（英文）", "label"),
    "label_zh": ("名称", "label in Chinese"),
    "measure": ("计量方式", "measure"),
    "multiplier": ("倍数", "multiplier"),
    "note": ("附注", "note"),
    "note_zh": ("附注（中文）", "note in Chinese"),
    "numerals": ("每处数字", "Numerals"),
    "period": ("时段", "period"),
    "public_money": ("财政资金", "Public money"),
    "rank_group": ("排名范围", "group ranked"),
    "reasons": ("理由", "reasons"),
    "relation": ("关系", "relation"),
    "row": ("整行", "whole row"),
    "strength": ("力度", "strength"),
    "subject": ("对象", "subject"),
    "target_kind": ("目标类型", "kind of target"),
    "target_notes": ("目标的附注", "Notes on targets"),
    "targets": ("目标", "Targets"),
    "unit": ("单位", "unit"),
    "units": ("单位", "Units"),
    "value": ("数值", "value"),
    "value_high": ("上端", "upper end"),
    "value_low": ("下端", "lower end"),
    "year": ("所属年份", "year"),
}


def subject(name: str) -> Row:
    """What a CSV or a column is called where people read it."""
    chinese, english = SUBJECTS.get(name, (name, name))
    return {"name_zh": chinese, "name_en": english}


def without_zeros(entry: str) -> str:
    """An entry of a decimal without the zeros that its type adds: 5000 for 5000.000000."""
    return re.sub(r"^(-?\d+)(?:\.0+|(\.\d*?[1-9])0+)$", r"\1\2", entry)


@pages
def data(warehouse: Warehouse) -> Iterator[Page]:
    """Files to take away, with all that a program or a citation needs."""
    described = warehouse.described
    context = {"described": described, "loaders": LOADERS, "in_language": in_one_language}
    context["json_ld"] = in_script(in_folder(metadata.schema_org(described)))
    context["files_of"] = {
        table["name"]: [file for file in described["files"] if file.get("table") == table["name"]]
        for table in described["tables"]
    }
    yield Page("data.html", "data.html.j2", "数据", "Data", context, "data", "数据", "Data")


def in_folder(content: dict) -> dict:
    """schema.org's description for the page, which sees the files below data/ from the folder of a language."""
    files = [{**file, "contentUrl": f"../data/{file['contentUrl']}"} for file in content["distribution"]]
    return {**content, "distribution": files}


def in_script(content: dict) -> str:
    """JSON that nothing in it can end before its script does."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def in_one_language(text: str, language: str) -> str:
    """A description of the file in one language: English, then Chinese after 【中】."""
    english, _, chinese = text.partition("【中】")
    return " ".join((chinese or english if language == "zh" else english).split())


LOADERS = {
    "Python": """\
import pandas

figures = pandas.read_parquet("data/parquet/fct_observations.parquet")
codes = {"district_code": str}
figures = pandas.read_csv("data/csv/fct_observations.csv", dtype=codes, keep_default_na=False, na_values=[""])""",
    "R": """\
figures <- arrow::read_parquet("data/parquet/fct_observations.parquet")
codes <- readr::cols(district_code = "c")
figures <- readr::read_csv("data/csv/fct_observations.csv", na = "", col_types = codes)""",
    "DuckDB": """\
from 'data/parquet/fct_observations.parquet';
from read_csv('data/csv/fct_observations.csv', types = {'district_code': 'varchar'});""",
}


@pages
def how(warehouse: Warehouse) -> Iterator[Page]:
    """How a figure gets from a document to a page."""
    yield Page("how.html", "how.html.j2", "数据怎样得来", "How it is made", {})


@pages
def search(warehouse: Warehouse) -> Iterator[Page]:
    """Every figure, indicator and document in one list, which a script narrows."""
    figures = sorted(warehouse.figures.values(), key=lambda figure: (figure["indicator_code"], *in_time(figure)))
    if len(figures) > MOST_LISTED:
        figures = []
    context = {"figures": figures, "concepts": listed(warehouse)}
    yield Page("search.html", "search.html.j2", "查找", "Find", context, "search", "查找", "Find")


@beside
def files(warehouse: Warehouse) -> Iterator[tuple[str, bytes]]:
    """What is beside the pages: each indicator's prints as CSV."""
    prints = defaultdict(list)
    for figure in sorted(warehouse.figures.values(), key=in_time):
        prints[figure["indicator_code"]].append(figure)
    for code, rows in prints.items():
        yield f"series/{file_name(code)}.csv", series(rows).encode()
