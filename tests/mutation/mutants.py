"""Mutants: realistic slips of a curator, each applied to a copy of the CSVs, one at a time."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
# Columns whose text is for people: no model computes with it.
PROSE = {"note", "definition", "caveat", "reason", "damage_note", "url", "aliases"}
PROSE |= {f"{column}_zh" for column in PROSE}
LABELS = {"indicator", "indicator_en", "concept", "concept_en", "area", "area_en", "district", "district_en"}
LABELS |= {"full_name", "label_zh", "label_en", "unit_en", "task", "task_zh"}
FIRST, SECOND, BOTH = "first readings and catalogue", "second readings", "the same slip in both readings"
JUDGED = "the same wrong judgement in both"
SECOND_FOLDER = "seeds/second_reading/"
FACTS, DETAILS, SECOND_TARGETS = "seeds/facts.csv", "seeds/fact_details.csv", f"{SECOND_FOLDER}second_targets.csv"


@dataclass(frozen=True)
class Mutant:
    """One slip. stratum: samples are spread over these. contents: gives the new bytes of each CSV it touches."""

    slip: str
    file: str
    line: int
    column: str
    change: str
    stratum: str
    contents: Callable[[], dict[str, bytes]]

    def __str__(self) -> str:
        """The slip in one line."""
        return f"{self.slip}  {self.file}:{self.line} {self.column}  {self.change}"

    @property
    def group(self) -> str:
        """Whose slip it is: only those in first readings and the catalogue count towards the score."""
        if self.slip == same_slip_in_both_readings.__name__:
            return BOTH
        if self.slip in JUDGED_SLIPS:
            return JUDGED
        return SECOND if self.file.startswith(SECOND_FOLDER) else FIRST


class Seeds:
    """The CSVs of a project, read once; edits give new contents and leave the files alone."""

    def __init__(self, project: Path) -> None:
        """Read every CSV under seeds/; each must be what csv.writer would write."""
        self.header: dict[str, list[str]] = {}
        self.rows: dict[str, list[dict[str, str]]] = {}
        for path in sorted((project / "seeds").rglob("*.csv")):
            file, text = path.relative_to(project).as_posix(), path.read_text(encoding="utf-8")
            reader = csv.DictReader(io.StringIO(text))
            self.header[file], self.rows[file] = list(reader.fieldnames or ()), list(reader)
            if self.content(file, self.rows[file])[file].decode() != text:
                raise ValueError(f"{file}: not in the form that csv.writer writes, so a mutant would change more")

    def content(self, file: str, rows: list[dict[str, str]], header: list[str] | None = None) -> dict[str, bytes]:
        """The bytes of a CSV with these rows, and with another header over them if one is given."""
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([header or self.header[file], *(row.values() for row in rows)])
        return {file: text.getvalue().encode()}

    def cells(self, columns: str, files: str = ".*") -> Iterator[tuple[str, int, str, str]]:
        """Cells as file, row from 0, column, text. columns: names separated by |. files: a pattern of paths."""
        for file, header in self.header.items():
            for column in header if re.fullmatch(files, file) else ():
                if column in columns.split("|"):
                    for number, row in enumerate(self.rows[file]):
                        yield file, number, column, row[column]

    def edited(self, *cells: tuple[str, int, str, str]) -> dict[str, bytes]:
        """The CSVs with other texts in these cells."""
        rows = {file: [row.copy() for row in self.rows[file]] for file, *_ in cells}
        for file, number, column, text in cells:
            rows[file][number][column] = text
        return {name: content for file in rows for name, content in self.content(file, rows[file]).items()}

    def mutant(self, slip: str, file: str, number: int, column: str, change: str, contents: Callable) -> Mutant:
        """The mutant of a row; samples are spread over CSVs and documents."""
        row = self.rows[file][number] if self.rows[file] else {}
        stratum = f"{file} {row.get('document_id', '')}"
        return Mutant(slip, file, number + 2, column, change, stratum, contents)

    def with_cell(self, slip: str, file: str, number: int, column: str, text: str) -> Mutant:
        """The mutant in which one cell has another text."""
        change = f"{self.rows[file][number][column]!r} -> {text!r}"
        return self.mutant(slip, file, number, column, change, partial(self.edited, (file, number, column, text)))

    def with_swapped_cells(self, slip: str, columns: Callable[[str], bool]) -> Iterator[Mutant]:
        """The mutants in which a cell and the one below it have each other's text."""
        for file, number, column, one in self.cells("|".join(filter(columns, self.columns))):
            if number + 1 < len(self.rows[file]) and one != (other := self.rows[file][number + 1][column]):
                contents = partial(self.edited, (file, number, column, other), (file, number + 1, column, one))
                yield self.mutant(slip, file, number, column, f"{one[:30]!r} <-> {other[:30]!r}", contents)

    @cached_property
    def columns(self) -> set[str]:
        """The names of all columns."""
        return {column for header in self.header.values() for column in header}

    @cached_property
    def values(self) -> dict[tuple[str, str], list[str]]:
        """For each CSV and column the distinct texts in it."""
        return {
            (file, column): sorted({row[column] for row in self.rows[file]})
            for file, header in self.header.items()
            for column in header
        }

    @cached_property
    def siblings(self) -> dict[str, list[str]]:
        """For each indicator the others of its concept."""
        of = {row["indicator_code"]: row["concept_code"] for row in self.rows["seeds/indicators.csv"]}
        return {one: [other for other in of if other != one and of[other] == of[one]] for one in of}

    @cached_property
    def words(self) -> dict[str, list[str]]:
        """The words around a numeral by role, the longest first."""
        words: dict[str, list[str]] = {}
        for row in sorted(self.rows["seeds/printed_words.csv"], key=lambda row: -len(row["word"])):
            words.setdefault(row["role"], []).append(row["word"])
        return words

    @cached_property
    def twins(self) -> dict[tuple[str, int], tuple[str, int]]:
        """For each row that is read twice, the row of the second reading that agrees in all that both say."""
        found = {}
        for second in (file for file in self.header if file.startswith(SECOND_FOLDER)):
            first = second.replace(f"{SECOND_FOLDER}second_", "seeds/")
            shared = [column for column in self.header[second] if column in self.header.get(first, ())]
            places: dict[tuple, list[int]] = {}
            for number, row in enumerate(self.rows[second]):
                places.setdefault(tuple(row[column] for column in shared), []).append(number)
            for number, row in enumerate(self.rows.get(first, ())):
                equal = places.get(tuple(row[column] for column in shared), ())
                if len(equal) == 1:
                    found[first, number] = (second, equal[0])
        return found


