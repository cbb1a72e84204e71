"""Mutants: realistic slips of a curator, each applied to a copy of the CSVs, one at a time."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cached_property, partial
from pathlib import Path

ARABIC = re.compile("[0-9]")
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
QUALIFIERS_BEFORE = ("超过", "突破", "超", "近", "约", "逾")
QUALIFIERS_BEHIND = ("以上", "余", "多", "左右")
# Columns whose text is for people: no model computes with it.
PROSE = {"note", "definition", "caveat", "reason", "damage_note", "url", "aliases"}
LABELS = {"indicator", "indicator_en", "concept", "concept_en", "area", "area_en", "district", "district_en"}
LABELS |= {"full_name", "label_zh", "label_en", "unit_en"}


@dataclass(frozen=True)
class Mutant:
    """One slip. files: gives the new content of each CSV it touches, by path below the project."""

    slip: str
    file: str
    line: int
    column: str
    change: str
    files: Callable[[], dict[str, bytes]]

    def __str__(self) -> str:
        """The slip in one line."""
        return f"{self.slip}  {self.file}:{self.line} {self.column}  {self.change}"


class Seeds:
    """The CSVs of a project, read once; edits give new contents and leave the files alone."""

    def __init__(self, project: Path) -> None:
        """Read every CSV under seeds/; each must be what csv.writer would write."""
        self.header: dict[str, list[str]] = {}
        self.rows: dict[str, list[list[str]]] = {}
        for path in sorted((project / "seeds").rglob("*.csv")):
            file = path.relative_to(project).as_posix()
            content = path.read_text(encoding="utf-8")
            self.header[file], *self.rows[file] = csv.reader(io.StringIO(content))
            if self.content(file, self.rows[file]).decode() != content:
                raise ValueError(f"{file}: not in the form that csv.writer writes, so a mutant would change more")

    def content(self, file: str, rows: list[list[str]], header: list[str] | None = None) -> bytes:
        """The bytes of a CSV with these rows."""
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([header or self.header[file], *rows])
        return text.getvalue().encode()

    def cells(self, columns: str, files: str = "*") -> Iterator[tuple[str, int, int, str]]:
        """Cells with content as file, row, place of the column, text. columns: names separated by |."""
        wanted = columns.split("|")
        for file, header in self.header.items():
            if not fnmatch(file, files):
                continue
            for place, column in enumerate(header):
                if column in wanted:
                    for number, row in enumerate(self.rows[file]):
                        yield file, number, place, row[place]

    def with_cell(self, slip: str, file: str, number: int, place: int, text: str) -> Mutant:
        """The mutant in which one cell has another text."""
        old, column = self.rows[file][number][place], self.header[file][place]
        return Mutant(
            slip, file, number + 2, column, f"{old!r} -> {text!r}", lambda: self.edited(file, {(number, place): text})
        )

    def swapped(self, slip: str, file: str, number: int, place: int) -> Mutant:
        """The mutant in which a cell and the one below it have each other's text."""
        one, other = self.rows[file][number][place], self.rows[file][number + 1][place]
        return Mutant(
            slip,
            file,
            number + 2,
            self.header[file][place],
            f"{one[:30]!r} <-> {other[:30]!r}",
            lambda: self.edited(file, {(number, place): other, (number + 1, place): one}),
        )

    def edited(self, file: str, cells: dict[tuple[int, int], str]) -> dict[str, bytes]:
        """The CSV with other texts in some cells, by row and column counted from 0."""
        rows = [row[:] for row in self.rows[file]]
        for (number, place), text in cells.items():
            rows[number][place] = text
        return {file: self.content(file, rows)}

    @cached_property
    def siblings(self) -> dict[str, list[str]]:
        """For each indicator the others of its concept."""
        file = "seeds/indicators.csv"
        code, concept = self.header[file].index("indicator_code"), self.header[file].index("concept_code")
        of = {row[code]: row[concept] for row in self.rows[file]}
        return {one: [other for other in of if other != one and of[other] == of[one]] for one in of}

    def values(self, file: str, column: str) -> list[str]:
        """The distinct contents of a column, sorted."""
        place = self.header[file].index(column)
        return sorted({row[place] for row in self.rows[file]})


Operator = Callable[[Seeds, random.Random], Iterator[Mutant]]
OPERATORS: dict[str, Operator] = {}


def slip(operator: Operator) -> Operator:
    """Register an operator under its name."""
    OPERATORS[operator.__name__] = operator
    return operator


