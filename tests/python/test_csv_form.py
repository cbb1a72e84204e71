"""The form of the CSVs: each kind of damage gives one problem with its line and column."""

from __future__ import annotations

import pytest
from conftest import PROJECT

from kewei import csv_form

HEADER = ["char_start", "figure", "year"]
GOOD = "char_start,figure,year\n421,33家,2019\n433,23家,2019\n"

DAMAGED = {
    "byte_order_mark": (b"\xef\xbb\xbf" + GOOD.encode(), 1, "char_start", "byte order mark"),
    "saved_as_gbk": (GOOD.encode("gbk"), 2, "", "they fit GBK"),
    "no_encoding_at_all": (GOOD.encode() + b"\xff\xff\n", 4, "", "no encoding that we know"),
    "windows_line_ends": (GOOD.replace("\n", "\r\n").encode(), 1, "", "carriage return"),
    "swapped_header": (GOOD.replace("figure,year", "year,figure").encode(), 1, "year", "'year' as column 2"),
    "missing_header_column": (GOOD.replace("figure,year", "figure").encode(), 1, "year", "'' as column 3"),
    "extra_header_column": (GOOD.replace("figure,year", "figure,year,x").encode(), 1, "x", "further column 'x'"),
    "empty_file": (b"", 1, "char_start", "'' as column 1"),
    "too_many_cells": (GOOD.replace("33家,", "33家,,").encode(), 2, "year", "4 cells"),
    "too_few_cells": (GOOD.replace("33家,2019", "33家").encode(), 2, "figure", "2 cells"),
    "blank_row": (GOOD.replace("\n433", "\n\n433").encode(), 3, "", "blank row"),
    "row_of_commas": (GOOD.replace("\n433", "\n,,\n433").encode(), 3, "", "blank row"),
    "blank_before_a_cell": (GOOD.replace(",23家", ", 23家").encode(), 3, "figure", "blanks around '23家'"),
    "blank_after_a_cell": (GOOD.replace("23家,", "23家 ,").encode(), 3, "figure", "blanks around '23家'"),
    "full_width_digit": (GOOD.replace("23家", "２3家").encode(), 3, "figure", "full-width '２'"),
    "full_width_blank": (GOOD.replace("23家", "23　家").encode(), 3, "figure", "U+3000"),
    "zero_width_blank": (GOOD.replace("23家", "23\u200b家").encode(), 3, "figure", "U+200B"),
    "tab": (GOOD.replace("23家", "23\t家").encode(), 3, "figure", "U+0009"),
    "line_break_in_a_cell": (GOOD.replace("23家", '"23\n家"').encode(), 4, "figure", "U+000A"),
    "quote_never_closed": (GOOD.replace("23家", '"23家').encode(), 3, "", "no CSV"),
    "text_after_a_quote": (GOOD.replace("23家", '"23"家').encode(), 3, "", "no CSV"),
    "formula": (GOOD.replace("23家", "=1+1").encode(), 3, "figure", "formula"),
}


def test_a_good_file_passes() -> None:
    assert csv_form.check_file("x.csv", GOOD.encode(), HEADER) == []


@pytest.mark.parametrize("kind", DAMAGED)
def test_damage_is_told_with_its_place(kind: str) -> None:
    content, line, column, found = DAMAGED[kind]
    problems = csv_form.check_file("x.csv", content, HEADER)
    assert problems, "nothing was found"
    assert (problems[0].line, problems[0].column) == (line, column)
    assert found in problems[0].found
    assert problems[0].remedy


def test_all_problems_of_a_file_are_told_at_once() -> None:
    content = GOOD.replace("33家", "３3家").replace("23家", " 23家").encode()
    assert [problem.line for problem in csv_form.check_file("x.csv", content, HEADER)] == [2, 3]


def test_the_curated_csvs_are_in_good_form() -> None:
    assert csv_form.check(PROJECT) == []


def test_files_and_declarations_belong_together(tmp_path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "seeds.yml").write_text("seeds: [{name: lost, columns: [{name: a}]}]", encoding="utf-8")
    (seeds / "stray.csv").write_text("a\n1\n", encoding="utf-8")
    assert [problem.found for problem in csv_form.check(tmp_path)] == [
        "no such file",
        "a CSV that no YAML file declares",
    ]
