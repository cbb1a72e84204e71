"""Bad input that is stopped before dbt: each kind gives one problem with its file, line and column, all in one run."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PROJECT, copy_project

from kewei import csv_form
from kewei.problem import Problem

HEADER = ["char_start", "figure", "year"]
GOOD = "char_start,figure,year\n421,33家,2019\n433,23家,2019\n"

DAMAGED = {
    "byte_order_mark": (b"\xef\xbb\xbf" + GOOD.encode(), 1, "", "byte order mark"),
    "saved_as_gbk": (GOOD.encode("gbk"), 2, "", "they fit GBK"),
    "saved_as_utf16": (GOOD.encode("utf-16"), 1, "", "they fit UTF-16"),
    "no_encoding_at_all": (GOOD.encode() + b"\xff\xff,1,2\n", 4, "", "no encoding that we know"),
    "spreadsheet_named_csv": (b"PK\x03\x04" + bytes(100), 1, "", "a spreadsheet or archive"),
    "windows_line_ends": (GOOD.replace("\n", "\r\n").encode(), 1, "", "carriage return"),
    "old_mac_line_ends": (GOOD.replace("\n", "\r").encode(), 1, "", "carriage return"),
    "empty_file": (b"", 0, "", "an empty file"),
    "header_without_rows": (GOOD.encode().splitlines()[0] + b"\n", 1, "", "a header without rows"),
    "swapped_header": (GOOD.replace("figure,year", "year,figure").encode(), 1, "year", "'year' as column 2"),
    "missing_column": (GOOD.replace(",year", "").replace(",2019", "").encode(), 1, "year", "no such column"),
    "extra_column": (GOOD.replace("year", "year,x").replace("2019", "2019,1").encode(), 1, "x", "unknown column 'x'"),
    "column_twice": (GOOD.replace("year", "year,year").replace("2019", "2019,1").encode(), 1, "year", "column twice"),
    "semicolons": (GOOD.replace(",", ";").encode(), 1, "", "';' between the columns"),
    "tabs_between_cells": (GOOD.replace(",", "\t").encode(), 1, "", "between the columns"),
    "too_many_cells": (GOOD.replace("33家,", "33家,,").encode(), 2, "year", "4 cells"),
    "too_few_cells": (GOOD.replace("33家,2019", "33家").encode(), 2, "figure", "2 cells"),
    "blank_row": (GOOD.replace("\n433", "\n\n433").encode(), 3, "", "blank row"),
    "row_of_commas": (GOOD.replace("\n433", "\n,,\n433").encode(), 3, "", "blank row"),
    "merge_conflict": (GOOD.replace("\n433", "\n<<<<<<< HEAD\n433").encode(), 3, "", "mark of a merge conflict"),
    "blank_before_a_cell": (GOOD.replace(",23家", ", 23家").encode(), 3, "figure", "blanks around '23家'"),
    "blank_after_a_cell": (GOOD.replace("23家,", "23家 ,").encode(), 3, "figure", "blanks around '23家'"),
    "full_width_digit": (GOOD.replace("23家,2", "23家,２").encode(), 3, "year", "full-width '２'"),
    "full_width_blank": (GOOD.replace("23家", "23　家").encode(), 3, "figure", "U+3000"),
    "no_break_space": (GOOD.replace("23家", "23家\u00a0").encode(), 3, "figure", "U+00A0"),
    "zero_width_blank": (GOOD.replace("23家", "23\u200b家").encode(), 3, "figure", "U+200B"),
    "tab": (GOOD.replace("23家", "23\t家").encode(), 3, "figure", "U+0009"),
    "null_byte": (GOOD.replace("23家", "23\x00家").encode(), 3, "figure", "U+0000"),
    "right_to_left_override": (GOOD.replace("23家", "23\u202e家").encode(), 3, "figure", "U+202E"),
    "isolated_direction": (GOOD.replace("23家", "23\u2066家").encode(), 3, "figure", "U+2066"),
    "soft_hyphen": (GOOD.replace("23家", "23\u00ad家").encode(), 3, "figure", "U+00AD"),
    "variation_selector": (GOOD.replace("23家", "23\ufe0f家").encode(), 3, "figure", "U+FE0F"),
    "thin_space": (GOOD.replace("23家", "23\u2009家").encode(), 3, "figure", "U+2009"),
    "full_width_formula": (GOOD.replace("23家", "＝1+1").encode(), 3, "figure", "full-width '＝'"),
    "line_break_in_a_cell": (GOOD.replace("23家", '"23\n家"').encode(), 3, "", "not closed on its line"),
    "quote_never_closed": (GOOD.replace("23家", '"23家').encode(), 3, "", "not closed on its line"),
    "text_after_a_quote": (GOOD.replace("23家", '"23"家').encode(), 3, "", "no CSV"),
    "formula": (GOOD.replace("23家", "=1+1").encode(), 3, "figure", "formula"),
    "formula_of_another_program": (GOOD.replace("23家", "@SUM(A1)").encode(), 3, "figure", "formula"),
    "negative_count": (GOOD.replace("23家", "-23家").encode(), 3, "figure", "a sign"),
    "rows_out_of_order": (GOOD.replace("\n433", "\n43").encode(), 3, "char_start", "43 after 421"),
    "long_cell": (GOOD.replace("23家", "2" * 3000).encode(), 3, "figure", "3000 characters"),
    "cell_of_100_megabytes": (GOOD.replace("23家", "2" * 100_000_000).encode(), 3, "", "100000009 characters"),
}


def test_a_good_file_passes() -> None:
    assert csv_form.check_file("x.csv", GOOD.encode(), HEADER) == []


@pytest.mark.parametrize("kind", DAMAGED)
def test_damage_is_reported_once_with_its_place(kind: str) -> None:
    content, line, column, found = DAMAGED[kind]
    [problem] = csv_form.check_file("x.csv", content, HEADER)
    assert (problem.line, problem.column) == (line, column)
    assert found in problem.found
    assert problem.expected
    assert problem.remedy
    assert len(problem.found + problem.expected + problem.remedy) < 600


def test_figures_are_typed_as_printed() -> None:
    printed = GOOD.replace("33家", "３３家")
    for figure in ("-5.79%", "-0.45亿元", "+3.5%", "-5%～5%"):
        assert csv_form.check_file("x.csv", printed.replace("23家", figure).encode(), HEADER) == []
    for formula in ("-2+3", "+A1", "-5%-5%", "-3家+cmd|' /C calc'!A1"):
        assert csv_form.check_file("x.csv", printed.replace("23家", formula).encode(), HEADER)


def test_all_problems_of_a_file_are_reported_at_once() -> None:
    rows = GOOD.replace("33家,2", "33家,２").replace("23家", " 23家") + '900,"x,1\n=1,,\n\n901,2\n'
    content = b"\xef\xbb\xbf" + rows.replace("\n", "\r\n").encode()
    found = csv_form.check_file("x.csv", content, HEADER)
    assert [problem.line for problem in found] == [1, 1, 2, 3, 4, 5, 6, 7]


def test_every_line_in_no_encoding_is_reported() -> None:
    content = GOOD.encode() + b"501,\xff\xff,2019\n502,a,2019\n503,\xff\xff,2019\n"
    assert [problem.line for problem in csv_form.check_file("x.csv", content, HEADER)] == [4, 6]


def test_the_curated_csvs_are_in_good_form() -> None:
    assert csv_form.check(PROJECT) == []


def replace(file: str, old: str, new: str) -> Callable[[Path], None]:
    """An edit that puts another text in the place of one in a file."""

    def edit(project: Path) -> None:
        content = (project / file).read_text(encoding="utf-8")
        assert old in content
        (project / file).write_text(content.replace(old, new, 1), encoding="utf-8")

    return edit


def write(file: str, content: str) -> Callable[[Path], None]:
    """An edit that adds a file."""
    return lambda project: (project / file).write_text(content, encoding="utf-8")


# The edit, then the one problem: file, line (None: any), column, and words of what was found.
MISFILED = {
    "lost_catalogue": (lambda project: (project / "seeds/units.csv").unlink(), "seeds/units.csv", 0, "", "no such"),
    "undeclared_csv": (write("seeds/stray.csv", "a\n1\n"), "seeds/stray.csv", 0, "", "no YAML file declares"),
    "capital_ending": (write("seeds/more.CSV", "a\n1\n"), "seeds/more.CSV", 0, "", "the name 'more.CSV'"),
    "spreadsheet": (write("seeds/more.xlsx", "PK"), "seeds/more.xlsx", 0, "", "the name 'more.xlsx'"),
    "file_name_with_a_blank": (write("seeds/units copy.csv", "a\n"), "seeds/units copy.csv", 0, "", "the name"),
    "file_name_that_is_not_utf8": (
        lambda project: Path(os.fsdecode(os.fsencode(project) + b"/seeds/\xff\xfe.csv")).write_text("a\n"),
        None,
        0,
        "",
        "the name",
    ),
    "another_number_in_the_other_language": (
        replace("seeds/facts.csv", ",Part of the 18 measures.,", ",Part of the 28 measures.,"),
        "seeds/facts.csv",
        None,
        "note_zh",
        "the numbers 18 in",
    ),
    "folder_named_like_a_csv": (
        lambda project: (project / "seeds/more.csv").mkdir(),
        "seeds/more.csv",
        0,
        "",
        "folder",
    ),
    "link_that_leads_nowhere": (
        lambda project: (project / "seeds/more.csv").symlink_to("nowhere.csv"),
        "seeds/more.csv",
        0,
        "",
        "does not exist",
    ),
    "yaml_of_seeds_with_an_open_quote": (
        replace("seeds/seeds.yml", "{name: document_id,", '{name: "document_id,'),
        "seeds/seeds.yml",
        None,
        "",
        "text that does not declare seeds",
    ),
    "yaml_with_a_merge_conflict": (
        replace("seeds/seeds.yml", "seeds:\n", "seeds:\n<<<<<<< HEAD\n"),
        "seeds/seeds.yml",
        None,
        "",
        "text that does not declare seeds",
    ),
    "yaml_that_is_a_list": (
        write("seeds/seeds.yml", "- a\n"),
        "seeds/seeds.yml",
        0,
        "",
        "text that does not declare seeds",
    ),
    "yaml_without_seeds": (
        write("seeds/seeds.yml", "seeds: none\n"),
        "seeds/seeds.yml",
        0,
        "",
        "text that does not declare seeds",
    ),
    "seed_without_a_name": (
        replace("seeds/seeds.yml", "  - name: documents\n", "  - nmae: documents\n"),
        "seeds/seeds.yml",
        0,
        "",
        "text that does not declare seeds",
    ),
}


@pytest.mark.parametrize("kind", MISFILED)
def test_files_and_declarations_that_disagree_are_reported(tmp_path: Path, kind: str) -> None:
    edit, file, line, column, found = MISFILED[kind]
    project = copy_project(tmp_path / "project")
    edit(project)
    problems = csv_form.check(project)
    assert len(problems) == 1, "\n".join(map(str, problems))
    assert fits(problems[0], file, line, column, found), problems[0]
    problems[0].place.encode("utf-8")


def test_rows_of_each_document_are_in_the_order_of_the_text() -> None:
    header = ["document_id", "char_start", "figure"]
    rows = "document_id,char_start,figure\na,5,1家\na,7,2家\nb,1,3家\nb,3,4家\n"
    assert csv_form.check_file("x.csv", rows.encode(), header) == []
    [problem] = csv_form.check_file("x.csv", rows.replace("b,3", "b,0").encode(), header)
    assert (problem.line, problem.column, problem.found) == (5, "char_start", "0 after 1")


def fits(problem: Problem, file: str | None, line: int | None, column: str, found: str) -> bool:
    """Whether a problem is the one that is looked for."""
    return (
        problem.file == (file or problem.file)
        and problem.line == (problem.line if line is None else line)
        and problem.column == column
        and found in problem.found
        and bool(problem.expected)
        and bool(problem.remedy)
    )