def cell_slip(name: str, columns: str, change: Callable[[str, random.Random], str | None], files: str = "*") -> None:
    """Register an operator that changes one cell; `change` gives None where it does not apply."""

    def operator(seeds: Seeds, chance: random.Random) -> Iterator[Mutant]:
        for file, number, place, text in seeds.cells(columns, files):
            new = change(text, chance)
            if new is not None and new != text:
                yield seeds.with_cell(name, file, number, place, new)

    OPERATORS[name] = operator


def code_slip(name: str, columns: str, codes: list[str], files: str = "*") -> None:
    """Register an operator that puts another code of a list into a cell."""
    cell_slip(name, columns, lambda text, chance: chance.choice([code for code in codes if code != text]), files)


# Digits


def changed_digit(text: str, chance: random.Random) -> str | None:
    """Another digit in the place of one."""
    places = [found.start() for found in ARABIC.finditer(text)]
    if not places:
        return None
    place = chance.choice(places)
    digit = chance.choice([one for one in "0123456789" if one != text[place]])
    return text[:place] + digit + text[place + 1 :]


def transposed_digits(text: str, chance: random.Random) -> str | None:
    """Two neighbouring digits in each other's place."""
    places = [place for place in range(len(text) - 1) if text[place : place + 2].isdecimal()]
    places = [place for place in places if text[place] != text[place + 1]]
    if not places:
        return None
    place = chance.choice(places)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def dropped_digit(text: str, chance: random.Random) -> str | None:
    """One digit less, of a number with at least two."""
    places = [found.start() for found in ARABIC.finditer(text)]
    if len(places) < 2:
        return None
    place = chance.choice(places)
    return text[:place] + text[place + 1 :]


def moved_decimal(text: str, chance: random.Random) -> str | None:
    """The decimal point one place to the left or right, or one that was not there."""
    found = re.search("[0-9]+[.][0-9]+|[0-9]{2,}", text)
    if not found:
        return None
    number = found.group()
    digits, place = number.replace(".", ""), number.find(".")
    if place < 0:
        moved = f"{digits[:-1]}.{digits[-1]}"
    else:
        place += 1 if chance.random() < 0.5 and place + 1 < len(digits) else -1
        moved = f"{digits[:place]}.{digits[place:]}" if place > 0 else f"0.{digits}"
    return text[: found.start()] + moved + text[found.end() :]


NUMBERS = "figure|numeral|multiplier"
cell_slip("digit_changed", NUMBERS + "|sha256|numeral_count|numerals_sha256|issued_on|document_number", changed_digit)
cell_slip("digits_transposed", NUMBERS + "|sha256|numerals_sha256|issued_on", transposed_digits)
cell_slip("digit_dropped", NUMBERS + "|numeral_count|document_number", dropped_digit)
cell_slip("decimal_moved", NUMBERS, moved_decimal)


def changed_chinese_numeral(text: str, chance: random.Random) -> str | None:
    """Another Chinese digit in the place of the first."""
    digits = "一二三四五六七八九"
    found = re.search(f"[{digits}]", text)
    if not found:
        return None
    return text[: found.start()] + chance.choice(digits.replace(found.group(), "")) + text[found.end() :]


cell_slip("chinese_numeral_changed", "figure|numeral", changed_chinese_numeral)

# Units, qualifiers, years, places


def shifted_year(text: str, chance: random.Random) -> str | None:
    """The year before or after."""
    found = re.match("(19|20)[0-9]{2}", text)
    return f"{int(found.group()) + chance.choice((-1, 1))}{text[4:]}" if found else None


def swapped_percent(text: str, _: random.Random) -> str | None:
    """Percent for percentage points, and the reverse."""
    if "个百分点" in text:
        return text.replace("个百分点", "%")
    return text.replace("%", "个百分点") if "%" in text else None


def dropped_qualifier(text: str, _: random.Random) -> str | None:
    """A figure without its qualifier."""
    for qualifier in QUALIFIERS_BEFORE:
        if text.startswith(qualifier):
            return text.removeprefix(qualifier)
    for qualifier in QUALIFIERS_BEHIND:
        if qualifier in text:
            return text.replace(qualifier, "", 1)
    return None


def added_qualifier(text: str, chance: random.Random) -> str:
    """A figure with a qualifier that is not printed."""
    return chance.choice(("超", "近", "约")) + text if chance.random() < 0.5 else text + "以上"


