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
    "full_width_digit": (GOOD.replace("23家", "２3家").encode(), 3, "figure", "full-width '２'"),
    "full_width_blank": (GOOD.replace("23家", "23　家").encode(), 3, "figure", "U+3000"),
    "no_break_space": (GOOD.replace("23家", "23家\u00a0").encode(), 3, "figure", "U+00A0"),
    "zero_width_blank": (GOOD.replace("23家", "23\u200b家").encode(), 3, "figure", "U+200B"),
    "tab": (GOOD.replace("23家", "23\t家").encode(), 3, "figure", "U+0009"),
    "null_byte": (GOOD.replace("23家", "23\x00家").encode(), 3, "figure", "U+0000"),
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
def test_damage_is_told_once_with_its_place(kind: str) -> None:
    content, line, column, found = DAMAGED[kind]
    [problem] = csv_form.check_file("x.csv", content, HEADER)
    assert (problem.line, problem.column) == (line, column)
    assert found in problem.found
    assert problem.expected
    assert problem.remedy
    assert len(str(problem)) < 600


def test_all_problems_of_a_file_are_told_at_once() -> None:
    rows = GOOD.replace("33家", "３3家").replace("23家", " 23家") + '900,"x,1\n=1,,\n\n901,2\n'
    content = b"\xef\xbb\xbf" + rows.replace("\n", "\r\n").encode()
    found = csv_form.check_file("x.csv", content, HEADER)
    assert [problem.line for problem in found] == [1, 1, 2, 3, 4, 5, 6, 7]


def test_every_line_in_no_encoding_is_told() -> None:
    content = GOOD.encode() + b"501,\xff\xff,2019\n502,a,2019\n503,\xff\xff,2019\n"
    assert [problem.line for problem in csv_form.check_file("x.csv", content, HEADER)] == [4, 6]


def test_the_curated_csvs_are_in_good_form() -> None:
    assert csv_form.check(PROJECT) == []


FACTS = "seeds/facts/facts_putuo_2025_plan.csv"


def replace(file: str, old: str, new: str) -> Callable[[Path], None]:
    """An edit that puts another text in the place of one that stands in a file."""

    def edit(project: Path) -> None:
        content = (project / file).read_text(encoding="utf-8")
        assert old in content
        (project / file).write_text(content.replace(old, new, 1), encoding="utf-8")

    return edit


def rename(file: str, new: str) -> Callable[[Path], None]:
    """An edit that renames a file."""
    return lambda project: (project / file).rename(project / new)


def write(file: str, content: str) -> Callable[[Path], None]:
    """An edit that adds a file."""
    return lambda project: (project / file).write_text(content, encoding="utf-8")


