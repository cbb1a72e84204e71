"""The desk at which a document is read: what a reader sees, and what each key does. kewei/curate/server.py shows it.

The first reader looks at what the program proposes. The second reader is blind: this code opens no file with anything
that the first reader has judged. What both need, the names and definitions that the first has added to the catalogue,
is in shared.json, and nothing else.
"""

from __future__ import annotations

import copy
import csv
import json
import os
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from kewei.curate import matching, propose, rows, settle, state, surroundings
from kewei.curate.state import State, cell
from kewei.problem import FailedError

Row = dict[str, str]
FIRST, SECOND = state.READERS
# What the title page says. The second reader judges fewer columns, as second_documents.csv has fewer.
HEADERS = {
    FIRST: (
        *("document_number", "title", "title_en", "issuer", "issuer_en", "district_code", "document_type", "issued_on"),
        *("covers_year", "url", "damage_note", "damage_note_zh"),
    ),
    SECOND: ("document_number", "district_code", "document_type", "issued_on", "covers_year"),
}
MAY_BE_EMPTY = {"url", "damage_note", "damage_note_zh"}
# Columns of a fact with the key that opens each, in the order in which they are asked.
COLUMNS = {
    **{"indicator_code": "/", "figure": "q", "place": "p", "year": "y", "kind": "k", "measure": "m", "strength": "t"},
    **{"rank_group": "r", "target_kind": "w", "claimed_verdict": "v", "period": "e", "base_year": "z", "unit": "h"},
    **{"note": "o", "note_zh": "l", "reason": "j"},
}
# Without these nothing is accepted. An empty year or place is a judgement; a null is none.
NEEDED = ("figure", "indicator_code", "place", "year", "kind", "measure")
ONLY_FIRST = ("note", "note_zh", "reason")
# Columns whose value is chosen; others are typed.
CHOSEN = {
    *("place", "year", "kind", "measure", "strength", "rank_group", "target_kind", "claimed_verdict", "base_year"),
    *("district_code", "document_type", "covers_year", "concept_code", "basis", "subject", "direction", "is_headline"),
    *("grade", "reasons", "dimension", "multiplier", "theme", "area_type", "unit_role"),
}
# Columns that hold a code and nothing else; a year may be any.
CODED = CHOSEN - {"place", "year", "base_year", "covers_year"}
# What a reader carries on from the own figure before.
CARRIED = ("district_code", "area_code", "year", "kind", "measure", "strength")
CODELISTS = {"claimed_verdict": "verdict"}
# A new row of the catalogue: its columns in the order in which they are asked. The second judges some of them again.
FORMS = {
    "indicators": {
        FIRST: (
            *("indicator", "indicator_en", "indicator_code", "definition", "definition_zh", "concept_code", "unit"),
            *("counted_en", "basis", "subject", "direction", "is_headline"),
        ),
        SECOND: ("concept_code", "unit", "basis", "subject", "direction", "is_headline"),
    },
    "comparability": {FIRST: ("grade", "reasons", "caveat", "caveat_zh"), SECOND: ("grade", "reasons")},
    "units": {
        FIRST: ("printed_unit", "unit", "multiplier", "dimension", "unit_en"),
        SECOND: ("unit", "multiplier", "dimension"),
    },
    "concepts": {FIRST: ("concept", "concept_en", "concept_code", "theme")},
    "codelists": {FIRST: ("code", "label_en", "definition", "definition_zh")},
    "districts": {FIRST: ("district", "district_en", "district_code", "full_name", "aliases")},
    "areas": {
        FIRST: (
            "area",
            "area_en",
            "area_code",
            "area_type",
            "district_code",
            "parent_area_code",
            "aliases",
            "note",
            "note_zh",
        )
    },
    "tasks": {FIRST: ("task", "task_zh", "named_unit", "unit_role", "deadline", "theme")},
    "gate_waivers": {FIRST: ("reason",)},
}
KEYS = {
    "indicators": ("indicator_code",),
    "comparability": ("indicator_code_a", "indicator_code_b"),
    "units": ("printed_unit",),
    "concepts": ("concept_code",),
    "codelists": ("codelist", "code"),
    "districts": ("district_code",),
    "areas": ("area_code",),
    "tasks": ("document_id", "task_number"),
    "gate_waivers": ("document_id", "gate"),
}
# What the second reader may know of a row that the first has added.
SHARED = {
    "indicators": ("indicator_code", "indicator", "indicator_en", "definition", "definition_zh"),
    "comparability": ("indicator_code_a", "indicator_code_b"),
    "units": ("printed_unit", "unit_en"),
    "concepts": FORMS["concepts"][FIRST],
    "codelists": ("codelist", "label_zh", *FORMS["codelists"][FIRST]),
    "districts": FORMS["districts"][FIRST],
    "areas": FORMS["areas"][FIRST],
}
OPTIONAL = {
    "areas": {"district_code", "parent_area_code", "aliases", "note", "note_zh"},
    "districts": {"aliases"},
    "tasks": {"named_unit", "unit_role", "deadline"},
    "units": {"unit"},
    # Made of the English name where nothing is typed.
    "indicators": {"indicator_code", "counted_en"},
    "concepts": {"concept_code"},
}
NAMED = {"indicator_code": "indicator_en", "concept_code": "concept_en"}
LONG = {"definition", "definition_zh", "caveat", "caveat_zh", "note", "note_zh", "reason", "task", "task_zh"}
# What a reader can still do who has closed the reading.
AFTER_CLOSING = ("go", "step", "reopen", "check", "settle", "write", "edit")
# Below this confidence a proposal is shown as doubtful, and accepted only by itself.
DOUBTFUL = 0.85
REASONS = re.compile("[|]")


