"""The form of the curated CSVs, checked before dbt loads them: names, encoding, header, rows, cells.

dbt loads what it can and says little about what it cannot; a wrong encoding or a swapped header would surface as a
puzzle three layers further on. All problems of all files are reported in one run. What the cells mean is tested in SQL.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from kewei.problem import Problem

FILE_NAME = re.compile("[a-z][a-z0-9_]*[.]csv")
# Files that somebody meant as a CSV; dbt would ignore them without a message.
SPREADSHEETS = {".csv", ".tsv", ".txt", ".xls", ".xlsx", ".ods", ".numbers"}
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
ZIP_MARK = b"PK\x03\x04"
# Full-width digits and Latin letters look like their plain twins and never match them.
FULL_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ．％＝＋＠]")
# Figures are typed as printed, and the reading brings their numerals into one form.
FULL_WIDTH_BESIDE_NUMERALS = re.compile("[Ａ-Ｚａ-ｚ＝＋＠]")
AS_PRINTED = ("figure", "numeral")
# Controls, blanks of other widths, soft hyphens, zero-width characters, marks of direction, variation selectors, tags.
INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f"
    "\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
# A sign alone is a word, as in seeds/printed_words.csv, and a minus before a plain number is a sign.
FORMULA = re.compile("^(?:[=+@].|-(?![0-9][0-9,.]*[%‰]?$).)")
# A figure may have its sign: -0.45亿元, +3.5%, -5%～5%. None of these can be computed; no count is negative.
SIGNED = re.compile(
    "[-+][0-9][0-9,]*(?:[.][0-9]+|(?=[%‰万亿元℃]|个百分点))[%‰]?(?:[~～至到–—][-−]?[0-9][0-9,.]*[%‰]?)?[\u4e00-\u9fff℃]*"
)
CONFLICT = re.compile("^(<{7} |={7}$|>{7} )")
LONGEST_CELL = 2_000
LONGEST_LINE = 20_000
SAVE_AS_UTF8 = "Save the file as UTF-8 without byte order mark and with Unix line ends."

# Punctuation that Chinese writes full-width, beside a Chinese character.
HALF_WIDTH_IN_CHINESE = re.compile("[\u4e00-\u9fff]([,.;:!?()])|([,;:!?()])[\u4e00-\u9fff]")
# Both languages say the same numbers; a month has a name in English, and an ordinal often none in digits in Chinese.
NUMBER = re.compile("[0-9]+(?:[.][0-9]+)?(?![0-9.]*(?:月|st|nd|rd|th))")
# The comparison of the readings reports rows that are lost here; of waivers there may be none.
MAY_BE_EMPTY = ("seeds/second_reading/", "seeds/reading_differences.csv", "seeds/gate_waivers.csv")


def check(project: Path) -> list[Problem]:
    """All problems of form in the CSVs under seeds/, sorted by place."""
    declared, problems = declared_columns(project)
    if problems:
        return problems
    found = set()
    for path in sorted((project / "seeds").rglob("*")):
        file = path.relative_to(project).as_posix()
        named = check_name(path, file)
        problems += named
        if path.suffix != ".csv" or named:
            continue
        found.add(path.stem)
        if path.stem in declared:
            problems += check_file(file, path.read_bytes(), declared[path.stem])
        else:
            remedy = "Declare the seed with its columns in the YAML file of its folder."
            problems.append(Problem(file, 0, "", "a CSV that no YAML file declares", "a list of columns", remedy))
    for name in declared.keys() - found:
        remedy = "Restore the CSV, or take the seed out of the YAML file."
        problems.append(Problem(f"seeds/{name}.csv", 0, "", "no such file", "a CSV for each declared seed", remedy))
    return sorted(set(problems))


def declared_columns(project: Path) -> tuple[dict[str, list[str]], list[Problem]]:
    """Columns of every seed in the order of its CSV, from the YAML beside the seeds; or why they cannot be read."""
    declared = {}
    for path in sorted((project / "seeds").rglob("*.yml")):
        try:
            for seed in yaml.safe_load(path.read_text(encoding="utf-8"))["seeds"]:
                declared[seed["name"]] = [column["name"] for column in seed["columns"]]
        except (yaml.YAMLError, ValueError, TypeError, KeyError) as error:
            mark = getattr(error, "problem_mark", None)
            found = f"text that does not declare seeds: {getattr(error, 'problem', None) or error!r}"
            remedy = "Correct indents, quotes and colons, or restore the file."
            file, line = path.relative_to(project).as_posix(), mark.line + 1 if mark else 0
            return {}, [Problem(file, line, "", found, "`seeds:` with a name and columns for each", remedy)]
    return declared, []


def check_name(path: Path, file: str) -> list[Problem]:
    """Problems of a file's name and kind; nothing for YAML files and folders."""
    printable = file.encode("utf-8", "backslashreplace").decode()
    expected = "a file whose name is lower-case ASCII letters, digits and underscores, and ends in .csv"
    if path.suffix.lower() not in SPREADSHEETS or (path.is_dir() and path.suffix.lower() != ".csv"):
        return []
    if path.is_dir():
        found, remedy = "a folder", "Rename the folder; only CSVs end in .csv."
    elif not FILE_NAME.fullmatch(path.name):
        found, remedy = f"the name {Path(printable).name!r}", "Rename the file, or save it as CSV; dbt passes over it."
    elif not path.is_file():
        found, remedy = "a link to a file that does not exist", "Put the file in the place of the link."
    else:
        return []
    return [Problem(printable, 0, "", found, expected, remedy)]