# The edit, then the one problem: file, line (None: any), column, and words of what was found.
MISFILED = {
    "document_without_facts": (lambda project: (project / FACTS).unlink(), FACTS, 0, "", "no such file"),
    "facts_without_a_document": (
        write("seeds/facts/facts_minhang_2030_plan.csv", "char_start\n1\n"),
        "seeds/facts/facts_minhang_2030_plan.csv",
        0,
        "",
        "a file for 'minhang_2030_plan'",
    ),
    "document_missing_in_the_project": (
        replace("dbt_project.yml", "    - putuo_2025_plan\n", ""),
        "seeds/documents.csv",
        6,
        "document_id",
        "'putuo_2025_plan'",
    ),
    "document_missing_in_documents": (
        replace("seeds/documents.csv", "putuo_2025_plan,", "putuo_2026_plan,"),
        "seeds/documents.csv",
        None,
        "document_id",
        "putuo_202",
    ),
    "document_twice_in_the_project": (
        replace("dbt_project.yml", "    - putuo_2025_plan\n", "    - putuo_2025_plan\n    - putuo_2025_plan\n"),
        "dbt_project.yml",
        None,
        "document_ids",
        "twice",
    ),
    "undeclared_document": (
        replace("seeds/facts/facts.yml", "name: facts_putuo_2025_plan", "name: facts_putuo_2026_plan"),
        "seeds/facts/facts.yml",
        0,
        "",
        "no seed facts_putuo_2025_plan",
    ),
    "lost_catalogue": (lambda project: (project / "seeds/units.csv").unlink(), "seeds/units.csv", 0, "", "no such"),
    "undeclared_csv": (write("seeds/stray.csv", "a\n1\n"), "seeds/stray.csv", 0, "", "no YAML file declares"),
    "two_csvs_of_one_name": (
        write("seeds/facts/units.csv", "a\n1\n"),
        None,
        0,
        "",
        "a second file named units.csv",
    ),
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
        "leads nowhere",
    ),
    "yaml_with_a_tab": (
        replace("dbt_project.yml", "vars:\n", "vars:\n\tx: 1\n"),
        "dbt_project.yml",
        None,
        "",
        "text that is no YAML",
    ),
    "yaml_of_seeds_with_an_open_quote": (
        replace("seeds/facts/facts.yml", 'description: "', 'description: "" "'),
        "seeds/facts/facts.yml",
        None,
        "",
        "text that is no YAML",
    ),
    "as_of_is_no_date": (
        replace("dbt_project.yml", "as_of: null", "as_of: 2026-02-30"),
        "dbt_project.yml",
        None,
        "",
        "'2026-02-30': day is out of range",
    ),
    "yaml_with_a_merge_conflict": (
        replace("seeds/seeds.yml", "seeds:\n", "seeds:\n<<<<<<< HEAD\n"),
        "seeds/seeds.yml",
        2,
        "",
        "mark of a merge conflict",
    ),
    "yaml_that_is_a_list": (write("seeds/seeds.yml", "- a\n"), "seeds/seeds.yml", 0, "", "a list"),
    "yaml_without_seeds": (
        write("seeds/facts/facts.yml", "seeds: none\n"),
        "seeds/facts/facts.yml",
        0,
        "seeds",
        "none",
    ),
    "seed_without_a_name": (
        replace("seeds/seeds.yml", "  - name: documents\n", "  - nmae: documents\n"),
        "seeds/seeds.yml",
        0,
        "name",
        "seed 1 without a name",
    ),
    "renamed_yaml": (
        rename("seeds/facts/facts.yml", "seeds/facts/facts.yaml"),
        "seeds/facts/facts.yml",
        0,
        "",
        "no such file",
    ),
    "empty_settings": (write("dbt_project.yml", ""), "dbt_project.yml", 0, "", "nothing"),
    "empty_profile": (write("profiles.yml", "\n"), "profiles.yml", 0, "", "nothing"),
    "documents_that_are_no_list": (
        replace("dbt_project.yml", "  document_ids:\n", "  document_ids: all\n  others:\n"),
        "dbt_project.yml",
        None,
        "document_ids",
        "'all'",
    ),
    "unknown_var": (
        replace("dbt_project.yml", "as_of: null", "asof: null"),
        "dbt_project.yml",
        None,
        "asof",
        "unknown",
    ),
    "as_of_without_hyphens": (
        replace("dbt_project.yml", "as_of: null", 'as_of: "20251231"'),
        "dbt_project.yml",
        None,
        "as_of",
        "'20251231'",
    ),
    "as_of_is_a_word": (
        replace("dbt_project.yml", "as_of: null", "as_of: tomorrow"),
        "dbt_project.yml",
        None,
        "as_of",
        "'tomorrow'",
    ),
    "column_that_would_not_load_as_text": (
        replace("dbt_project.yml", "        full_name: string\n", ""),
        "dbt_project.yml",
        None,
        "full_name",
        "no type for the column",
    ),
    "lost_settings": (lambda project: (project / "profiles.yml").unlink(), "profiles.yml", 0, "", "no such file"),
}


@pytest.mark.parametrize("kind", MISFILED)
def test_files_and_settings_that_disagree_are_told(tmp_path: Path, kind: str) -> None:
    edit, file, line, column, found = MISFILED[kind]
    project = copy_project(tmp_path / "project")
    edit(project)
    problems = csv_form.check(project)
    assert problems, "nothing was found"
    fitting = [problem for problem in problems if fits(problem, file, line, column, found)]
    assert fitting, "\n".join(map(str, problems))
    # A document that is lost in one list is told once for each place that still has it.
    assert (
        len(problems) == 1
        or kind in ("two_csvs_of_one_name", "document_missing_in_documents", "documents_that_are_no_list")
        or all("putuo_2025_plan" in str(problem) for problem in problems)
    ), "\n".join(map(str, problems))
    "\n".join(map(str, problems)).encode("utf-8")


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


def test_the_kinds_of_bad_input_are_counted(tell) -> None:
    from test_curation_errors import CELLS, MEANING

    tell(
        f"bad input: {len(DAMAGED)} kinds of damaged files, {len(MISFILED)} of files and settings that disagree, "
        f"{len(CELLS) + len(MEANING)} of cells that say something wrong"
    )