class Catalogue:
    """The CSVs that say what codes mean. Nothing of any document is in them."""

    TABLES = ("codelists", "indicators", "concepts", "districts", "areas", "units")

    def __init__(self, seeds: Path, added: dict[str, list[Row]]) -> None:
        """Read the tables, and add what a reader has added."""
        self.rows = {}
        for table in self.TABLES:
            with (seeds / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
                self.rows[table] = list(csv.DictReader(handle)) + added.get(table, [])
        self.indicators = {row["indicator_code"]: row for row in self.rows["indicators"]}
        self.areas = {row["area_code"]: row for row in self.rows["areas"]}
        self.districts = {row["district_code"]: row for row in self.rows["districts"]}

    def codes(self, codelist: str) -> list[tuple[str, str, str]]:
        """Code, Chinese and English label of each code of a list."""
        return [
            (row["code"], row["label_zh"], row["label_en"])
            for row in self.rows["codelists"]
            if row["codelist"] == codelist
        ]

    def found(self, query: str, limit: int = 9) -> list[str]:
        """Codes of the indicators whose names or definitions hold all the words; names come first."""
        words = query.lower().split()
        ranked = []
        for code, row in self.indicators.items():
            name = f"{code} {row['indicator']} {row['indicator_en']}".lower()
            text = f"{name} {row.get('definition', '')} {row.get('definition_zh', '')}".lower()
            if all(word in text for word in words):
                ranked.append((sum(word not in name for word in words), len(row["indicator"]), code))
        return [code for *_, code in sorted(ranked)[:limit]]


class Desk:
    """One reader at one document. Every key is one call of `act`, which saves what it changes before it returns."""

    def __init__(self, project: Path, document_id: str, reader: str) -> None:
        """Open what the reader may see."""
        self.project, self.document_id, self.reader = project, document_id, reader
        self.document = state.load(project, document_id, "document")
        self.reading = state.load(project, document_id, reader)
        self.reading.setdefault("rows", {})
        self.reading.setdefault("effort", {"keys": 0, "cells": 0, "characters": 0})
        self.text = read_text(project, self.document["source_file"])
        self.pieces = self.document["pieces"]
        self.undo_steps: list[Callable[[], None]] = []
        # Counts what was done, so that a page that is behind is noticed.
        self.version = 0
        self.step = "text" if self.header_is_done else "header"
        self.at = next((number for number in range(len(self.pieces)) if not self.is_done(number)), 0)
        self.fact = 0
        self.editing: str | None = next(iter(self.missing_of_header()), None) if self.step == "header" else None
        self.query: list[str] = []
        self.form: State | None = None
        self.message = ""
        self.examined: settle.Examined | None = None
        self.written: list[str] = []
        if self.second() is not None:
            self.do_check({})

    # -- what is known -------------------------------------------------------------------------------------------------

    @property
    def shared(self) -> State:
        """What both readers may know beside document.json."""
        return shared(self.project, self.document_id)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The catalogue with what was added; made again when a row is added."""
        return Catalogue(self.project / "seeds", self.added)

    @property
    def added(self) -> dict[str, list[Row]]:
        """What was added to the catalogue with this text, as far as the reader may know it."""
        own = self.reading["rows"] if self.reader == FIRST else self.shared["rows"]
        found = {table: list(added) for table, added in own.items()}
        for other in self.other_parts:
            if self.reader == FIRST:
                added = state.load(self.project, other, FIRST).get("rows", {})
            else:
                added = shared(self.project, other)["rows"]
            for table in rows.ADDED:
                found[table] = found.get(table, []) + added.get(table, [])
        return found

    @cached_property
    def other_parts(self) -> list[str]:
        """The other documents of the text that wait in the inbox."""
        return settle.others_of(self.project, self.document_id)

    @property
    def piece(self) -> State:
        """The numeral at which the reader is."""
        return self.pieces[self.at]

    @property
    def numeral(self) -> State:
        """What is judged of it."""
        return self.reading["numerals"][str(self.piece["char_start"])]

    def is_done(self, number: int) -> bool:
        """Whether a numeral is judged."""
        return self.reading["numerals"][str(self.pieces[number]["char_start"])]["state"] != "proposed"

    @property
    def header_is_done(self) -> bool:
        """Whether the title page is judged."""
        header = self.reading["header"]
        return all(
            (header.get(column) or {}).get("value") or (column in header and column in MAY_BE_EMPTY)
            for column in HEADERS[self.reader]
        )

    def header_cell(self, column: str) -> State:
        """A cell of the title page: as judged, or as the first reader sees it proposed."""
        found = self.reading["header"].get(column)
        if found is None and self.reader == FIRST:
            found = self.document["header"].get(column)
        return found or cell("" if column in MAY_BE_EMPTY else None, None, "")

    def header_value(self, column: str) -> str:
        """What is known of the title page without judging: as the reader has it, or as the program reads it."""
        judged = self.header_cell(column)["value"]
        return judged or (self.document["header"].get(column) or {}).get("value") or ""

    @property
    def sentence(self) -> range:
        """The numbers of the numerals of the sentence at which the reader is."""
        start = self.piece["sentence_start"]
        numbers = [number for number, piece in enumerate(self.pieces) if piece["sentence_start"] == start]
        return range(numbers[0], numbers[-1] + 1)

    # -- choices -------------------------------------------------------------------------------------------------------

    def options(self, column: str, row: State | None = None) -> list[tuple[str, str, str]]:
        """The values of a column that can be chosen by a digit, each with a label in Chinese and in English."""
        judged = int(self.header_value("covers_year") or 0)
        if column in ("year", "base_year", "covers_year", "deadline"):
            near = [str(judged + lag) for lag in (0, -1, 1) if judged]
            named = re.findall(
                "(?:19|20)[0-9]{2}", self.text[self.piece["sentence_start"] : self.piece["sentence_end"]]
            )
            if column == "covers_year":
                named, near = re.findall("((?:19|20)[0-9]{2})年", self.text[:400]), []
            years = [(year, f"{year}年", year) for year in dict.fromkeys([*near, *named])]
            return years[:8] + ([] if column == "covers_year" else [("", "无", "none")])
        if column == "place":
            return self.places()
        if column == "district_code":
            found = [(code, one["district"], one["district_en"]) for code, one in self.catalogue.districts.items()]
            # The document's own, and those that the text names, come first.
            found.sort(key=lambda one: (one[0] != self.header_value(column), one[1] not in self.text[:400]))
            return [("", "无", "none"), *found] if self.form else found
        if column in (
            "kind",
            "measure",
            "grade",
            "basis",
            "direction",
            "theme",
            "dimension",
            "document_type",
            "area_type",
        ):
            return self.catalogue.codes(column)
        if column in ("strength", "rank_group", "target_kind", "claimed_verdict", "unit_role"):
            found = self.catalogue.codes(CODELISTS.get(column, column))
            if column == "claimed_verdict":
                found = [one for one in found if one[0] in ("met", "exceeded")]
            return [*found, ("", "无", "none")]
        if column == "subject":
            return [("district", "本区", "the district's"), ("issuer", "发文单位自身", "the issuer's own")]
        if column == "is_headline":
            return [("true", "是", "yes"), ("false", "否", "no")]
        if column == "multiplier":
            return [("1", "1", "1"), ("10000", "万", "10,000"), ("100000000", "亿", "100,000,000")]
        if column == "concept_code":
            near = [self.catalogue.indicators[code].get("concept_code") for code in (row or {}).get("nearest", [])]
            names = {one["concept_code"]: one for one in self.catalogue.rows["concepts"]}
            added = [one["concept_code"] for one in self.added.get("concepts", [])]
            codes = [code for code in dict.fromkeys([*added, *near, *names]) if code in names]
            return [(code, names[code]["concept"], names[code]["concept_en"]) for code in codes]
        if column == "reasons":
            return [one for one in self.catalogue.codes("reason") if one[0] not in ("ISSUER", "SIZE")]
        return []

    def places(self) -> list[tuple[str, str, str]]:
        """District, areas of the district and city, those first that the text names."""
        district = self.header_value("district_code")
        known = self.catalogue.districts.get(district, {})
        city = matching.city_code(district)
        found = [
            (f"{district}/", f"{known.get('district', district)}全区", f"all of {known.get('district_en', district)}")
        ]
        areas = [one for one in self.catalogue.areas.values() if one["district_code"] == district]
        named = {one["area_code"]: any(name and name in self.text for name in names_of(one)) for one in areas}
        for one in sorted(areas, key=lambda one: not named[one["area_code"]]):
            found.append((f"{district}/{one['area_code']}", one["area"], one["area_en"]))
        if city in self.catalogue.areas:
            one = self.catalogue.areas[city]
            found.append((f"/{city}", one["area"], one["area_en"]))
        return found

    def nearest(self) -> list[str]:
        """Codes of the definitions shown side by side: those that were searched, or those nearest to the figure."""
        if self.query:
            return self.query
        facts = self.numeral["facts"]
        if self.reader == FIRST and facts and facts[min(self.fact, len(facts) - 1)]["nearest"]:
            return [one["indicator_code"] for one in facts[min(self.fact, len(facts) - 1)]["nearest"]][:5]
        found = self.numerals_read.get(self.piece["char_start"])
        near = self.nearest_to(found.words or found.sentence, found.unit) if found else []
        before = self.judged_before()
        if found and found.follows and before:
            # A rate or a rank in a sentence is most often one of the figure before it.
            own = [before["indicator_code"]]
            near = own + near if found.piece.measure in surroundings.FOLLOWING else near + own
        return list(dict.fromkeys(near))[:5]

    def nearest_words(self) -> str:
        """The words around the numeral at which the reader is."""
        found = self.numerals_read.get(self.piece["char_start"])
        return (found.words or found.sentence) if found else ""

    def nearest_to(self, words: str, unit: str = "") -> list[str]:
        """Codes of the five definitions that are nearest to some words."""
        if unit not in self.matchers:
            indicators = {
                # The second reader does not see which unit the first has given a new indicator: any fits it.
                code: row if "unit" in row else dict.fromkeys(("basis", "subject"), "") | row | {"unit": unit}
                for code, row in self.catalogue.indicators.items()
            }
            self.matchers[unit] = matching.Matcher(replace(self.known, indicators=indicators), [])
        return [one["indicator_code"] for one in self.matchers[unit].ranked(words, "", unit, None, n=5)]

    @cached_property
    def matchers(self) -> dict[str, matching.Matcher]:
        """For each unit that was asked for, what finds the nearest definitions."""
        return {}

    @cached_property
    def known(self) -> matching.Catalogue:
        """The catalogue as proposals need it, without anything of a document."""
        of = self.catalogue.rows
        names = [{"concept_code": row["concept_code"]} | row for row in of["concepts"]]
        return matching.Catalogue(
            {},
            {row["concept_code"]: row for row in names},
            of["areas"],
            of["districts"],
            [],
            {row["printed_unit"]: row for row in of["units"]},
            [code for code, *_ in self.catalogue.codes("rank_group")],
        )

    @cached_property
    def numerals_read(self) -> dict[int, surroundings.Found]:
        """What a program reads at each place of the text: the words around a figure, and its unit."""
        year, district = int(self.header_value("covers_year") or 0), self.header_value("district_code")
        document = surroundings.Document(self.text, year, self.known.places(district), self.known.city(district))
        return {one.piece.char_start: one for one in document.found}

    # -- what a key does -----------------------------------------------------------------------------------------------

    def act(self, action: State) -> None:
        """Do what a key stands for. What cannot be done is said in `message`, and changes nothing."""
        self.message = ""
        self.version += 1
        effort = self.reading["effort"]
        effort["keys"] += 1
        if "typed" in action:
            effort["cells"] += sum(1 for one in action["typed"].values() if one)
            effort["characters"] += sum(map(len, action["typed"].values()))
        try:
            if self.reading["closed"] and action["do"] not in AFTER_CLOSING:
                raise FailedError("closed")
            getattr(self, f"do_{action['do']}")(action)
        except FailedError as error:
            self.message = str(error)
        self.save()

    def save(self) -> None:
        """Write what the reader has judged; and of the first reader what the second may know."""
        state.save(self.project, self.document_id, self.reader, self.reading)
        if self.reader == FIRST:
            added = {
                table: sorted(({column: row.get(column, "") for column in columns} for row in found), key=str)
                for table, columns in SHARED.items()
                if (found := self.reading["rows"].get(table))
            }
            state.write(
                shared_path(self.project, self.document_id),
                state.as_text({"closed": self.reading["closed"], "rows": added}),
            )

    def remember(self, *keys: str) -> None:
        """Keep a part of the reading as it is, for undo."""
        holder = self.reading
        for key in keys[:-1]:
            holder = holder[key]
        held, at, step = copy.deepcopy(holder.get(keys[-1])), self.at, self.step

        def restore() -> None:
            if held is None:
                holder.pop(keys[-1], None)
            else:
                holder[keys[-1]] = held
            self.at, self.step, self.form, self.editing = at, step, None, None
            self.forget_catalogue()

        self.undo_steps = [*self.undo_steps[-199:], restore]

    def forget_catalogue(self) -> None:
        """Read the catalogue anew when it is needed next."""
        for name in ("catalogue", "matchers", "known", "numerals_read"):
            self.__dict__.pop(name, None)

    def remember_numeral(self) -> None:
        """Keep the judgement of the numeral at which the reader is."""
        self.remember("numerals", str(self.piece["char_start"]))

    def do_undo(self, action: State) -> None:
        """Take the last change back."""
        if not self.undo_steps:
            raise FailedError("nothing_to_undo")
        self.undo_steps.pop()()

    def do_go(self, action: State) -> None:
        """Go to a numeral, by its number or by a word."""
        to = action["to"]
        if to == "open":
            found = [number for number in range(len(self.pieces)) if not self.is_done(number)]
            to = next((number for number in found if number > self.at), found[0] if found else self.at)
        elif to in ("next", "back"):
            to = self.at + (1 if to == "next" else -1)
        self.at = max(0, min(int(to), len(self.pieces) - 1))
        self.step, self.fact, self.editing, self.query, self.form = "text", 0, None, [], None

    def do_step(self, action: State) -> None:
        """Go to the title page, the text, the catalogue or the end."""
        if action["to"] not in ("header", "text", "catalogue", "close"):
            raise FailedError("impossible")
        parent = (self.form or {}).get("parent")
        self.step, self.editing, self.form = action["to"], None, parent

    def do_edit(self, action: State) -> None:
        """Open the choices of a column, or close them."""
        self.editing = action.get("column")

    def do_switch(self, action: State) -> None:
        """Go to the next thing that the figure describes."""
        self.fact = (self.fact + 1) % max(1, len(self.numeral["facts"]))

    def do_disposition(self, action: State) -> None:
        """Say what a numeral is. A figure is asked what it describes; anything else is done."""
        value = action["value"]
        if value not in {code for code, *_ in self.catalogue.codes("disposition")}:
            raise FailedError("impossible")
        self.remember_numeral()
        numeral = self.numeral
        was = numeral["disposition"]["value"]
        numeral["disposition"] = cell(value, None, "", "person")
        self.editing = None
        if value in rows.FIGURES:
            numeral["state"] = "proposed"
            if not numeral["facts"]:
                numeral["facts"] = [self.new_fact()]
            return
        numeral["facts"] = []
        numeral["state"] = "accepted" if was == value else "corrected"
        self.go_on()

    def do_disposition_of_rest(self, action: State) -> None:
        """Say the same of all that is open in the sentence, from here on."""
        if action["value"] in rows.FIGURES:
            raise FailedError("impossible")
        for number in self.sentence:
            if number >= self.at and not self.is_done(number):
                self.at = number
                self.do_disposition(action)

    def do_end_of_range(self, action: State) -> None:
        """The numeral is the second end of a range, or a figure inside the one before: it has no facts of its own."""
        self.remember_numeral()
        self.numeral.update(disposition=cell("figure", None, "", "person"), facts=[], state="corrected")
        self.go_on()

    def new_fact(self) -> State:
        """A thing that the figure describes, with what the reader said of the own figure before."""
        cells = {column: cell(None, None, "") for column in ("indicator_code", *CARRIED)}
        cells["figure"] = cell(self.piece["figure"] or self.piece["numeral"], None, "", "program")
        before = self.judged_before()
        for column in CARRIED:
            if column in before:
                cells[column] = cell(before[column], None, "before", "person")
        for column in state.FACT_COLUMNS:
            cells.setdefault(column, cell("", None, "", "program"))
        return {"state": "new", "cells": cells, "nearest": [], "new_indicator": None, "repeats": None}

    def judged_before(self) -> Row:
        """What the reader said of the figure before, of the kind as is most usual, of the measure of one in percent."""
        is_share = "%" in (self.piece["figure"] or "")
        earlier = [
            numeral["facts"][-1]["cells"]
            for piece in reversed(self.pieces[: self.at])
            if (numeral := self.reading["numerals"][str(piece["char_start"])])["state"] != "proposed"
            and numeral["facts"]
        ]
        if not earlier:
            return {}
        found = {
            column: rows.value(earlier[0], column)
            for column in ("indicator_code", "district_code", "area_code", "year")
        }
        # A single target among results, or a result among targets, is no habit.
        kinds = [(rows.value(cells, "kind"), rows.value(cells, "strength")) for cells in earlier]
        found |= dict(zip(("kind", "strength"), max(kinds, key=kinds.count), strict=True))
        alike = [cells for cells in earlier if ("%" in rows.value(cells, "figure")) == is_share]
        return found | ({"measure": rows.value(alike[0], "measure")} if alike else {})

    def current(self) -> State:
        """The thing at which the reader is, of those that the figure describes."""
        facts = self.numeral["facts"]
        if not facts:
            raise FailedError("no_figure")
        self.fact = min(self.fact, len(facts) - 1)
        return facts[self.fact]

    def do_choose(self, action: State) -> None:
        """Choose a definition; of a numeral that was not judged this says that it is a figure."""
        if action["value"] not in self.catalogue.indicators:
            raise FailedError("impossible")
        self.remember_numeral()
        if not self.numeral["facts"]:
            self.numeral["disposition"] = cell("figure", None, "", "person")
            self.numeral["facts"] = [self.new_fact()]
        self.put("indicator_code", action["value"])
        self.query = []

    def do_set(self, action: State) -> None:
        """Put a value into a column of the figure, or of the title page."""
        column, value = action["column"], action["value"].strip()
        if column in CODED and value not in [code for code, *_ in self.options(column)]:
            raise FailedError("not_listed")
        self.editing = None
        if self.step == "header":
            if column not in HEADERS[self.reader]:
                raise FailedError("impossible")
            self.remember("header", column)
            self.reading["header"][column] = cell(value, None, "", "person")
            self.editing = next(iter(self.missing_of_header()), None)
            if self.reader == SECOND and not self.editing:
                self.accept_header()
            return
        if column not in COLUMNS:
            raise FailedError("impossible")
        self.current()
        self.remember_numeral()
        self.put(column, value, action.get("reason", ""))

    def put(self, column: str, value: str, reason: str = "") -> None:
        """Put a value into the thing at which the reader is."""
        fact = self.current()
        if column == "place":
            district, _, area = value.partition("/")
            fact["cells"]["district_code"] = cell(district, None, "", "person")
            fact["cells"]["area_code"] = cell(area, None, "", "person")
        else:
            fact["cells"][column] = cell(value, None, reason, "person")
        if column == "kind" and value == "actual":
            for also in ("strength", "target_kind", "claimed_verdict"):
                fact["cells"][also] = cell("", None, "", "program")
        elif column == "kind":
            for also in ("strength", "target_kind"):
                if also in self.asked(fact) and not rows.value(fact["cells"], also):
                    fact["cells"][also] = cell(None, None, "")
        fact["state"] = "corrected"
        self.numeral["state"] = "proposed"
        # What is open is asked next.
        asked = self.missing(self.at)
        self.editing = asked[0] if asked and asked[0] != "indicator_code" else None

    def do_set_typed(self, action: State) -> None:
        """The same for what was typed into a field."""
        [(column, value)] = action["typed"].items()
        self.do_set(action | {"column": column, "value": value})

    def do_add_fact(self, action: State) -> None:
        """One more thing that the figure describes."""
        self.remember_numeral()
        fact = copy.deepcopy(self.current())
        fact["cells"]["indicator_code"] = cell(None, None, "")
        fact["state"] = "new"
        self.numeral["facts"].append(fact)
        self.numeral["state"], self.fact = "proposed", len(self.numeral["facts"]) - 1

    def do_remove_fact(self, action: State) -> None:
        """One thing less."""
        self.current()
        if len(self.numeral["facts"]) == 1:
            raise FailedError("last_fact")
        self.remember_numeral()
        del self.numeral["facts"][self.fact]
        self.numeral["state"], self.fact = "proposed", 0

    def missing(self, number: int) -> list[str]:
        """What still has to be judged of a numeral before it can be accepted."""
        numeral = self.reading["numerals"][str(self.pieces[number]["char_start"])]
        if numeral["disposition"]["value"] is None:
            return ["disposition"]
        found = []
        for fact in numeral["facts"]:
            cells = fact["cells"]
            for column in self.asked(fact):
                names = ("district_code", "area_code") if column == "place" else (column,)
                if any((cells.get(name) or {}).get("value") is None for name in names):
                    found.append(column)
            if not rows.value(cells, "indicator_code"):
                found.append("indicator_code")
        return list(dict.fromkeys(found))

    def asked(self, fact: State) -> list[str]:
        """The columns of a figure that must be judged, whatever they are judged to be."""
        kind, found = rows.value(fact["cells"], "kind"), list(NEEDED)
        if kind not in ("actual", ""):
            found.append("strength")
            if self.reader == SECOND:
                found.append("target_kind")
        if rows.value(fact["cells"], "measure") in ("rank", "gap"):
            found.append("rank_group")
        return found

    def unknown_unit(self, number: int) -> str:
        """The counter of a figure that seeds/units.csv lacks, as far as the figure is entered with it; else nothing."""
        piece = self.pieces[number]
        found = self.numerals_read.get(piece["char_start"]) if self.reader == FIRST else None
        counter = propose.unknown_counter(found.piece) if found else ""
        facts = self.reading["numerals"][str(piece["char_start"])]["facts"]
        is_there = any(counter in rows.value(fact["cells"], "figure") for fact in facts)
        is_known = any(row["printed_unit"] == counter for row in self.catalogue.rows["units"])
        return counter if counter and is_there and not is_known else ""

    def accept(self, number: int) -> None:
        """Accept what is proposed or entered of a numeral."""
        if self.unknown_unit(number):
            self.at, self.fact = number, 0
            self.do_form({"table": "units", "key": None})
            raise FailedError("unknown_unit")
        missing = self.missing(number)
        if missing:
            self.at, self.fact = number, 0
            self.editing = None if missing[0] in ("indicator_code", "disposition") else missing[0]
            raise FailedError(f"missing {' '.join(missing)}")
        start = str(self.pieces[number]["char_start"])
        self.remember("numerals", start)
        numeral = self.reading["numerals"][start]
        states = {fact["state"] for fact in numeral["facts"]} | {numeral["disposition"]["by"]}
        numeral["state"] = "corrected" if states & {"corrected", "new", "person"} else "accepted"
        for fact in numeral["facts"]:
            fact["state"] = "accepted" if fact["state"] == "proposed" else fact["state"]

    def do_accept(self, action: State) -> None:
        """Accept what is at hand, and go on to what is open."""
        if self.step == "header":
            self.accept_header()
            return
        self.accept(self.at)
        self.go_on()

    def do_accept_sentence(self, action: State) -> None:
        """Accept everything in the sentence at which the reader is, up to what is doubtful."""
        if self.reader == SECOND:
            raise FailedError("impossible")
        for number in self.sentence:
            if self.is_done(number):
                continue
            if number != self.at and is_doubtful(self.reading["numerals"][str(self.pieces[number]["char_start"])]):
                self.at, self.fact = number, 0
                return
            self.accept(number)
        self.at = self.sentence[-1]
        self.go_on()

    def missing_of_header(self) -> list[str]:
        """What is not known of the title page."""
        columns = [column for column in HEADERS[self.reader] if column not in MAY_BE_EMPTY]
        return [column for column in columns if not self.header_cell(column)["value"]]

    def accept_header(self) -> None:
        """Accept the title page."""
        self.remember("header")
        judged = {column: self.header_cell(column) for column in HEADERS[self.reader]}
        missing = self.missing_of_header()
        if missing:
            self.undo_steps.pop()
            self.editing = missing[0]
            raise FailedError(f"missing {' '.join(missing)}")
        self.reading["header"] = {column: one | {"by": "person"} for column, one in judged.items()}
        self.step = "text"
        if self.reader == FIRST:
            # Of a district that was unknown when the text was added nothing could be proposed.
            for numeral in self.reading["numerals"].values():
                for fact in numeral["facts"]:
                    if (fact["cells"].get("district_code") or {}).get("value") is None:
                        district = rows.value(judged, "district_code")
                        fact["cells"]["district_code"] = cell(district, 0.9, "the district of the document")
                        if (fact["cells"].get("area_code") or {}).get("value") is None:
                            fact["cells"]["area_code"] = cell("", 0.9, "the district of the document")

    def go_on(self) -> None:
        """Go to the next numeral that is open, or to the end."""
        self.fact, self.editing, self.query = 0, None, []
        after = [*range(self.at + 1, len(self.pieces)), *range(self.at + 1)]
        found = next((number for number in after if not self.is_done(number)), None)
        if found is None:
            self.step = "close"
            self.open_waiting_row()
        else:
            self.at = found

    def do_find(self, action: State) -> None:
        """Search the catalogue."""
        self.query = self.catalogue.found(action["typed"]["query"])
        self.editing = None
        if not self.query:
            raise FailedError("not_found")

    # -- rows of the catalogue -----------------------------------------------------------------------------------------

    def do_form(self, action: State) -> None:
        """Open the form of a new row, or of one that is there."""
        table, key = action["table"], action.get("key")
        if self.reader not in FORMS[table]:
            raise FailedError("impossible")
        row = dict(next((one for one in self.reading["rows"].get(table, []) if key == self.key_of(table, one)), {}))
        if key is not None and not row:
            row = dict(zip(KEYS[table], key, strict=True))
        nearest = []
        if table == "indicators":
            if not row and self.numeral["facts"]:
                proposed = self.current()["new_indicator"] or {}
                row = {column: one["value"] or "" for column, one in proposed.items()}
            name = row.get("indicator") or self.catalogue.indicators.get(row.get("indicator_code", ""), {}).get(
                "indicator"
            )
            words = name or (self.nearest_words() if self.step == "text" else "")
            nearest = [
                code for code in self.nearest_to(words, row.get("unit", "")) if code != row.get("indicator_code")
            ]
        if table == "units" and not row and (counter := self.unknown_unit(self.at)):
            row = {"printed_unit": counter, "unit": counter}
        if table == "codelists" and not row:
            found = self.numerals_read.get(self.piece["char_start"])
            row = {"codelist": "rank_group", "code": propose.group_named(found, []) if found else ""}
        if table == "districts" and not row:
            row = self.district_named()
        if table == "concepts" and not row and self.form and self.form["table"] == "indicators":
            named = self.form["row"]
            row = {
                "concept": named.get("indicator", "").removesuffix("数"),
                "concept_en": named.get("indicator_en", ""),
            }
        if table == "comparability" and "reasons" not in row and self.is_stock_beside_flow(row):
            row["reasons"] = "STOCKFLOW"
        is_for_figure = key is None and self.step == "text" and table in ("indicators", "codelists")
        self.form = {
            **{"table": table, "row": row, "nearest": nearest, "is_for_figure": is_for_figure, "parent": self.form},
        }

    def district_named(self) -> Row:
        """What the head of the text says of a district that seeds/districts.csv lacks."""
        place = re.match("(?:.+?(?:省|自治区))?(?:.+?市)?(.+?)([区县旗])$", self.place_unknown())
        if not place:
            return {}
        kind = "" if place[2] == "区" else place[2]
        return {"district": place[1] + kind, "full_name": place[0], "aliases": "" if kind else place[1] + place[2]}

    def place_unknown(self) -> str:
        """The district of the document's head that seeds/districts.csv lacks."""
        reason = (self.document["header"].get("district_code") or {}).get("reason", "")
        return reason.partition(" is not in seeds/districts.csv")[0] if " is not in seeds/districts" in reason else ""

    def city_of(self, district_code: str) -> Row | None:
        """The city of a new district, as a row of the areas to fill in, where they lack it."""
        city = re.match("(?:.+?(?:省|自治区))?(.+?市)", self.place_unknown())
        code = matching.city_code(district_code)
        if not city or code in self.catalogue.areas:
            return None
        return {"area": city[1], "area_code": code, "area_type": "city", "district_code": "", "aliases": "本市|全市"}

    def is_stock_beside_flow(self, pair: Row) -> bool:
        """Whether one of a pair is a flow and the other a stock or a total since a beginning."""
        found = [self.told_of(pair[column], "basis") for column in KEYS["comparability"]]
        return "flow" in found and bool({"stock", "cumulative"} & set(found))

    def open_waiting_row(self) -> None:
        """Open the form of the first row that is still to be judged."""
        for table, key in self.waiting_rows()[:1]:
            self.step = "catalogue"
            self.do_form({"table": table, "key": key})

    def key_of(self, table: str, row: Row) -> list[str]:
        """What makes a row the one it is."""
        return [row.get(column, "") for column in KEYS[table]]

    def asked_of_form(self) -> str | None:
        """The next column of the form without a value that is chosen by a digit."""
        if not self.form:
            return None
        for column in FORMS[self.form["table"]][self.reader]:
            if column not in self.form["row"]:
                return column
        return None

    def do_as_before(self, action: State) -> None:
        """Judge a pair as the one before it; where the reasons are the same, so is the caveat."""
        kept = self.reading["rows"].get("comparability", [])
        if not self.form or self.form["table"] != "comparability" or not kept:
            raise FailedError("impossible")
        row = self.form["row"] | {column: kept[-1][column] for column in FORMS["comparability"][self.reader]}
        # The catalogue tells of each pair by itself whether one is a stock and the other a flow.
        reasons = [one for one in REASONS.split(row["reasons"]) if one and one != "STOCKFLOW"]
        row["reasons"] = "|".join([*reasons, *(["STOCKFLOW"] if self.is_stock_beside_flow(row) else [])]) or "DEF"
        self.form["row"] = row

    def do_fill(self, action: State) -> None:
        """Put a value that was chosen into the form; of reasons several can be chosen, and the same once more goes."""
        if not self.form:
            raise FailedError("impossible")
        column, value = action["column"], action["value"]
        if column == "reasons":
            chosen = [one for one in REASONS.split(self.form["row"].get(column, "")) if one]
            chosen = [one for one in chosen if one != value] if value in chosen else [*chosen, value]
            self.form["row"][column] = "|".join(chosen)
            return
        self.form["row"][column] = value
        self.editing = None

    def do_typed(self, action: State) -> None:
        """Put what was typed into the form."""
        if not self.form:
            raise FailedError("impossible")
        table, row = self.form["table"], self.form["row"]
        if set(action["typed"]) - set(FORMS[table][self.reader]):
            raise FailedError("impossible")
        row |= {column: one.strip() for column, one in action["typed"].items()}
        for column in FORMS[table][self.reader]:
            if not is_chosen(table, column):
                row.setdefault(column, "")
            if column in NAMED and column in KEYS[table] and not row[column]:
                row[column] = self.code_for(table, row.get(NAMED[column], ""))
        self.editing = None

    def code_for(self, table: str, name: str) -> str:
        """A code of an English name that no other row of the table has."""
        words = [
            word for word in re.findall("[a-z0-9]+", name.lower()) if word not in ("of", "the", "and", "in", "for", "a")
        ]
        code = re.sub("^[0-9_]+", "", "_".join(words))[:50].strip("_")
        known = {row[KEYS[table][0]] for row in self.catalogue.rows[table]}
        return next((one for one in (code, *(f"{code}_{number}" for number in range(2, 99))) if one not in known), code)

    def do_row(self, action: State) -> None:
        """Keep the row of the form."""
        if not self.form:
            raise FailedError("impossible")
        table, row = self.form["table"], self.form["row"]
        missing = [
            column
            for column in FORMS[table][self.reader]
            if not row.get(column) and column not in OPTIONAL.get(table, ())
        ]
        if missing:
            raise FailedError(f"missing {' '.join(missing)}")
        if self.reader == FIRST and self.is_taken(table, row):
            raise FailedError("taken")
        self.remember("rows")
        kept = self.reading["rows"].setdefault(table, [])
        if table == "codelists":
            row["label_zh"] = row["code"]
        key = self.key_of(table, row)
        if table == "tasks":
            self.number_tasks(kept, row)
        kept[:] = [one for one in kept if self.key_of(table, one) != key] + [row]
        self.forget_catalogue()
        is_for_figure, self.form = self.form["is_for_figure"], self.form.get("parent")
        if self.form and table == "concepts":
            self.form["row"]["concept_code"] = row["concept_code"]
        if self.reader == FIRST and self.step == "header" and table == "districts":
            self.reading["header"]["district_code"] = cell(row["district_code"], None, "", "person")
            self.editing = next(iter(self.missing_of_header()), None)
            if city := self.city_of(row["district_code"]):
                self.do_form({"table": "areas", "key": None})
                self.form["row"] = city
        if self.reader == SECOND and not self.form:
            self.step = "close"
            self.open_waiting_row()
        if table == "codelists" and is_for_figure:
            self.remember_numeral()
            self.put("rank_group", row["code"])
        if table == "indicators" and is_for_figure and self.reader == FIRST:
            self.remember_numeral()
            if not self.numeral["facts"]:
                self.numeral["disposition"] = cell("figure", None, "", "person")
                self.numeral["facts"] = [self.new_fact()]
            self.put("indicator_code", row["indicator_code"])

    def is_taken(self, table: str, row: Row) -> bool:
        """Whether the catalogue that is published has the key already."""
        if table not in Catalogue.TABLES:
            return False
        published = Catalogue(self.project / "seeds", {}).rows[table]
        return any(self.key_of(table, one) == self.key_of(table, row) for one in published)

    def do_drop_row(self, action: State) -> None:
        """Take a row back that was added."""
        self.remember("rows")
        kept = self.reading["rows"].get(action["table"], [])
        kept[:] = [one for one in kept if self.key_of(action["table"], one) != action["key"]]
        self.forget_catalogue()

    def do_task(self, action: State) -> None:
        """Open the form of a task for a clause of the plan."""
        start, end = int(action["start"]), int(action["end"])
        self.form = {
            "table": "tasks",
            "row": {"document_id": self.document_id, "char_start": str(start), "char_end": str(end)},
            "nearest": [],
            "is_for_figure": False,
            "parent": None,
        }

    def number_tasks(self, kept: list[Row], row: Row) -> None:
        """Number the tasks in the order of the text, and say which hold a promised figure."""
        kept[:] = [one for one in kept if one["char_start"] != row["char_start"]]
        ordered = sorted([*kept, row], key=lambda one: int(one["char_start"]))
        for number, one in enumerate(ordered, 1):
            one["task_number"] = str(number)
            one["has_figure"] = "true" if self.promises(int(one["char_start"]), int(one["char_end"])) else "false"

    def promises(self, start: int, end: int) -> bool:
        """Whether a target or expectation begins in a stretch of the text."""
        return any(
            rows.value(fact["cells"], "kind") in ("target", "expected")
            for piece in self.pieces
            if start <= piece["char_start"] < end
            for fact in self.reading["numerals"][str(piece["char_start"])]["facts"]
        )

    def waiting_rows(self) -> list[tuple[str, list[str]]]:
        """Rows that are still to be judged: tables and keys. A pair of a count and an amount is judged by rule."""
        if self.reader == FIRST:
            pairs = self.examined.pairs if self.examined else []
            added = {"comparability": [{"indicator_code_a": a, "indicator_code_b": b} for a, b in pairs]}
        else:
            added = {table: self.shared["rows"].get(table, []) for table in rows.JUDGED_AGAIN}
        found = []
        for table, listed in added.items():
            judged = {tuple(self.key_of(table, row)) for row in self.reading["rows"].get(table, [])}
            for row in listed:
                key = self.key_of(table, row)
                if tuple(key) not in judged and not (table == "comparability" and self.judge_by_rule(row)):
                    found.append((table, key))
        return found

    def judge_by_rule(self, pair: Row) -> bool:
        """Judge a pair whose two units measure different things, as a count and an amount of money: that is grade D."""
        units = [self.told_of(pair[column], "unit") for column in KEYS["comparability"]]
        dimensions = {
            row["unit"]: row["dimension"].split("_")[0] for row in self.catalogue.rows["units"] if row["unit"]
        }
        known = [dimensions.get(unit) for unit in units]
        if None in known or known[0] == known[1]:
            return False
        row = {column: pair[column] for column in KEYS["comparability"]} | {"grade": "D", "reasons": "UNIT"}
        if self.reader == FIRST:
            row["caveat"] = f"The two are measured in different units: {units[0]} and {units[1]}."
            row["caveat_zh"] = f"两者计量单位不同：一为{units[0]}，一为{units[1]}。"
        self.reading["rows"].setdefault("comparability", []).append(row)
        return True

    def told_of(self, code: str, column: str) -> str:
        """The unit or basis of an indicator, as published or as this reader judges it."""
        own = next((row for row in self.reading["rows"].get("indicators", []) if row["indicator_code"] == code), {})
        return own.get(column) or self.catalogue.indicators.get(code, {}).get(column, "")

    # -- the end -------------------------------------------------------------------------------------------------------

    def open_numerals(self) -> int:
        """How many numerals are not judged yet."""
        return sum(not self.is_done(number) for number in range(len(self.pieces)))

    def do_check(self, action: State) -> None:
        """Check the rows as a build would, among those of all other documents; nothing in seeds/ changes."""
        self.examined = settle.examine(self.project, self.document_id, self.reading, self.second())
        self.waiting_rows()
        self.step = "close"

    def second(self) -> State | None:
        """The second reading, which the first reader sees once both are closed."""
        if self.reader == SECOND or not self.reading["closed"]:
            return None
        found = state.load(self.project, self.document_id, SECOND)
        return found if found["closed"] else None

    def do_close(self, action: State) -> None:
        """Say that the reading is done. The second can close once the first has, so that nothing new comes to judge."""
        if not self.header_is_done:
            self.step = "header"
            raise FailedError("header_is_open")
        if self.open_numerals():
            self.do_go({"to": "open"})
            raise FailedError("numerals_are_open")
        if self.reader == SECOND and not self.shared["closed"]:
            raise FailedError("first_is_open")
        if self.reader == FIRST:
            self.do_check(action)
            if self.examined.pairs and not self.waiting_rows():
                # What was judged by rule is checked with the rest.
                self.do_check(action)
            if not self.examined.is_good:
                raise FailedError("problems_are_open")
        elif self.waiting_rows():
            self.step = "catalogue"
            raise FailedError("rows_are_open")
        self.reading["closed"] = True
        self.step = "close"

    def do_reopen(self, action: State) -> None:
        """Read on after all."""
        self.reading["closed"] = False
        self.examined = None

    def do_settle(self, action: State) -> None:
        """Settle the first of the differences, with the reason."""
        second = self.second()
        if second is None or not self.examined or not self.examined.differences:
            raise FailedError("impossible")
        difference = self.examined.differences[0]
        values = {"first": difference["first_reading"], "second": difference["second_reading"]}
        settled = (
            action["typed"].get("settled", "").strip() if action["which"] == "neither" else values[action["which"]]
        )
        reading = copy.deepcopy(self.reading)
        settle.settle(reading, second, difference, settled)
        settle.record(self.project, self.document_id, difference, settled, action["typed"].get("reason", ""))
        self.reading = reading
        self.editing = None
        self.forget_catalogue()
        del self.examined.differences[0]
        if not self.examined.differences:
            self.do_check(action)

    def do_write(self, action: State) -> None:
        """Write the rows of both readings into seeds/, as they were checked."""
        second = self.second()
        if second is None:
            raise FailedError("second_is_open")
        if not self.examined or self.examined.basis != settle.basis(
            self.project, self.document_id, self.reading, second
        ):
            self.do_check(action)
        if not self.examined.is_good:
            raise FailedError("problems_are_open")
        if self.examined.open_parts:
            # Rows of one part alone would leave the numerals of the other in no document.
            raise FailedError("parts_are_open")
        self.written = settle.publish(self.project, self.document_id, self.reading, second)


def shared_path(project: Path, document_id: str) -> Path:
    """What the first reader gives the second."""
    return state.folder(project, document_id) / "shared.json"


def shared(project: Path, document_id: str) -> State:
    """What the first reader has added to the catalogue, without judgements; and whether the first is closed."""
    path = shared_path(project, document_id)
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {"closed": False, "rows": {}}


def is_chosen(table: str, column: str) -> bool:
    """Whether a column of a form is chosen from a list; the code of a new row is typed."""
    return column in CHOSEN and column not in KEYS[table]


def is_doubted(one: State) -> bool:
    """Whether a cell is open, or a proposal to look at twice."""
    return one["value"] is None or (one["confidence"] is not None and one["confidence"] < DOUBTFUL)


def is_doubtful(numeral: State) -> bool:
    """Whether any cell of a numeral is."""
    return any(map(is_doubted, [numeral["disposition"], *(c for f in numeral["facts"] for c in f["cells"].values())]))


def folders(project: Path) -> list[Path]:
    """Where texts may be, as a build looks for them."""
    wanted = os.environ.get("DOCUMENTS_DIR", "")
    return [project / wanted] if wanted else [project / "documents", project / "../shared/documents"]


def read_text(project: Path, name: str) -> str:
    """The text as it is, with its line ends."""
    for folder in folders(project):
        if (folder / name).is_file():
            return (folder / name).read_bytes().decode("utf-8")
    raise FailedError(f"{name} is not in documents/; put the text there, or set DOCUMENTS_DIR to its folder")


def names_of(area: Row) -> list[str]:
    """What an area is called."""
    return [area["area"], *area["aliases"].split("|")]