Operator = Callable[[Seeds, random.Random], Iterator[Mutant]]
# Another text for a cell, or None where the slip does not apply. Takes the text, chance and all CSVs.
Change = Callable[[str, random.Random, Seeds], str | None]
OPERATORS: dict[str, Operator] = {}
CELL_SLIPS: list[Callable[[Seeds, random.Random], Iterator[tuple[str, int, str, str]]]] = []
# The cells of a row that differ where it is judged wrong, or None where that does not apply.
Judgement = Callable[[dict[str, str], random.Random, Seeds], dict[str, str] | None]
JUDGED_SLIPS: set[str] = set()


def slip(operator: Operator) -> Operator:
    """Register an operator under its name."""
    OPERATORS[operator.__name__] = operator
    return operator


def cell_slip(name: str, columns: str, change: Change, files: str = ".*") -> None:
    """Register an operator that changes one cell."""

    def cells(seeds: Seeds, chance: random.Random) -> Iterator[tuple[str, int, str, str]]:
        for file, number, column, text in seeds.cells(columns, files):
            new = change(text, chance, seeds)
            if new is not None and new != text:
                yield file, number, column, new

    CELL_SLIPS.append(cells)
    OPERATORS[name] = lambda seeds, chance: (seeds.with_cell(name, *cell) for cell in cells(seeds, chance))


