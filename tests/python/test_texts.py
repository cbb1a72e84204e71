"""Pages for people: both languages of a page hold the same, each in its own punctuation, and links lead to files."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
import yaml
from conftest import PROJECT
from test_repository import tracked_files

CHINESE = "[\u3007\u4e00-\u9fff]"
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\[([^]\n]*)\]\(([^)\s]+)\)")

PAGES = [name for name in tracked_files() if name.endswith(".md")]
CHINESE_PAGES = [name for name in PAGES if name.endswith(".zh-CN.md")]


def text_of(page: str) -> str:
    """A page of the project."""
    return (PROJECT / page).read_text(encoding="utf-8")


def in_english(name: str) -> str:
    """The English name of a page or column that has one in each language."""
    return re.sub(r"_zh\b", "_en", name.replace(".zh-CN", ""))


def commands(language: str, block: str) -> list[str]:
    """What a block holds besides its comments: commands, SQL, the names in a tree of files, words in backticks."""
    lines = block.split("\n")
    if language in ("sh", "sql"):
        lines = [re.sub("(#|--( |$)).*", "", line) for line in lines]
    elif not language:
        # A name, two blanks or more, and what it is; lines that go on are indented further.
        lines = [line.strip().split("  ")[0] for line in lines if re.match(" {0,4}[^ ]", line)]
    return [line.strip() for line in lines if line.strip()] + CODE.findall(block)


def sections(page: str) -> list[dict]:
    """Each section of a page: how many rows and items it has, and the code and links it names."""
    found = []
    text = FENCE.sub(lambda fence: fence[0].replace("\n## ", "\n"), text_of(page))
    for section in re.split("^## ", text, flags=re.MULTILINE):
        prose = FENCE.sub("", section)
        named = CODE.findall(prose) + [target for _, target in LINK.findall(prose)]
        for language, block in FENCE.findall(section):
            named += commands(language, block)
        found.append(
            {
                # A sentence in backticks is an example of what a curator writes.
                "named": {in_english(name) for name in named if not name.endswith(".")},
                "rows": len(re.findall(r"^\|", prose, re.MULTILINE)),
                "items": len(re.findall("^- ", prose, re.MULTILINE)),
                "subsections": section.count("\n###"),
            }
        )
    return found


@pytest.mark.parametrize("page", CHINESE_PAGES)
def test_both_languages_have_the_same_sections_commands_and_files(page: str) -> None:
    chinese, english = sections(page), sections(in_english(page))
    assert len(chinese) == len(english)
    for number, (one, other) in enumerate(zip(chinese, english, strict=True)):
        missing, surplus = other["named"] - one["named"], one["named"] - other["named"]
        assert (number, missing, surplus) == (number, set(), set())
        assert one == other, f"section {number}"


def chinese_prose(page: str) -> list[tuple[int, str]]:
    """Lines of Chinese prose with their numbers. Code counts as a word of the sentence, and links are their text."""
    text = FENCE.sub(lambda fence: "\n" * fence[0].count("\n"), text_of(page))
    text = LINK.sub(lambda link: link[1], CODE.sub("码", text))
    lines = list(enumerate(text.split("\n"), 1))
    if page.endswith(".zh-CN.md"):
        return lines
    # Of a page in both languages, those cells and lines that begin in Chinese.
    cells = [(number, cell.strip()) for number, line in lines for cell in line.split(" | ")]
    return [(number, cell) for number, cell in cells if re.match(f"{CHINESE}(?!$)", cell.replace("码", ""))]


@pytest.mark.parametrize("page", [*CHINESE_PAGES, "docs/glossary.md"])
def test_chinese_prose_has_full_width_punctuation(page: str) -> None:
    half = re.compile(f"{CHINESE}[*]*[,.:;?!()]|[,.:;?!()][*]*{CHINESE}")
    lines = chinese_prose(page)
    assert sum(len(re.findall(CHINESE, line)) for _, line in lines) > 300
    assert [f"{page}:{number}: {line}" for number, line in lines if half.search(line)] == []


@pytest.mark.parametrize("page", CHINESE_PAGES)
def test_emphasis_in_chinese_is_shown(page: str) -> None:
    # In CommonMark a star between a mark inside and a character outside stays a star.
    for number, line in chinese_prose(page):
        for before, _, inside, after in re.findall(r"(^|.)([*]+)([^*]+)\2(.|$)", line):
            inner = re.match(r"\W", inside), re.search(r"\W$", inside)
            outer = re.match(r"\w", before), re.match(r"\w", after)
            assert not any(one and other for one, other in zip(inner, outer, strict=True)), f"{page}:{number}: {inside}"


@pytest.mark.parametrize("page", CHINESE_PAGES)
def test_each_language_begins_with_a_link_to_the_other(page: str) -> None:
    english = in_english(page)
    assert text_of(page).startswith(f"[English]({english.split('/')[-1]}) | 中文\n")
    assert text_of(english).startswith(f"English | [中文]({page.split('/')[-1]})\n")


@pytest.mark.parametrize("page", PAGES)
def test_every_relative_link_leads_to_a_file(page: str) -> None:
    prose = CODE.sub("", FENCE.sub("", text_of(page)))
    # The pages of `make site` lie beside dbt's page once they are made; tests/python/test_lookup.py checks that way.
    elsewhere = re.compile("[a-z]+:|#|[.][.]/site/")
    targets = [target.split("#")[0] for _, target in LINK.findall(prose) if not elsewhere.match(target)]
    folder = (PROJECT / page).parent
    assert [target for target in targets if not (folder / target).is_file()] == []


def glossary() -> list[list[str]]:
    """The terms: English, Chinese, both definitions, where the term is met."""
    rows = [
        line.strip("|\n ").split(" | ") for line in text_of("docs/glossary.md").splitlines() if line.startswith("| ")
    ]
    return rows[1:]


def test_the_glossary_has_each_term_once_in_both_languages() -> None:
    rows = glossary()
    assert [row for row in rows if len(row) != 5 or not all(row)] == []
    terms = [row[0].lower() for row in rows]
    assert terms == sorted(set(terms))
    assert len({row[1] for row in rows}) == len(rows)
    assert [row for row in rows if re.search(CHINESE, row[0] + row[2])] == []
    assert [row for row in rows if not re.search(CHINESE, row[1]) or not re.search(CHINESE, row[3])] == []


def names_in_marts() -> set[str]:
    """Tables and columns of the marts, and schemas."""
    names = {"marts", "snapshots"}
    for path in (PROJECT / "models/marts").rglob("*.yml"):
        for model in yaml.safe_load(path.read_text(encoding="utf-8")).get("models", []):
            names |= {model["name"]} | {column["name"] for column in model["columns"]}
    return names


def test_the_glossary_names_tables_columns_and_files_that_exist() -> None:
    names, gone = names_in_marts(), []
    for term, _, _, _, where in glossary():
        for code in CODE.findall(where):
            if "/" in code:
                found = (PROJECT / code).exists()
            else:
                found = set(code.split(" = ")[0].split(".")) <= names or code == code.upper()
            gone += [] if found else [f"{term}: {code}"]
    assert gone == []


def test_the_glossary_calls_codes_by_their_labels() -> None:
    with Path(PROJECT / "seeds/codelists.csv").open(encoding="utf-8", newline="") as file:
        labels = {(row["codelist"], row["code"]): row["label_zh"] for row in csv.DictReader(file)}
    compared, other = 0, []
    for term, chinese, _, _, where in glossary():
        pairs = [(column, code) for column, code in re.findall("`(\\w+) = '(\\w+)'`", where) if column != "unit"]
        for column, code in pairs or [(where.strip("`"), term)]:
            if (column, code) in labels:
                compared += 1
                other += [] if labels[column, code] == chinese else [f"{term}: {chinese}, {labels[column, code]}"]
    assert compared >= 12
    assert other == []