def check_file(file: str, content: bytes, header: list[str]) -> list[Problem]:
    """Problems of one CSV. file: the path to name. header: the columns in their order."""
    if content.startswith(ZIP_MARK):
        found = "a spreadsheet or archive, not a text"
        return [Problem(file, 1, "", found, "a CSV in UTF-8", "Save the sheet as CSV, in UTF-8.")]
    problems, text = decode(file, content)
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        problems.append(Problem(file, line, "", "a carriage return", "Unix line ends", SAVE_AS_UTF8))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return problems + check_lines(file, text, header)


def decode(file: str, content: bytes) -> tuple[list[Problem], str]:
    """The text of a CSV, in whatever encoding it can be read, and what is wrong with its encoding."""
    if content.startswith(BYTE_ORDER_MARK):
        problem = Problem(file, 1, "", "a byte order mark", "plain UTF-8", SAVE_AS_UTF8)
        problems, text = decode(file, content.removeprefix(BYTE_ORDER_MARK))
        return [problem, *problems], text
    if content.startswith(UTF16_MARKS):
        text = content.decode("utf-16", "replace")
        return [Problem(file, 1, "", "bytes that are not UTF-8 (they fit UTF-16)", "UTF-8", SAVE_AS_UTF8)], text
    try:
        return [], content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        encoding = guess_encoding(content)
        if encoding:
            found = f"bytes that are not UTF-8 (they fit {encoding.upper()})"
            return [Problem(file, line, "", found, "UTF-8", SAVE_AS_UTF8)], content.decode(encoding)
    found = "bytes that are not UTF-8 (they fit no encoding that we know)"
    lines = [number for number, line in enumerate(content.split(b"\n"), 1) if not is_utf8(line)]
    return [Problem(file, line, "", found, "UTF-8", SAVE_AS_UTF8) for line in lines], content.decode("utf-8", "replace")