def code_slip(column: str) -> None:
    """Register an operator that puts another text into a cell from elsewhere in the column."""

    def cells(seeds: Seeds, chance: random.Random) -> Iterator[tuple[str, int, str, str]]:
        for file, number, _, text in seeds.cells(column):
            others = [one for one in seeds.values[file, column] if one != text]
            if others:
                yield file, number, column, chance.choice(others)

    name = f"{column}_changed"
    CELL_SLIPS.append(cells)
    OPERATORS[name] = lambda seeds, chance: (seeds.with_cell(name, *cell) for cell in cells(seeds, chance))


# Digits


def changed_digit(text: str, chance: random.Random, *_) -> str | None:
    """Another digit in the place of one."""
    places = [found.start() for found in re.finditer("[0-9]", text)]
    if not places:
        return None
    place = chance.choice(places)
    digit = chance.choice([one for one in "0123456789" if one != text[place]])
    return text[:place] + digit + text[place + 1 :]


def transposed_digits(text: str, chance: random.Random, *_) -> str | None:
    """Two neighbouring digits in each other's place."""
    places = [place for place in range(len(text) - 1) if text[place : place + 2].isdecimal()]
    places = [place for place in places if text[place] != text[place + 1]]
    if not places:
        return None
    place = chance.choice(places)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def dropped_digit(text: str, chance: random.Random, *_) -> str | None:
    """One digit less, of a number with at least two."""
    places = [found.start() for found in re.finditer("[0-9]", text)]
    if len(places) < 2:
        return None
    place = chance.choice(places)
    return text[:place] + text[place + 1 :]


def moved_decimal(text: str, chance: random.Random, *_) -> str | None:
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


def changed_chinese_numeral(text: str, chance: random.Random, *_) -> str | None:
    """Another Chinese digit in the place of the first."""
    digits = "一二三四五六七八九"
    found = re.search(f"[{digits}]", text)
    if not found:
        return None
    return text[: found.start()] + chance.choice(digits.replace(found.group(), "")) + text[found.end() :]


NUMBERS = "figure|numeral|multiplier"
cell_slip("digit_changed", NUMBERS + "|numeral_count|numerals_sha256|issued_on|document_number", changed_digit)
cell_slip("digits_transposed", NUMBERS + "|numerals_sha256|issued_on", transposed_digits)
# A program lists the checksum for both readers, so nothing but the text itself shows a slip in it.
SHOWN_BY_TEXTS = "checksum_changed"
cell_slip(SHOWN_BY_TEXTS, "sha256", changed_digit)
cell_slip("digit_dropped", NUMBERS + "|numeral_count|document_number", dropped_digit)
cell_slip("decimal_moved", NUMBERS, moved_decimal)
cell_slip("chinese_numeral_changed", "figure|numeral", changed_chinese_numeral)
cell_slip("digit_in_prose_changed", "|".join(sorted(PROSE)), changed_digit)

# Units, qualifiers, years


def swapped_scale(text: str, _: random.Random, seeds: Seeds) -> str:
    """万 for 亿, and the reverse."""
    one, other = seeds.words["scale"]
    return text.translate(str.maketrans(one + other, other + one))


def swapped_percent(text: str, *_) -> str | None:
    """Percent for percentage points, and the reverse."""
    if "个百分点" in text:
        return text.replace("个百分点", "%")
    return text.replace("%", "个百分点") if "%" in text else None


def dropped_qualifier(text: str, _: random.Random, seeds: Seeds) -> str | None:
    """A figure without its qualifier."""
    for word in seeds.words["before"] + seeds.words["falling_verb"]:
        if text.startswith(word):
            return text.removeprefix(word)
    for word in seeds.words["after"] + seeds.words["surplus"]:
        if word in text:
            return text.replace(word, "", 1)
    return None


