"""A curator's slips, one at a time, without the documents at hand: each is told with file, line and column,
and the published warehouse stays as it was."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import copy_project, run

FACTS = "seeds/facts/facts_putuo_2023_summary.csv"
NUMERALS = "seeds/numerals/numerals_putuo_2023_summary.csv"
ROW = "6425,131.91亿,310107,,technology_contract_value,2023,actual,level,,,Printed without 元.\n"
RATE = "6439,44.4%,310107,,technology_contract_value,2023,actual,change_pct,,,"


def replace(old: str, new: str):
    """An edit that replaces one text by another and insists on finding it once."""

    def edit(content: bytes) -> bytes:
        assert content.count(old.encode()) == 1, old
        return content.replace(old.encode(), new.encode())

    return edit


# name: file, edit, column in the message, words in the message
SLIPS = {
    "one_digit_of_a_figure": (FACTS, replace("6425,131.91亿", "6425,131.97亿"), "figure", "numeral 131.91"),
    "one_digit_of_a_year": (FACTS, replace(ROW, ROW.replace("2023", "2022")), "year", "'2023', as the second entry"),
    "one_unit": (FACTS, replace("495,10594万元", "495,10594亿元"), "figure", "'10594万元', as the second entry"),
    "unknown_unit": (FACTS, replace("495,10594万元", "495,10594万磅"), "figure", "its unit is not in seeds/units.csv"),
    "sibling_indicator": (
        FACTS,
        replace("441,67家,310107,,hnte_first_certified", "441,67家,310107,,hnte_newly_certified"),
        "indicator_code",
        "'hnte_first_certified', as the second entry",
    ),
    "unknown_indicator": (
        FACTS,
        replace(ROW, ROW.replace("_value", "_valeu")),
        "indicator_code",
        "listed as indicator_code in",
    ),
    "char_start_off_by_one": (FACTS, replace("6425,131.91", "6426,131.91"), "char_start", "the start of a numeral"),
    "deleted_row": (FACTS, replace(ROW, ""), "char_start", "the row that seeds/second_entries has"),
    "duplicated_row": (FACTS, replace(ROW, ROW * 2), "char_start", "2 rows"),
    "swapped_header": (FACTS, replace("char_start,figure", "figure,char_start"), "figure", "'char_start'"),
    "saved_as_gbk": (FACTS, lambda content: content.decode().encode("gbk"), "", "GBK"),
    "byte_order_mark": (FACTS, lambda content: b"\xef\xbb\xbf" + content, "char_start", "byte order mark"),
    "percent_for_a_level": (FACTS, replace(RATE, RATE.replace("change_pct", "level")), "figure", "counted in 元"),
    "letter_in_a_year": (FACTS, replace(ROW, ROW.replace("2023", "2O23")), "year", "a year with four digits"),
    "disposition_changed": (
        NUMERALS,
        replace("6425,131.91,figure", "6425,131.91,name"),
        "disposition",
        "the fact 131.91亿 starts here",
    ),
    "lost_ledger_row": (NUMERALS, replace("5,2024,document_number\n", ""), "char_start", "331 numerals"),
}


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project that was built and published without the documents."""
    project = copy_project(tmp_path_factory.mktemp("curated") / "project")
    result = run(project, "kewei", "build")
    assert result.returncode == 0, result.stdout + result.stderr
    assert "skipped, because the documents are not at hand" in result.stdout
    return project


@pytest.fixture
def restored(curated: Path) -> Iterator[Path]:
    """The curated project, with its CSVs put back after the test."""
    before = {path: path.read_bytes() for path in (curated / "seeds").rglob("*.csv")}
    yield curated
    for path, content in before.items():
        path.write_bytes(content)


def fingerprint(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def changed_line(before: bytes, after: bytes) -> int:
    """First line, from 1, in which two contents differ; 0 when lines were only taken away at the end."""
    for number, (one, other) in enumerate(zip(before.splitlines(), after.splitlines(), strict=False), 1):
        if one != other:
            return number
    return 0


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_and_nothing_is_published(restored: Path, slip: str) -> None:
    file, edit, column, words = SLIPS[slip]
    path = restored / file
    before = path.read_bytes()
    path.write_bytes(edit(before))
    published = fingerprint(restored / "warehouse.duckdb")

    result = run(restored, "kewei", "build")

    assert result.returncode == 1, result.stdout + result.stderr
    told = [block for block in result.stdout.split("\n\n") if words in block]
    assert told, result.stdout
    place = told[0].splitlines()[0] if told[0].startswith("seeds/") else told[0].strip().splitlines()[0]
    assert place.startswith(file), place
    assert (f"column {column}" in place) if column else True, place
    if slip != "lost_ledger_row":
        assert f"{file}:{changed_line(before, path.read_bytes())}" in place, place
    assert "remedy" in told[0]
    assert "warehouse.duckdb stays as it was." in result.stdout
    assert fingerprint(restored / "warehouse.duckdb") == published