cell_slip(
    "scale_swapped",
    "figure|printed_unit|numeral",
    lambda text, _: text.translate(str.maketrans("万亿", "亿万")) if "万" in text or "亿" in text else None,
)
cell_slip("percent_for_points", "figure|printed_unit|unit", swapped_percent)
cell_slip("year_shifted", "year|covers_year|issued_on|title", shifted_year)
cell_slip("qualifier_dropped", "figure", dropped_qualifier)
cell_slip("qualifier_added", "figure", added_qualifier)
code_slip("district_swapped", "district_code", ["310107", "310112", ""])
code_slip(
    "area_swapped",
    "area_code|parent_area_code",
    ["", "310000", "310107-CIIP", "310107-TSIC", "310112-DLH", "310107-YCCY"],
)


@slip
def sibling_indicator(seeds: Seeds, chance: random.Random) -> Iterator[Mutant]:
    """Another indicator of the same concept."""
    for file, number, place, text in seeds.cells("indicator_code|indicator_code_a|indicator_code_b"):
        if file != "seeds/indicators.csv" and seeds.siblings.get(text):
            yield seeds.with_cell("sibling_indicator", file, number, place, chance.choice(seeds.siblings[text]))


# Codes

code_slip("kind_changed", "kind", ["actual", "target", "expected"])
code_slip("measure_changed", "measure", ["level", "change_pct", "change_abs", "rank", "attainment_pct"])
code_slip("strength_changed", "strength", ["", "binding", "planned", "stretch", "expected"])
code_slip("rank_group_changed", "rank_group", ["", "全市", "中心城区", "全区"])
code_slip("disposition_changed", "disposition", ["figure", "date", "heading", "name", "ordinal", "idiom", "threshold"])
code_slip("basis_changed", "basis", ["flow", "stock", "cumulative", "ratio", "event"])
code_slip("unit_changed", "unit", ["家", "项", "个", "人", "元", "美元", "%", "pp", "场"], "seeds/*s.csv")
code_slip("direction_changed", "direction", ["up", "down", "neutral"])
code_slip("headline_flipped", "is_headline", ["true", "false"])
code_slip("theme_changed", "theme", ["rd", "enterprises", "talent", "finance", "digital", "governance"])
code_slip("dimension_changed", "dimension", ["count", "duration", "currency_cny", "percent", "percentage_point"])
code_slip("document_type_changed", "document_type", ["summary", "plan"])
code_slip("area_type_changed", "area_type", ["park", "functional_zone", "sub_district", "area_group"])
code_slip("completeness_flipped", "is_complete", ["true", "false"])
code_slip("role_changed", "role", ["whole", "part", "share"])
code_slip("relation_changed", "relation", ["sum", "share"])
code_slip("reason_changed", "reasons", ["DEF", "SCOPE", "LEVEL", "UNIT", "STOCKFLOW", "PERIOD_LAG"])
code_slip("target_kind_changed", "target_kind", ["", "level", "range", "maintain", "share", "coverage"])
code_slip("claim_changed", "claimed_verdict", ["", "met", "exceeded", "not_met"])
cell_slip("grade_raised", "grade", lambda text, _: {"D": "C", "C": "B", "B": "A"}.get(text))
cell_slip("multiplier_changed", "multiplier", lambda text, chance: text + "0" if chance.random() < 0.5 else text[:-1])
cell_slip("entry_changed", "entry", lambda text, _: "" if text else "x")


@slip
def concept_changed(seeds: Seeds, chance: random.Random) -> Iterator[Mutant]:
    """An indicator under another concept."""
    concepts = seeds.values("seeds/concepts.csv", "concept_code")
    for file, number, place, text in seeds.cells("concept_code", "seeds/indicators.csv"):
        other = chance.choice([code for code in concepts if code != text])
        yield seeds.with_cell("concept_changed", file, number, place, other)


# Positions


@slip
def position_off_by_one(seeds: Seeds, chance: random.Random) -> Iterator[Mutant]:
    """char_start one too low or too high."""
    for file, number, place, text in seeds.cells("char_start"):
        new = str(int(text) + chance.choice((-1, 1)))
        yield seeds.with_cell("position_off_by_one", file, number, place, new)


@slip
def position_of_an_equal_numeral(seeds: Seeds, chance: random.Random) -> Iterator[Mutant]:
    """char_start of an equal numeral elsewhere in the document."""
    for file in seeds.header:
        name = file.rsplit("/", 1)[-1]
        for folder in ("facts", "second_entries"):
            if not name.startswith(f"{folder}_"):
                continue
            ledger = seeds.rows[f"seeds/numerals/numerals_{name.removeprefix(f'{folder}_')}"]
            numerals = {start: numeral for start, numeral, _ in ledger}
            for number, row in enumerate(seeds.rows[file]):
                others = [start for start in numerals if numerals[start] == numerals[row[0]] and start != row[0]]
                if others:
                    yield seeds.with_cell("position_of_an_equal_numeral", file, number, 0, chance.choice(others))