def added_qualifier(text: str, chance: random.Random, seeds: Seeds) -> str:
    """A figure with a qualifier that is not printed."""
    before, after = chance.choice(seeds.words["before"]), chance.choice(seeds.words["after"])
    return chance.choice((before + text, text + after))


def shifted_year(text: str, chance: random.Random, *_) -> str | None:
    """The year before or after."""
    found = re.match("(19|20)[0-9]{2}", text)
    return f"{int(found.group()) + chance.choice((-1, 1))}{text[4:]}" if found else None


cell_slip("scale_swapped", "figure|printed_unit|numeral", swapped_scale)
cell_slip("percent_for_points", "figure|printed_unit|unit", swapped_percent)
cell_slip("qualifier_dropped", "figure", dropped_qualifier)
cell_slip("qualifier_added", "figure", added_qualifier)
cell_slip("year_shifted", "year|covers_year|issued_on|title", shifted_year)

# Codes

CODES = """
    district_code area_code parent_area_code area_type kind measure strength rank_group disposition concept_code theme
    unit basis subject direction is_headline dimension multiplier document_type relation role is_complete grade reasons
    target_kind claimed_verdict bound
"""
for coded in CODES.split():
    code_slip(coded)


def sibling(text: str, chance: random.Random, seeds: Seeds) -> str | None:
    """Another indicator of the same concept."""
    return chance.choice(seeds.siblings[text]) if seeds.siblings.get(text) else None


cell_slip("sibling_indicator", "indicator_code|indicator_code_a|indicator_code_b", sibling, "(?!.*indicators).*")

# Positions

cell_slip("position_off_by_one", "char_start", lambda text, chance, _: str(int(text) + chance.choice((-1, 1))))


@slip
def position_of_an_equal_numeral(seeds: Seeds, chance: random.Random) -> Iterator[Mutant]:
    """char_start of an equal numeral elsewhere in the document."""
    ledger = {(row["document_id"], row["char_start"]): row["numeral"] for row in seeds.rows["seeds/numerals.csv"]}
    for file, number, column, start in seeds.cells("char_start", ".*facts.csv"):
        document = seeds.rows[file][number]["document_id"]
        numeral = ledger[document, start]
        others = [at for (of, at), other in ledger.items() if of == document and other == numeral and at != start]
        if others:
            yield seeds.with_cell("position_of_an_equal_numeral", file, number, column, chance.choice(others))


# Rows


def with_copies(seeds: Seeds, name: str, file: str, number: int, copies: int) -> Mutant:
    """The mutant in which one row appears `copies` times, or not at all."""
    rows = seeds.rows[file]
    changed = rows[:number] + [rows[number]] * copies + rows[number + 1 :]
    return seeds.mutant(
        name, file, number, "", ",".join(rows[number].values())[:60], partial(seeds.content, file, changed)
    )


@slip
def row_deleted(seeds: Seeds, _: random.Random) -> Iterator[Mutant]:
    """A row is gone."""
    for file, rows in seeds.rows.items():
        yield from (with_copies(seeds, "row_deleted", file, number, 0) for number in range(len(rows)))


@slip
def row_duplicated(seeds: Seeds, _: random.Random) -> Iterator[Mutant]:
    """A row appears twice."""
    for file, rows in seeds.rows.items():
        yield from (with_copies(seeds, "row_duplicated", file, number, 2) for number in range(len(rows)))


@slip
def identity_part_dropped(seeds: Seeds, _: random.Random) -> Iterator[Mutant]:
    """A sum or share without one of its parts."""
    for file, number, _column, role in seeds.cells("role", "seeds/identities.csv"):
        if role == "part":
            yield with_copies(seeds, "identity_part_dropped", file, number, 0)


@slip
def row_moved_to_another_document(seeds: Seeds, chance: random.Random) -> Iterator[Mutant]:
    """A row is among those of another document, in their order of places."""
    for file, number, column, document in seeds.cells("document_id"):
        if "char_start" in seeds.header[file]:
            other = chance.choice([one for one in seeds.values[file, column] if one != document])
            contents = partial(moved, seeds, file, number, other)
            yield seeds.mutant("row_moved_to_another_document", file, number, column, f"to {other}", contents)


