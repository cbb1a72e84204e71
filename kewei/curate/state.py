"""What waits in inbox/ until it is reviewed: a folder for each document with four JSON files, each written at once.

inbox/ is beside seeds/ and git-ignored. Nothing there is read by a build, so nothing there is ever published.

    document.json  what a program knows, no judgement; both readers may open it
        {"document_id", "source_file", "sha256", "part_start", "part_end" (null: from the beginning, to the end),
         "header": {column of documents.csv: CELL}, "pieces": [PIECE]}
    first.json     the first reading, begun with the proposals
    second.json    the second reading, begun blank
        {"closed": false, "numerals": {"char_start": NUMERAL}, "indicators": [{column: CELL}],
         "pairs": [{column: CELL}], "header": {column: CELL}}, and once somebody reviews it
         "rows": {table: [{column: text}]}, what it adds to the catalogue, and "effort": {name: number}
    settled.json   a list of rows of reading_differences.csv

PIECE, one for each numeral: {"char_start", "char_end", "numeral", "sentence_start", "sentence_end", "figure"};
    figure: how a figure that starts here is printed (of a numeral that may be none as well), or null
NUMERAL: {"state": "proposed", "accepted" or "corrected", "disposition": CELL, "facts": [FACT]}
FACT, one for each thing that a figure describes: {"state": as above or "new", "cells": {column of FACT_COLUMNS: CELL},
    "nearest": [{"indicator_code", "score" from 0 to 1, "why"}], at most five, the best first,
    "new_indicator": null, or {"indicator": CELL, "unit": CELL} where the catalogue seems to lack the indicator,
    "repeats": null, or the char_start of an earlier figure that seems to say the same}
CELL: {"value": text, or null where nobody knows, "confidence" from 0 to 1 or null, "reason",
    "by": "program" or "person"}

An empty value ("") is a judgement: the column is to be empty. null is the lack of one. The second end of a range is a
numeral with the disposition figure and without facts. All positions are code points of the source file.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

from kewei.problem import FailedError

INBOX = "inbox"
READERS = ("first", "second")
FILES = ("document", *READERS, "settled")
# What a reading has once somebody reviews it: rows of the catalogue by table, cells as text; and what was typed.
OPTIONAL = {"rows", "effort"}
STATES = ("proposed", "accepted", "corrected")
DETAILS = ("period", "base_year", "unit", "target_kind", "claimed_verdict")
JUDGED = ("district_code", "area_code", "indicator_code", "year", "kind", "measure", "strength", "rank_group")
PIECE = {"char_start", "char_end", "numeral", "sentence_start", "sentence_end", "figure"}
FACT_COLUMNS = ("figure", *JUDGED, "note", "note_zh", *DETAILS, "reason")
State = dict[str, Any]


def cell(value: str | None, confidence: float | None, reason: str, by: str = "program") -> State:
    """A cell: a value, how sure one is of it, and why."""
    return {"value": value, "confidence": confidence, "reason": reason, "by": by}


def folder(project: Path, document_id: str) -> Path:
    """The folder of a document in the inbox. An id is a plain name, so that no path leads out of the inbox."""
    if not re.fullmatch("[a-z][a-z0-9_]{0,99}", document_id):
        cause = f"document_id: found {document_id!r}, expected lower-case letters, digits and _"
        raise FailedError(f"{cause}, as putuo_2024_summary")
    return project / INBOX / document_id


def waiting(project: Path) -> list[str]:
    """The ids of the documents in the inbox."""
    return sorted(path.parent.name for path in (project / INBOX).glob("*/document.json"))


def load(project: Path, document_id: str, reader: str) -> State:
    """One file of a document: `document`, `first`, `second` or `settled` (a list). No other file is opened."""
    path = folder(project, document_id) / f"{name_of(reader)}.json"
    try:
        state = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if reader == "settled" and path.parent.is_dir():
            return []
        here = ", ".join(waiting(project)) or "nothing"
        raise FailedError(
            f"{document_id} is not in {INBOX}/, where {here} waits; `make add FILE=…` puts a text there"
        ) from None
    except (ValueError, OSError) as error:
        raise FailedError(
            f"{INBOX}/{document_id}/{path.name} cannot be read: {error}; restore it from a copy, or delete "
            f"{INBOX}/{document_id} and add the text again, which loses what was reviewed"
        ) from None
    validate(reader, state)
    return state


def save(project: Path, document_id: str, reader: str, state: State) -> None:
    """Write one file of a document, whole or not at all."""
    validate(reader, state)
    write(folder(project, document_id) / f"{name_of(reader)}.json", as_text(state))


def create(project: Path, documents: dict[str, dict[str, State]]) -> None:
    """Put new documents into the inbox, all of them or none: for each id its files by name, without `.json`."""
    for document_id, files in documents.items():
        if folder(project, document_id).exists():
            raise FailedError(f"{document_id} is in {INBOX}/ already")
        for name, state in files.items():
            validate(name_of(name), state)
    (project / INBOX).mkdir(exist_ok=True)
    done: list[Path] = []
    new = Path(tempfile.mkdtemp(prefix=".new.", dir=project / INBOX))
    try:
        for document_id, files in documents.items():
            (new / document_id).mkdir()
            for name, state in files.items():
                write(new / document_id / f"{name}.json", as_text(state))
        for document_id in documents:
            target = folder(project, document_id)
            (new / document_id).rename(target)
            done.append(target)
    except BaseException:
        for target in done:
            shutil.rmtree(target, ignore_errors=True)
        raise
    finally:
        shutil.rmtree(new, ignore_errors=True)


def blank(document: State) -> State:
    """The beginning of a second reading: every judgement is open."""
    numerals = {
        str(piece["char_start"]): {"state": "proposed", "disposition": cell(None, None, "not read yet"), "facts": []}
        for piece in document["pieces"]
    }
    return {"closed": False, "numerals": numerals, "indicators": [], "pairs": [], "header": {}}


def name_of(reader: str) -> str:
    """The name of a file, checked."""
    if reader not in FILES:
        raise FailedError(f"found {reader!r}, expected one of {', '.join(FILES)}")
    return reader


def as_text(state: Any) -> str:
    """The state as it is written: stable, one thing in a line."""
    return json.dumps(state, ensure_ascii=False, indent=1) + "\n"


def write(path: Path, text: str) -> None:
    """Replace a file at once, so that neither a crash nor a full disk leaves half of it."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