# Rows


def with_copies(seeds: Seeds, name: str, file: str, number: int, copies: int) -> Mutant:
    """The mutant in which one row stands `copies` times, or not at all."""

    def files() -> dict[str, bytes]:
        rows = seeds.rows[file]
        return {file: seeds.content(file, rows[:number] + [rows[number]] * copies + rows[number + 1 :])}

    return Mutant(name, file, number + 2, "", ",".join(seeds.rows[file][number])[:60], files)


@slip
def row_deleted(seeds: Seeds, _: random.Random) -> Iterator[Mutant]:
    """A row is gone."""
    for file, rows in seeds.rows.items():
        for number in range(len(rows)):
            yield with_copies(seeds, "row_deleted", file, number, 0)


@slip
def row_duplicated(seeds: Seeds, _: random.Random) -> Iterator[Mutant]:
    """A row stands twice."""
    for file, rows in seeds.rows.items():
        for number in range(len(rows)):
            yield with_copies(seeds, "row_duplicated", file, number, 2)


@slip
def row_moved_to_another_document(seeds: Seeds, chance: random.Random) -> Iterator[Mutant]:
    """A row of one document stands in the file of another, in its order of places."""
    for folder in ("facts", "numerals", "second_entries", "second_ledgers"):
        files = [file for file in seeds.header if file.startswith(f"seeds/{folder}/")]
        for file in files:
            for number in range(len(seeds.rows[file])):
                other = chance.choice([one for one in files if one != file])
                contents = partial(moved, seeds, file, number, other)
                yield Mutant("row_moved_to_another_document", file, number + 2, "", f"to {other}", contents)


def moved(seeds: Seeds, file: str, number: int, other: str) -> dict[str, bytes]:
    """Both CSVs after a row has moved from one to the other."""
    rows = seeds.rows[file]
    there = sorted([*seeds.rows[other], rows[number]], key=lambda row: int(row[0]))
    return {file: seeds.content(file, rows[:number] + rows[number + 1 :]), other: seeds.content(other, there)}


@slip
def identity_part_dropped(seeds: Seeds, _: random.Random) -> Iterator[Mutant]:
    """A sum or share without one of its parts."""
    file = "seeds/identities.csv"
    for number, row in enumerate(seeds.rows[file]):
        if row[seeds.header[file].index("role")] == "part":
            yield with_copies(seeds, "identity_part_dropped", file, number, 0)


@slip
def cells_of_two_rows_swapped(seeds: Seeds, _: random.Random) -> Iterator[Mutant]:
    """Two neighbouring rows have each other's text in one column, as after a drag in a spreadsheet."""
    for file, header in seeds.header.items():
        for place, column in enumerate(header):
            if column in PROSE or column in LABELS:
                continue
            for number in range(len(seeds.rows[file]) - 1):
                one, other = seeds.rows[file][number][place], seeds.rows[file][number + 1][place]
                if one != other:
                    yield seeds.swapped("cells_of_two_rows_swapped", file, number, place)


# Form


@slip
def header_swapped(seeds: Seeds, _: random.Random) -> Iterator[Mutant]:
    """Two names of the header change places, the cells do not."""
    for file, header in seeds.header.items():
        for place in range(len(header) - 1):
            new = [*header[:place], header[place + 1], header[place], *header[place + 2 :]]
            content = partial(with_header, seeds, file, new)
            yield Mutant("header_swapped", file, 1, header[place], f"before {header[place + 1]}", content)


def with_header(seeds: Seeds, file: str, header: list[str]) -> dict[str, bytes]:
    """The CSV with another header over the same cells."""
    return {file: seeds.content(file, seeds.rows[file], header)}


@slip
def saved_in_another_encoding(seeds: Seeds, _: random.Random) -> Iterator[Mutant]:
    """The file as a spreadsheet of another country or platform saves it."""
    for file, rows in seeds.rows.items():
        content = seeds.content(file, rows)
        for encoding in ("gb18030", "utf-8-sig", "utf-16"):
            changed = content.decode().encode(encoding)
            if changed != content:
                yield Mutant("saved_in_another_encoding", file, 1, "", encoding, partial(dict, {file: changed}))
        changed = content.replace(b"\n", b"\r\n")
        yield Mutant("saved_in_another_encoding", file, 1, "", "CRLF", partial(dict, {file: changed}))