def is_utf8(line: bytes) -> bool:
    """Whether bytes are UTF-8."""
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def guess_encoding(content: bytes) -> str:
    """Name of the encoding that all the bytes fit, or ''."""
    for encoding in ("gbk", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return ""


def check_lines(file: str, text: str, header: list[str]) -> list[Problem]:
    """Problems of header, rows and cells of one decoded CSV. A row is a line: no cell holds a line break."""
    lines = text.removesuffix("\n").split("\n")
    if not text.strip():
        remedy = "Restore the file, or take the seed out."
        return [Problem(file, 0, "", "an empty file", f"a header and rows: {','.join(header)}", remedy)]
    if not set(lines[0].split(",")) & set(header) and (mark := re.search("[;\t|]", lines[0])):
        remedy = "Save the file with commas between the cells."
        return [Problem(file, 1, "", f"{mark.group()!r} between the columns", "commas", remedy)]
    problems: list[Problem] = []
    columns, last = header, ("", 0)
    for number, line, row, problem in rows_of(file, lines):
        if problem is not None:
            problems.append(problem)
        elif number == 1:
            problems += check_header(file, row, header)
            columns = row if problems else header
        else:
            problems += check_row(file, number, line, row, columns)
            place = place_of(row, columns)
            if place and place[0] == last[0] and place[1] < last[1]:
                found, expected = f"{place[1]} after {last[1]}", "rows of a document in the order of char_start"
                problems.append(Problem(file, number, "char_start", found, expected, "Sort the rows by char_start."))
            last = place or last
    if len(lines) == 1 and not problems and not file.startswith(MAY_BE_EMPTY):
        problems.append(
            Problem(file, 1, "", "a header without rows", "at least one row", "Restore the rows, or take the seed out.")
        )
    return problems


def place_of(row: list[str], columns: list[str]) -> tuple[str, int] | None:
    """Document and place of a row in its text, if the file is kept in that order."""
    for leading in (["document_id", "char_start"], ["char_start"]):
        number = len(leading)
        if columns[:number] == leading and len(row) >= number and row[number - 1].isdecimal():
            return "".join(row[: number - 1]), int(row[number - 1])
    return None


def rows_of(file: str, lines: list[str]) -> Iterator[tuple[int, str, list[str], Problem | None]]:
    """Every line as number, text and cells, or with the problem that keeps it from being parsed."""
    expected = "cells separated by commas, quotes in pairs, each row on one line"
    remedy = "Put a cell that holds a comma or a quote into quotes, and double the quote inside."
    number = 0
    while number < len(lines):
        number += 1
        line, problem, row = lines[number - 1], None, []
        if len(line) > LONGEST_LINE:
            found = f"a line of {len(line)} characters"
            problem = Problem(file, number, "", found, f"at most {LONGEST_LINE}", "Shorten the text.")
        elif CONFLICT.match(line):
            found = f"a mark of a merge conflict, {shown(line)}"
            problem = Problem(file, number, "", found, "one version of each row", "Choose a version, delete the marks.")
        elif line.count('"') % 2:
            problem = Problem(file, number, "", "a quote that is not closed on its line", expected, remedy)
            # The rest of the cell is no row of its own.
            closing = next((place for place in range(number, len(lines)) if lines[place].count('"') % 2), None)
            yield number, line, row, problem
            number = number if closing is None else closing + 1
            continue
        else:
            try:
                row = next(csv.reader([line], strict=True), [])
            except csv.Error as error:
                problem = Problem(file, number, "", f"a line that is no CSV: {error}", expected, remedy)
        yield number, line, row, problem


def check_header(file: str, found: list[str], header: list[str]) -> list[Problem]:
    """Every column that is missing, unknown, doubled or out of place."""
    expected = f"{len(header)} columns: {','.join(header)}"
    problems = []
    for column in dict.fromkeys(header):
        if column not in found:
            problems.append(Problem(file, 1, column, "no such column", expected, "Add the column with its cells."))
    for column in dict.fromkeys(found):
        if column not in header:
            remedy = "Delete the column, or declare it in the YAML file."
            problems.append(Problem(file, 1, column, f"an unknown column {shown(column)}", expected, remedy))
        elif found.count(column) > 1:
            problems.append(Problem(file, 1, column, "the column twice", expected, "Delete one of the two."))
    if not problems and found != header:
        place = next(place for place, one in enumerate(header) if found[place] != one)
        remedy = "Put the columns, with their cells, into the declared order."
        problems.append(Problem(file, 1, found[place], f"{found[place]!r} as column {place + 1}", expected, remedy))
    return problems


def check_row(file: str, line: int, text: str, row: list[str], columns: list[str]) -> list[Problem]:
    """Number of cells, blanks around them, and characters that cannot be seen."""
    if not any(cell.strip() for cell in row):
        return [Problem(file, line, "", "a blank row", "a row with content", "Delete the row.")]
    problems = []
    if len(row) != len(columns):
        problems.append(
            Problem(
                file,
                line,
                columns[min(len(row), len(columns)) - 1],
                f"{len(row)} cells",
                f"{len(columns)} cells: {','.join(columns)}",
                "Add or delete a comma, or put a cell that holds a comma into quotes.",
            )
        )
    cells = dict(zip(columns, row, strict=False))
    for column in columns:
        problem = check_translation(cells, column)
        if problem:
            found, expected = problem
            problems.append(Problem(file, line, column, found, expected, "Say the same in both languages."))
    for column, cell in cells.items():
        problem = check_cell(cell, column in AS_PRINTED)
        if problem:
            found, expected = problem
            problems.append(Problem(file, line, column, found, expected, "Retype the cell."))
    return problems


def check_translation(cells: dict[str, str], column: str) -> tuple[str, str] | None:
    """What is found in a Chinese cell and what is expected, or None if it goes with its English one."""
    english, chinese = column.removesuffix("_zh"), cells.get(column, "")
    if not column.endswith("_zh") or english not in cells:
        return None
    if bool(cells[english]) != bool(chinese):
        return shown(chinese), f"a text, because {english} has one" if cells[english] else f"nothing, as in {english}"
    numbers = set(NUMBER.findall(chinese)), set(NUMBER.findall(cells[english].replace(",", "")))
    if numbers[0] != numbers[1]:
        wanted = ", ".join(sorted(numbers[1])) or "none"
        return (
            f"the numbers {', '.join(sorted(numbers[0])) or 'none'} in {shown(chinese)}",
            f"{wanted}, as in {english}",
        )
    if mark := HALF_WIDTH_IN_CHINESE.search(chinese):
        return f"the half-width {mark[1] or mark[2]!r} in {shown(chinese)}", "full-width punctuation"
    return None


def check_cell(cell: str, as_printed: bool = False) -> tuple[str, str] | None:
    """What is found in a cell and what is expected, or None if it is in good form.

    as_printed: whether full-width numerals and signs before a figure may stand in it.
    """
    if len(cell) > LONGEST_CELL:
        return f"{len(cell)} characters", f"at most {LONGEST_CELL} in a cell"
    if mark := INVISIBLE.search(cell):
        return f"the character U+{ord(mark.group()):04X} in {shown(cell)}", "visible text on one line"
    if cell != cell.strip():
        return f"blanks around {shown(cell.strip())}", "no blanks at either end"
    if mark := (FULL_WIDTH_BESIDE_NUMERALS if as_printed else FULL_WIDTH).search(cell):
        return f"the full-width {mark.group()!r} in {shown(cell)}", "plain digits, letters and signs"
    if FORMULA.match(cell) and not (as_printed and SIGNED.fullmatch(cell)):
        return f"{shown(cell)}, which a spreadsheet runs as a formula or a sign", "plain text without a sign before it"
    return None


def shown(text: str) -> str:
    """A text in quotes, cut after 60 characters."""
    return repr(text if len(text) <= 60 else text[:60] + "…")