def moved(seeds: Seeds, file: str, number: int, document: str) -> dict[str, bytes]:
    """A CSV after a row has moved to another document."""
    rows = [row | ({"document_id": document} if at == number else {}) for at, row in enumerate(seeds.rows[file])]
    return seeds.content(file, sorted(rows, key=lambda row: (row["document_id"], int(row["char_start"]))))


@slip
def cells_of_two_rows_swapped(seeds: Seeds, _: random.Random) -> Iterator[Mutant]:
    """Two neighbouring rows have each other's text in one column, as after a drag in a spreadsheet."""
    return seeds.with_swapped_cells("cells_of_two_rows_swapped", lambda column: column not in PROSE | LABELS)


@slip
def labels_swapped(seeds: Seeds, _: random.Random) -> Iterator[Mutant]:
    """Two neighbouring rows of the catalogue have each other's name or definition."""
    return seeds.with_swapped_cells("labels_swapped", lambda column: column in LABELS | {"definition", "definition_zh"})


# Form


@slip
def header_swapped(seeds: Seeds, _: random.Random) -> Iterator[Mutant]:
    """Two names of the header change places, the cells do not."""
    for file, header in seeds.header.items():
        for place, column in enumerate(header[:-1]):
            new = [*header[:place], header[place + 1], column, *header[place + 2 :]]
            contents = partial(seeds.content, file, seeds.rows[file], new)
            yield seeds.mutant("header_swapped", file, 0, column, f"before {header[place + 1]}", contents)


@slip
def saved_in_another_encoding(seeds: Seeds, _: random.Random) -> Iterator[Mutant]:
    """The file as a spreadsheet of another country or platform saves it."""
    for file, rows in seeds.rows.items():
        content = seeds.content(file, rows)[file]
        saved = {encoding: content.decode().encode(encoding) for encoding in ("gb18030", "utf-8-sig", "utf-16")}
        saved["CRLF"] = content.replace(b"\n", b"\r\n")
        for encoding, changed in saved.items():
            if changed != content:
                contents = partial(dict, {file: changed})
                yield seeds.mutant("saved_in_another_encoding", file, 0, "", encoding, contents)


cell_slip(
    "full_width_digit",
    "char_start|figure|year|numeral|district_code|covers_year|issued_on|multiplier",
    lambda text, *_: text[:-1] + text[-1:].translate(FULL_WIDTH) if text[-1:].isascii() else text.translate(FULL_WIDTH),
)


@slip
def stray_space(seeds: Seeds, chance: random.Random) -> Iterator[Mutant]:
    """A blank, no-break space or tab at an end of a cell or inside a figure or code."""
    for file, number, column, text in seeds.cells("|".join(seeds.columns)):
        if text:
            space = chance.choice((" ", "\u00a0", "\t", "\u3000"))
            inner = chance.randrange(1, len(text)) if len(text) > 1 and column not in PROSE | LABELS else 0
            new = chance.choice((space + text, text + space, text[:inner] + space + text[inner:]))
            yield seeds.with_cell("stray_space", file, number, column, new)


# What two people read alike, or what somebody copied from one reading into the other unread


@slip
def same_slip_in_both_readings(seeds: Seeds, chance: random.Random) -> Iterator[Mutant]:
    """One cell of a first reading and its twin in the second have the same wrong text."""
    for slipped_cells in CELL_SLIPS:
        for file, number, column, text in slipped_cells(seeds, chance):
            second, twin = seeds.twins.get((file, number), ("", 0))
            if column in seeds.header.get(second, ()):
                change = f"{seeds.rows[file][number][column]!r} -> {text!r} in both"
                contents = partial(seeds.edited, (file, number, column, text), (second, twin, column, text))
                name, stratum = "same_slip_in_both_readings", f"{file} {column}"
                yield Mutant(name, file, number + 2, column, change, stratum, contents)