# -- the schema --------------------------------------------------------------------------------------------------------


def validate(reader: str, state: Any) -> None:
    """Raise FailedError, with the place in the file, where a state is not as described above."""
    try:
        {"document": check_document, "settled": check_settled}.get(reader, check_reading)(state)
    except (KeyError, TypeError, AttributeError) as error:
        raise FailedError(f"{reader}.json is not a state of the inbox: {type(error).__name__} {error}") from None


def need(is_right: bool, place: str, expected: str) -> None:
    """Raise FailedError unless it is right."""
    if not is_right:
        raise FailedError(f"{place}: expected {expected}")


def check_cell(place: str, one: Any) -> None:
    """A cell, as above."""
    need(isinstance(one, dict) and set(one) == {"value", "confidence", "reason", "by"}, place, "a cell")
    need(one["value"] is None or isinstance(one["value"], str), f"{place}.value", "text or null")
    sure = one["confidence"]
    need(sure is None or (isinstance(sure, int | float) and 0 <= sure <= 1), f"{place}.confidence", "0 to 1, or null")
    need(isinstance(one["reason"], str), f"{place}.reason", "text")
    need(one["by"] in ("program", "person"), f"{place}.by", "program or person")


def check_document(state: State) -> None:
    """document.json."""
    names = {"document_id", "source_file", "sha256", "part_start", "part_end", "header", "pieces"}
    need(set(state) == names, "document.json", ", ".join(sorted(names)))
    need(Path(state["source_file"]).name == state["source_file"], "source_file", "the name of a file, without a folder")
    for name, one in state["header"].items():
        check_cell(f"header.{name}", one)
    last = -1
    for number, piece in enumerate(state["pieces"]):
        place = f"pieces[{number}]"
        need(set(piece) == PIECE, place, "a piece")
        need(last < piece["char_start"] < piece["char_end"], place, "positions in order")
        last = piece["char_start"]


def check_reading(state: State) -> None:
    """first.json and second.json."""
    names = {"closed", "numerals", "indicators", "pairs", "header"}
    need(set(state) - OPTIONAL == names and isinstance(state["closed"], bool), "the reading", ", ".join(sorted(names)))
    for table, rows in state.get("rows", {}).items():
        for number, row in enumerate(rows):
            need(all(isinstance(one, str) for one in row.values()), f"rows.{table}[{number}]", "cells as text")
    for start, numeral in state["numerals"].items():
        place = f"numerals.{start}"
        need(start.isdecimal(), place, "a position")
        need(set(numeral) == {"state", "disposition", "facts"}, place, "state, disposition and facts")
        need(numeral["state"] in STATES, f"{place}.state", ", ".join(STATES))
        check_cell(f"{place}.disposition", numeral["disposition"])
        for number, fact in enumerate(numeral["facts"]):
            check_fact(f"{place}.facts[{number}]", fact)
    for kind in ("indicators", "pairs"):
        for number, row in enumerate(state[kind]):
            for name, one in row.items():
                check_cell(f"{kind}[{number}].{name}", one)
    for name, one in state["header"].items():
        check_cell(f"header.{name}", one)


def check_fact(place: str, fact: State) -> None:
    """A fact of a numeral."""
    need(set(fact) == {"state", "cells", "nearest", "new_indicator", "repeats"}, place, "a fact")
    need(fact["state"] in (*STATES, "new"), f"{place}.state", ", ".join((*STATES, "new")))
    need(set(fact["cells"]) <= set(FACT_COLUMNS), f"{place}.cells", ", ".join(FACT_COLUMNS))
    for name, one in fact["cells"].items():
        check_cell(f"{place}.{name}", one)
    for name, one in (fact["new_indicator"] or {}).items():
        check_cell(f"{place}.new_indicator.{name}", one)
    for near in fact["nearest"]:
        need(set(near) == {"indicator_code", "score", "why"}, f"{place}.nearest", "indicator_code, score and why")
    need(fact["repeats"] is None or isinstance(fact["repeats"], int), f"{place}.repeats", "a position or null")


def check_settled(state: list[State]) -> None:
    """settled.json."""
    names = {"reading_of", "row_name", "column_name", "first_reading", "second_reading", "settled", "reason"}
    need(isinstance(state, list), "settled.json", "a list")
    for number, row in enumerate(state):
        need(
            set(row) == names and all(isinstance(one, str) for one in row.values()),
            f"[{number}]",
            ", ".join(sorted(names)),
        )