cell_slip(
    "full_width_digit",
    "char_start|figure|year|numeral|district_code|covers_year|issued_on|multiplier",
    lambda text, _: text[:-1] + text[-1:].translate(FULL_WIDTH) if text[-1:].isascii() else text.translate(FULL_WIDTH),
)


@slip
def stray_space(seeds: Seeds, chance: random.Random) -> Iterator[Mutant]:
    """A blank, no-break space or tab at an end of a cell or inside a figure or code."""
    for file, header in seeds.header.items():
        for place, column in enumerate(header):
            for number, row in enumerate(seeds.rows[file]):
                text, space = row[place], chance.choice((" ", "\u00a0", "\t", "\u3000"))
                if not text:
                    continue
                inner = chance.randrange(1, len(text)) if len(text) > 1 and column not in PROSE | LABELS else 0
                new = chance.choice((space + text, text + space, text[:inner] + space + text[inner:]))
                yield seeds.with_cell("stray_space", file, number, place, new)


# The same slip twice: somebody copied one entry into the other unread.


def in_both_entries(name: str, columns: str, change: Callable[[Seeds, str, random.Random], str | None]) -> None:
    """Register an operator that changes a cell of a fact and of its second entry alike."""

    def operator(seeds: Seeds, chance: random.Random) -> Iterator[Mutant]:
        for file, number, place, text in seeds.cells(columns, "seeds/facts/*"):
            new = change(seeds, text, chance)
            second = file.replace("facts", "second_entries")
            row = seeds.rows[file][number]
            twins = [twin for twin, other in enumerate(seeds.rows[second]) if other == row[: len(other)]]
            if new is None or new == text or len(twins) != 1:
                continue
            column = seeds.header[file][place]
            edits = ((file, {(number, place): new}), (second, {(twins[0], place): new}))
            contents = partial(edited_together, seeds, edits)
            yield Mutant(name, file, number + 2, column, f"{text!r} -> {new!r} in both entries", contents)

    OPERATORS[name] = operator


def edited_together(seeds: Seeds, edits: tuple) -> dict[str, bytes]:
    """Several CSVs, each with other texts in some cells."""
    return {name: content for file, cells in edits for name, content in seeds.edited(file, cells).items()}


def wrong_figure(_: Seeds, text: str, chance: random.Random) -> str | None:
    """A figure with a digit, a qualifier or 万 and 亿 mistaken."""
    swap = str.maketrans("万亿", "亿万")
    changes = [changed_digit(text, chance), dropped_qualifier(text, chance), added_qualifier(text, chance)]
    changes.append(text.translate(swap))
    return chance.choice([change for change in changes if change and change != text])


def wrong_judgement(seeds: Seeds, text: str, chance: random.Random) -> str | None:
    """Another year, kind or indicator of the same concept."""
    if text in ("actual", "target"):
        return "target" if text == "actual" else "actual"
    return shifted_year(text, chance) or (chance.choice(seeds.siblings[text]) if seeds.siblings.get(text) else None)


in_both_entries("figure_wrong_in_both_entries", "figure", wrong_figure)
in_both_entries("judgement_wrong_in_both_entries", "year|kind|indicator_code", wrong_judgement)

# Prose

cell_slip("digit_in_prose_changed", "|".join(sorted(PROSE)), changed_digit)


@slip
def labels_swapped(seeds: Seeds, _: random.Random) -> Iterator[Mutant]:
    """Two neighbouring rows of the catalogue have each other's name or definition."""
    for file, header in seeds.header.items():
        for place, column in enumerate(header):
            if column not in LABELS | {"definition"}:
                continue
            for number in range(len(seeds.rows[file]) - 1):
                one, other = seeds.rows[file][number][place], seeds.rows[file][number + 1][place]
                if one != other:
                    yield seeds.swapped("labels_swapped", file, number, place)


def sample(project: Path, per_slip: int, seed: int) -> list[Mutant]:
    """At most per_slip mutants of every class, spread over the CSVs it can touch; the same seed, the same mutants."""
    seeds = Seeds(project)
    chosen = []
    for name, operator in OPERATORS.items():
        chance = random.Random(f"{seed} {name}")
        by_file: dict[str, list[Mutant]] = {}
        for mutant in operator(seeds, chance):
            by_file.setdefault(mutant.file, []).append(mutant)
        for mutants in by_file.values():
            chance.shuffle(mutants)
        files = sorted(by_file)
        chance.shuffle(files)
        taken: list[Mutant] = []
        while len(taken) < per_slip and any(by_file.values()):
            for file in files:
                if by_file[file] and len(taken) < per_slip:
                    taken.append(by_file[file].pop())
        chosen += taken
    return chosen