PLACE = ("document_id", "char_start", "indicator_code")

# A judgement that is wrong in both readings: the text of each cell is possible, only not here


def judged_slip(file: str) -> Callable[[Judgement], Judgement]:
    """Register a wrong judgement in the rows of a CSV, in their twins and in the second reading of targets."""

    def register(judgement: Judgement) -> Judgement:
        def operator(seeds: Seeds, chance: random.Random) -> Iterator[Mutant]:
            for number, row in enumerate(seeds.rows[file]):
                cells = judgement(row, chance, seeds)
                # Where the readings differed, a slip in both would change what the difference says, too.
                if cells and (file, number) in seeds.twins:
                    change = ", ".join(f"{column} {row[column]!r} -> {text!r}" for column, text in cells.items())
                    contents = partial(judged_alike, seeds, file, number, cells)
                    yield seeds.mutant(judgement.__name__, file, number, next(iter(cells)), change, contents)

        JUDGED_SLIPS.add(judgement.__name__)
        OPERATORS[judgement.__name__] = operator
        return judgement

    return register


def judged_alike(seeds: Seeds, file: str, number: int, cells: dict[str, str]) -> dict[str, bytes]:
    """The CSVs in which both readings of a row have these cells."""
    row, (second, twin) = seeds.rows[file][number], seeds.twins.get((file, number), ("", 0))
    edits = [(file, number, column, text) for column, text in cells.items()]
    edits += [(second, twin, column, text) for column, text in cells.items() if column in seeds.header.get(second, ())]
    contents = seeds.edited(*edits)
    if file == FACTS and cells.keys() & {"kind", "indicator_code", "measure"}:
        contents |= seeds.content(SECOND_TARGETS, targets_after(seeds, row, row | cells))
    return contents


def targets_after(seeds: Seeds, before: dict[str, str], after: dict[str, str]) -> list[dict[str, str]]:
    """The second reading of targets after a fact has changed, as a reader who took it so would have left it."""
    place = [before[name] for name in PLACE]
    rows = seeds.rows[SECOND_TARGETS]
    old = next((one for one in rows if [one[name] for name in PLACE] == place), {})
    kept = [one for one in rows if one is not old]
    if after["kind"] == "actual":
        return kept
    kinds = {"change_pct": "growth_rate", "change_abs": "increment", "rank": "rank"}
    of_level = "range" if "-" in after["figure"] else "level"
    if "%" in after["figure"]:
        of_level = "coverage" if after["figure"] == "100%" else "share"
    new = dict.fromkeys(seeds.header[SECOND_TARGETS], "") | old
    new |= {name: after[name] for name in PLACE}
    if not old or before["measure"] != after["measure"]:
        new["target_kind"] = kinds.get(after["measure"], of_level)
    return sorted([*kept, new], key=lambda row: (row["document_id"], int(row["char_start"])))


def other_code(seeds: Seeds, codelist: str, chance: random.Random, *not_these: str) -> str:
    """A code of a codelist that is none of these."""
    codes = [row["code"] for row in seeds.rows["seeds/codelists.csv"] if row["codelist"] == codelist]
    return chance.choice([code for code in codes if code not in not_these])


def siblings_by_unit(row: dict[str, str], seeds: Seeds, is_alike: bool) -> list[str]:
    """Other indicators of the concept whose unit is the same, or is not."""
    unit = {one["indicator_code"]: one["unit"] for one in seeds.rows["seeds/indicators.csv"]}
    code = row["indicator_code"]
    return [one for one in seeds.siblings.get(code, ()) if (unit[one] == unit[code]) == is_alike]


@judged_slip(FACTS)
def alike_year_off_by_one(row: dict[str, str], chance: random.Random, _: Seeds) -> dict[str, str] | None:
    """The year before or after."""
    return {"year": str(int(row["year"]) + chance.choice((-1, 1)))} if row["year"] else None


