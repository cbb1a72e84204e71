"""From two closed readings to the CSVs: checked as a build checks, differences settled one by one, written at once."""

from __future__ import annotations

import copy
import csv
import fcntl
import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kewei.curate import checks, rows, state
from kewei.curate.state import DETAILS, State, cell
from kewei.problem import FailedError, Problem, step

FIRST, SECOND = state.READERS
# The order in which stg_readings numbers several things that one figure describes.
NUMBERED_BY = (
    *("indicator_code", "area_code", "measure", "kind", "figure", "district_code", "year", "strength", "rank_group"),
)
COUNTERPART = step("readings_agree")
# What makes a row of the catalogue the one it is, where it is read twice.
KEYS = {
    "indicators": ["indicator_code"],
    "units": ["printed_unit"],
    "comparability": ["indicator_code_a", "indicator_code_b"],
}
PAIR = re.compile("'([a-z0-9_]+) and ([a-z0-9_]+)'")
Row = dict[str, str]


@dataclass
class Examined:
    """What the checks say of a document among the others.

    basis: what was checked.
    problems: with the number of the numeral that each is about, or None. differences: between the readings, unsettled.
    pairs: of indicators that nobody has judged. gates: names of those that do not hold; details: what they say.
    open_parts: documents of the same text that are still being read.
    """

    basis: str
    problems: list[tuple[Problem, int | None]] = field(default_factory=list)
    differences: list[Row] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    gates: list[str] = field(default_factory=list)
    details: list[str] = field(default_factory=list)
    reason: str = ""
    open_parts: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Whether nothing stands against writing the rows."""
        return not (self.problems or self.differences or self.pairs or self.gates or self.reason)


def others_of(project: Path, document_id: str) -> list[str]:
    """The other parts of the text that wait in the inbox as well: a summary and a plan in one."""
    name = state.load(project, document_id, "document")["source_file"]
    others = [one for one in state.waiting(project) if one != document_id]
    return [one for one in others if state.load(project, one, "document")["source_file"] == name]


def read_of(project: Path, document_id: str) -> rows.Read | None:
    """What is read of a document, if both readings are closed."""
    first, second = (state.load(project, document_id, reader) for reader in (FIRST, SECOND))
    if not (first["closed"] and second["closed"]):
        return None
    settled = tuple(state.load(project, document_id, "settled"))
    return rows.Read(state.load(project, document_id, "document"), first, second, settled)


def all_read(project: Path, document_id: str, first: State, second: State | None) -> tuple[list[rows.Read], list[str]]:
    """What is checked: the document, with other parts of its text that are read twice; and those that are not.

    Of those only what they add to the catalogue is checked along.
    """
    settled = tuple(state.load(project, document_id, "settled")) if second else ()
    found = [rows.Read(state.load(project, document_id, "document"), first, second, settled)]
    open_parts = []
    for other in sorted(set(others_of(project, document_id)) - checks.written(project)):
        read = read_of(project, other) if second else None
        if read is None:
            open_parts.append(other)
            read = rows.Read(None, state.load(project, other, FIRST))
        found.append(read)
    return found, open_parts


def basis(project: Path, document_id: str, first: State, second: State | None) -> str:
    """A name for all that is checked: the CSVs as they are now, and the readings."""
    digest = hashlib.sha256()
    for one in all_read(project, document_id, first, second)[0]:
        for reading in (one.first, one.second or {}):
            digest.update(json.dumps({name: of for name, of in reading.items() if name != "effort"}).encode())
        digest.update(json.dumps(one.settled).encode())
    for path in sorted((project / "seeds").rglob("*.csv")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


@contextmanager
def staged(project: Path, reads: list[rows.Read]) -> Iterator[Path]:
    """A copy of the project with documents, for one process at a time."""
    (project / rows.STAGE).mkdir(parents=True, exist_ok=True)
    with (project / rows.STAGE / ".lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield rows.stage(project, reads)


def publish(project: Path, document_id: str, first: State, second: State) -> list[str]:
    """Write the rows of both readings into seeds/, of all parts of the text. Returns the files that changed."""
    with staged(project, all_read(project, document_id, first, second)[0]) as folder:
        return rows.publish(project, folder)


def examine(project: Path, document_id: str, first: State, second: State | None = None) -> Examined:
    """Check the rows of the first reading, or of both, in a copy of the project."""
    reads, open_parts = all_read(project, document_id, first, second)
    examined = Examined(basis(project, document_id, first, second), open_parts=open_parts)
    with staged(project, reads) as folder:
        found, differences = checks.found_with_differences(folder)
        starts = [piece["char_start"] for piece in reads[0].document["pieces"]]
        examined.reason, examined.details = found.reason if not found.problems else "", found.gates
        examined.gates = found.gates_failed
        # Those of another part are settled at its own desk.
        mine = [one for one in differences if is_of(one, document_id, first)]
        examined.differences = mine if second else []
        for problem in sorted(set(found.problems), key=lambda problem: (problem.step, problem)):
            pair = PAIR.fullmatch(problem.found)
            if problem.file == "seeds/comparability.csv" and pair and not problem.line:
                examined.pairs.append((pair[1], pair[2]))
            elif open_parts and (problem.found.endswith(" in no part'") or problem.step == COUNTERPART):
                # It belongs to a part that is still being read.
                continue
            elif problem.step != COUNTERPART or (second and not mine):
                examined.problems.append((problem, place_of(folder, problem, document_id, starts)))
    return examined


def is_of(difference: Row, document_id: str, first: State) -> bool:
    """Whether a difference is one of a document, or of a row that it adds to the catalogue."""
    of, name = difference["reading_of"], difference["row_name"]
    if of in KEYS:
        return name in {" ".join(row[key] for key in KEYS[of]) for row in first.get("rows", {}).get(of, [])}
    return f"{name} ".startswith(f"{document_id} ")


def place_of(folder: Path, problem: Problem, document_id: str, starts: list[int]) -> int | None:
    """The number of the numeral that a problem is about, if it is about one of the document."""
    if not problem.line or not (folder / problem.file).is_file():
        return None
    with (folder / problem.file).open(encoding="utf-8", newline="") as handle:
        row = next((row for number, row in enumerate(csv.DictReader(handle), 2) if number == problem.line), {})
    if row.get("document_id") != document_id or not (row.get("char_start") or "").isdecimal():
        return None
    at = int(row["char_start"])
    return starts.index(at) if at in starts else None


def facts_at(reading: State, start: str) -> list[State]:
    """What a figure describes, in the order in which the readings are compared. An empty cell comes last."""
    facts = reading["numerals"][start]["facts"]
    return sorted(
        facts, key=lambda fact: [(not (one := rows.value(fact["cells"], column)), one) for column in NUMBERED_BY]
    )


def settle(first: State, second: State, difference: Row, settled: str) -> None:
    """Bring the first reading to what was settled."""
    column, names = difference["column_name"], difference["row_name"].split(" ")
    of = difference["reading_of"]
    if of == "documents":
        first["header"][column] = cell(settled, None, "settled", "person")
    elif of == "numerals":
        first["numerals"][names[1]]["disposition"] = cell(settled, None, "settled", "person")
    elif of == "targets":
        settle_target(first, names, column, settled)
    elif of == "facts":
        settle_fact(first, second, names, column, settled)
    else:
        settle_row(first, second, of, names, column, settled)


def settle_target(first: State, names: list[str], column: str, settled: str) -> None:
    """What a target asks for is derived from its figure; only where it was settled otherwise it is entered."""
    if column == "row":
        # It follows from the row of the facts, which is settled by itself.
        return
    for fact in first["numerals"][names[1]]["facts"]:
        if rows.value(fact["cells"], "indicator_code") == names[2]:
            fact["cells"][column] = cell(settled, None, "", "person")


def settle_fact(first: State, second: State, names: list[str], column: str, settled: str) -> None:
    """A cell of a figure, or a thing that only one reader has entered."""
    start = names[1]
    number = int(names[2].removeprefix("#")) - 1 if len(names) > 2 else 0
    mine, numeral = facts_at(first, start), first["numerals"][start]
    if column != "row":
        if number >= len(mine):
            raise FailedError("settle the missing row first")
        mine[number]["cells"][column] = cell(settled, None, "", "person")
    elif settled == "present" and number >= len(mine):
        numeral["facts"].append(copy.deepcopy(facts_at(second, start)[number]))
        for column in (*DETAILS[3:], "note", "note_zh"):
            # What targets ask for is derived; notes are the first reader's.
            numeral["facts"][-1]["cells"][column] = cell("", None, "")
    elif settled == "absent" and number < len(mine):
        numeral["facts"].remove(mine[number])


def settle_row(first: State, second: State, of: str, names: list[str], column: str, settled: str) -> None:
    """A row of the catalogue that this document added."""
    for row in first.get("rows", {}).get(of, []):
        if [row[key] for key in KEYS.get(of, ())] == names:
            if column == "row" and settled == "absent":
                first["rows"][of].remove(row)
            elif column != "row":
                row[column] = settled
            return
    raise FailedError(f"{' '.join(names)} was not added with this document: correct seeds/{of}.csv by hand")


def record(project: Path, document_id: str, difference: Row, settled: str, reason: str) -> None:
    """Log a difference that is settled, as a row of reading_differences.csv."""
    if not reason.strip():
        raise FailedError("reason_missing")
    if settled not in ("present", "absent") and difference["column_name"] == "row":
        raise FailedError("present_or_absent")
    known = state.load(project, document_id, "settled")
    state.save(project, document_id, "settled", [*known, difference | {"settled": settled, "reason": reason.strip()}])