@judged_slip(FACTS)
def alike_sibling_of_the_same_unit(row: dict[str, str], chance: random.Random, seeds: Seeds) -> dict[str, str] | None:
    """Another indicator of the concept, counted in the same unit."""
    others = siblings_by_unit(row, seeds, is_alike=True)
    return {"indicator_code": chance.choice(others)} if others else None


@judged_slip(FACTS)
def alike_sibling_of_another_unit(row: dict[str, str], chance: random.Random, seeds: Seeds) -> dict[str, str] | None:
    """Another indicator of the concept, counted in another unit."""
    others = siblings_by_unit(row, seeds, is_alike=False)
    return {"indicator_code": chance.choice(others)} if others else None


def areas_of(row: dict[str, str], seeds: Seeds) -> list[str]:
    """The places of a fact's district."""
    areas = seeds.rows["seeds/areas.csv"]
    return [one["area_code"] for one in areas if row["district_code"] and one["district_code"] == row["district_code"]]


@judged_slip(FACTS)
def alike_area_set(row: dict[str, str], chance: random.Random, seeds: Seeds) -> dict[str, str] | None:
    """A place of the district where the whole district is meant."""
    return {"area_code": chance.choice(areas_of(row, seeds))} if not row["area_code"] else None


@judged_slip(FACTS)
def alike_area_cleared(row: dict[str, str], _: random.Random, seeds: Seeds) -> dict[str, str] | None:
    """The whole district where one of its places is meant."""
    return {"area_code": ""} if row["area_code"] in areas_of(row, seeds) else None


@judged_slip(FACTS)
def alike_area_other(row: dict[str, str], chance: random.Random, seeds: Seeds) -> dict[str, str] | None:
    """Another place of the district."""
    others = [one for one in areas_of(row, seeds) if one != row["area_code"]]
    return {"area_code": chance.choice(others)} if row["area_code"] and others else None


@judged_slip(FACTS)
def alike_city_or_district(row: dict[str, str], _: random.Random, seeds: Seeds) -> dict[str, str] | None:
    """The city for the district, and the reverse."""
    document = next(one for one in seeds.rows["seeds/documents.csv"] if one["document_id"] == row["document_id"])
    if row["area_code"] in areas_of(row, seeds):
        return None
    city = f"{document['district_code'][:2]}0000"
    is_city = row["area_code"] == city
    return {"district_code": document["district_code"] if is_city else "", "area_code": "" if is_city else city}


@judged_slip(FACTS)
def alike_kind(row: dict[str, str], chance: random.Random, seeds: Seeds) -> dict[str, str] | None:
    """What happened for what is promised or forecast, and the reverse, with a strength that fits."""
    kind = other_code(seeds, "kind", chance, row["kind"])
    return {"kind": kind, "strength": {"actual": "", "target": "planned", "expected": "expected"}[kind]}


@judged_slip(FACTS)
def alike_strength(row: dict[str, str], chance: random.Random, seeds: Seeds) -> dict[str, str] | None:
    """Another strength of a target."""
    return {"strength": other_code(seeds, "strength", chance, row["strength"])} if row["strength"] else None


@judged_slip(FACTS)
def alike_measure(row: dict[str, str], chance: random.Random, seeds: Seeds) -> dict[str, str] | None:
    """Another measure, as a reader might take the same wording."""
    confused = {
        "level": ("change_pct", "attainment_pct") if "%" in row["figure"] else ("change_abs",),
        "change_abs": ("level", "rate_change"),
        "change_pct": ("level", "real_change_pct"),
        "attainment_pct": ("change_pct", "level"),
    }
    return {"measure": chance.choice(confused[row["measure"]])} if row["measure"] in confused else None


@judged_slip(FACTS)
def alike_rank_group(row: dict[str, str], chance: random.Random, seeds: Seeds) -> dict[str, str] | None:
    """Another group of a rank."""
    return {"rank_group": other_code(seeds, "rank_group", chance, row["rank_group"])} if row["rank_group"] else None


@judged_slip("seeds/indicators.csv")
def alike_basis(row: dict[str, str], chance: random.Random, seeds: Seeds) -> dict[str, str] | None:
    """Another basis of an indicator."""
    return {"basis": other_code(seeds, "basis", chance, row["basis"])}


@judged_slip("seeds/indicators.csv")
def alike_direction(row: dict[str, str], chance: random.Random, seeds: Seeds) -> dict[str, str] | None:
    """Another direction of an indicator."""
    return {"direction": other_code(seeds, "direction", chance, row["direction"])}


@judged_slip("seeds/indicators.csv")
def alike_subject(row: dict[str, str], chance: random.Random, seeds: Seeds) -> dict[str, str] | None:
    """An indicator of the district taken for one of the issuing body, and the reverse."""
    return {"subject": "district" if row["subject"] == "issuer" else "issuer"}


@judged_slip("seeds/comparability.csv")
def alike_grade(row: dict[str, str], chance: random.Random, seeds: Seeds) -> dict[str, str] | None:
    """Another grade of a pair; grade A needs no reason."""
    grade = other_code(seeds, "grade", chance, row["grade"])
    return {"grade": grade} | ({"reasons": ""} if grade == "A" else {})


@slip
def alike_period_or_base_year(seeds: Seeds, chance: random.Random) -> Iterator[Mutant]:
    """Months, or a base year, that nobody printed, in fact_details."""
    details = seeds.rows[DETAILS]
    taken = {(row["document_id"], row["char_start"]) for row in details}
    for row in seeds.rows[FACTS]:
        if not row["year"] or (row["document_id"], row["char_start"]) in taken:
            continue
        new = dict.fromkeys(seeds.header[DETAILS], "") | {name: row[name] for name in PLACE[:2]}
        new["reason"] = "The sentence says so."
        if row["measure"].startswith("change"):
            new["base_year"] = str(int(row["year"]) - chance.choice((2, 3, 5)))
        else:
            new["period"] = chance.choice(("H1", "Q1", "M01-M11"))
        rows = sorted([*details, new], key=lambda one: (one["document_id"], int(one["char_start"])))
        name, change = "alike_period_or_base_year", f"{row['char_start']}: {new['base_year'] or new['period']}"
        contents = partial(seeds.content, DETAILS, rows)
        yield Mutant(name, DETAILS, rows.index(new) + 2, "period", change, row["document_id"], contents)


JUDGED_SLIPS.add(alike_period_or_base_year.__name__)


def sample(project: Path, per_slip: int, seed: int) -> list[Mutant]:
    """A sample of every class, spread over CSVs and documents; the same seed, the same mutants.

    Of each class at most per_slip mutants in first readings and catalogue and a quarter of that in second readings; of
    the same slip in both readings, which is a single class of all kinds of slips, eight times as many, and of each
    judgement that is wrong in both twice as many.
    """
    seeds = Seeds(project)
    quotas = {FIRST: per_slip, SECOND: (per_slip + 3) // 4, BOTH: 8 * per_slip, JUDGED: 2 * per_slip}
    chosen: list[Mutant] = []
    for name, operator in OPERATORS.items():
        chance = random.Random(f"{seed} {name}")
        groups: dict[str, dict[str, list[Mutant]]] = {group: {} for group in quotas}
        for mutant in operator(seeds, chance):
            groups[mutant.group].setdefault(mutant.stratum, []).append(mutant)
        for group, strata in groups.items():
            chosen += spread(list(strata.values()), quotas[group], chance)
    return chosen


def spread(strata: list[list[Mutant]], count: int, chance: random.Random) -> list[Mutant]:
    """At most `count` mutants, one from each stratum in turn."""
    for mutants in [strata, *strata]:
        chance.shuffle(mutants)
    taken: list[Mutant] = []
    while len(taken) < count and any(strata):
        taken += [mutants.pop() for mutants in strata if mutants][: count - len(taken)]
    return taken
