"""Judging the gates: on the CSVs and the marts, in every build and every night, with nothing but DuckDB."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from expectations import chance, marts, seeds
from expectations.outcome import ERRORED, FAILED, PASSED, WARNED, Finding, Outcome
from expectations.suite import BENFORD, EACH, GAP, MEDIAN, SHARE, WARNING, Bound, Suite, number
from kewei import publish
from kewei.problem import FailedError, Problem

WAIVERS = "seeds/gate_waivers.csv"
# Messages name the folders of this machine, in quotes or not; in quotes with blanks, too.
FOLDERS = re.compile(r"""(?<=")/[^"]*/|(?<=')/[^']*/|(?:/[^/\s'":]+)+/""")

# Where the tables of a suite are made; or why they cannot be.
Source = duckdb.DuckDBPyConnection | Exception


@dataclass
class Waiver:
    """A row of gate_waivers.csv."""

    line: int
    document_id: str
    gate: str
    reason: str
    is_used: bool = False

    def is_of(self, documents: str) -> bool:
        """Whether its document is among some: ids of documents, or of figures, which begin with their document's."""
        return any(one == self.document_id or one.startswith(f"{self.document_id}-") for one in documents.split(", "))


@dataclass
class Judged:
    """A gate with the values of its column: as observed, and without what chance or a waiver explains.

    positions: which rows of the table these are. problem: why the column cannot be judged. waivers: those that
    explain a value out of bounds.
    """

    bound: Bound
    positions: list[int] = field(default_factory=list)
    row_names: list[str] = field(default_factory=list)
    observed: list[float] = field(default_factory=list)
    explained: list[float] = field(default_factory=list)
    things: list[int] = field(default_factory=list)
    waivers: list[Waiver] = field(default_factory=list)
    problem: str = ""

    def is_within(self, value: float) -> bool:
        """Whether a value is within the bounds."""
        return self.bound.low <= value <= self.bound.high

    @property
    def status(self) -> int:
        """PASSED, FAILED, WARNED or ERRORED."""
        if self.problem:
            return ERRORED
        if all(map(self.is_within, self.explained)):
            return PASSED
        return WARNED if self.bound.severity == WARNING else FAILED

    def __str__(self) -> str:
        """The rows out of bounds, or the statistic, or the range of all rows."""
        if self.problem:
            return self.problem
        outside = [
            " ".join(filter(None, (name, number(value), f"of {n}" if n else "")))
            for name, value, explained, n in zip(
                self.row_names, self.observed, self.explained, self.things, strict=True
            )
            if not self.is_within(explained)
        ]
        if outside:
            return "; ".join(outside[:10]) + (f"; and {len(outside) - 10} more" if len(outside) > 10 else "")
        if not self.observed:
            return "nothing to judge"
        low, high = number(min(self.observed)), number(max(self.observed))
        rows = "1 row" if len(self.observed) == 1 else f"{len(self.observed)} rows"
        return f"{low} in {rows}" if low == high else f"{low} to {high} in {rows}"


@contextmanager
def sources(project: Path, warehouse: Source) -> Iterator[list[tuple[Suite, Source]]]:
    """All suites, with the CSVs of a project and the marts of a warehouse."""
    with curated(project) as csvs:
        yield [(suite, csvs) for suite in seeds.SUITES] + [(suite, warehouse) for suite in marts.SUITES]


@contextmanager
def curated(project: Path) -> Iterator[Source]:
    """A connection in which every CSV of seeds/ is a table, with every cell as text."""
    with duckdb.connect() as connection:
        try:
            for path in sorted((project / "seeds").glob("*.csv")):
                with path.open(encoding="utf-8", newline="") as handle:
                    columns = next(csv.reader(handle))
                connection.read_csv(
                    str(path),
                    header=True,
                    sep=",",
                    quotechar='"',
                    escapechar='"',
                    columns=dict.fromkeys(columns, "varchar"),
                    # An empty cell is an empty text, as pandas and spreadsheets have it.
                    na_values="\x00",
                ).create(path.stem)
        except (duckdb.Error, ValueError, StopIteration, OSError) as error:
            yield error
            return
        yield connection


@contextmanager
def opened(warehouse: Path) -> Iterator[Source]:
    """A connection that only reads; or the error, so that every suite on the marts can say why it errs."""
    with ExitStack() as stack:
        try:
            source = stack.enter_context(publish.opened(warehouse))
        except FailedError as error:
            source = error
        yield source


def waivers_of(project: Path) -> list[Waiver]:
    """The rows of gate_waivers.csv; nothing where there is no such file."""
    path = project / WAIVERS
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as handle:
        rows = csv.DictReader(handle)
        return [Waiver(rows.line_num, **{name: (row[name] or "").strip() for name in rows.fieldnames}) for row in rows]


def judge_all(project: Path, warehouse: Source) -> Outcome:
    """Judge the CSVs of a project and the marts of a warehouse."""
    with sources(project, warehouse) as suites:
        waivers = waivers_of(project)
        return outcome_of([(suite, judge(suite, source, waivers)) for suite, source in suites], suites, waivers)


def outcome_of(
    judged: list[tuple[Suite, list[Judged]]], suites: list[tuple[Suite, Source]], waivers: list[Waiver]
) -> Outcome:
    """The findings, what is wrong with the waivers, and which are used."""
    findings = [
        Finding(
            one.status,
            suite.name,
            suite.rows,
            one.bound.gate,
            one.bound.column,
            str(one),
            one.bound.expected,
            one.bound.reason,
        )
        for suite, gates in judged
        for one in gates
    ]
    used = [f"{one.gate} for {one.document_id}: {one.reason}" for one in waivers if one.is_used]
    # Where something cannot be judged, nobody knows which waivers are needed.
    is_whole = all(finding.status != ERRORED for finding in findings)
    return Outcome(findings, list(problems_of(waivers, suites)) if waivers and is_whole else [], used)


def problems_of(waivers: list[Waiver], suites: list[tuple[Suite, Source]]) -> Iterator[Problem]:
    """What is wrong with waivers, once the gates are judged."""
    gates = {bound.gate for suite, _ in suites for bound in suite.bounds if "as documents" in suite.sql}
    documents: set[str] = set()
    for suite, source in suites:
        if suite.name == "gate_ledgers" and not isinstance(source, Exception):
            documents = {name for (name,) in source.execute("select document_id from documents").fetchall()}
    seen: dict[tuple[str, str], int] = {}
    for one in waivers:
        key = one.document_id, one.gate
        if key in seen:
            yield Problem(
                WAIVERS, one.line, "", ", ".join(key), f"one row each; line {seen[key]} has the same", "Delete one row."
            )
        elif one.document_id not in documents:
            expected, remedy = "listed as document_id in seeds/documents.csv", "Use a listed document_id."
            yield Problem(WAIVERS, one.line, "document_id", repr(one.document_id), expected, remedy)
        elif one.gate not in gates:
            expected = "a gate that can be waived for a document, as the report of a failure names it"
            yield Problem(WAIVERS, one.line, "gate", repr(one.gate), expected, "Copy the name from the report.")
        elif not one.reason:
            remedy = "Say why the document is right although the gate does not hold."
            yield Problem(WAIVERS, one.line, "reason", "''", "a reason, which may not be empty", remedy)
        elif not one.is_used:
            expected, remedy = "a gate that the document does not pass by itself", "Delete the row."
            yield Problem(WAIVERS, one.line, "gate", f"{one.gate}, which holds", expected, remedy)
        seen.setdefault(key, one.line)


def judge(suite: Suite, source: Source, waivers: list[Waiver]) -> list[Judged]:
    """The gates of a suite, in the order of its bounds."""
    try:
        if isinstance(source, Exception):
            raise source
        answer = source.execute(suite.sql)
        names = [column[0] for column in answer.description]
        rows = [dict(zip(names, values, strict=True)) for values in answer.fetchall()]
        if "row_name" not in names:
            raise KeyError("row_name")
    except Exception as error:
        reason = f"{type(error).__name__}: {next(iter(str(error).splitlines()), '')}"
        return [Judged(bound, problem=FOLDERS.sub("", reason)) for bound in suite.bounds]
    return [judge_column(bound, names, rows, waivers) for bound in suite.bounds]


def judge_column(bound: Bound, names: list[str], rows: list[dict], waivers: list[Waiver]) -> Judged:
    """One gate on the rows of its suite's table. A column without values, or with some missing, cannot be judged."""
    needed = [bound.column] + ([f"{bound.column}_of"] if bound.statistic in (SHARE, GAP) else [])
    for name in needed:
        if name not in names:
            return Judged(bound, problem=f"the column {name} does not exist")
        if not rows:
            return Judged(bound, problem="the table has no rows")
        if other := next((row[name] for row in rows if isinstance(row[name], str)), None):
            return Judged(bound, problem=f"found {other!r}, expected numbers")
        # A share of nothing is no share.
        missing = [
            str(row["row_name"])
            for row in rows
            if row.get(f"{bound.column}_of") != 0 and (row[name] is None or row[name] != row[name])
        ]
        if missing:
            return Judged(bound, problem=f"no value for {', '.join(missing)}")
    if bound.statistic in (MEDIAN, BENFORD):
        values = [float(row[bound.column]) for row in rows]
    if bound.statistic == MEDIAN:
        return Judged(
            bound, [0], [""], [chance.median(values)], [chance.middle(values, bound.low, bound.high)], [len(rows)]
        )
    if bound.statistic == BENFORD:
        found = chance.distance(values, bound.high)
        return Judged(bound, [0], [""], [found], [found], [len(rows)])
    one = Judged(bound)
    for position, row in enumerate(rows):
        n = 0 if bound.statistic == EACH else int(row[f"{bound.column}_of"])
        if n == 0 and bound.statistic != EACH:
            continue
        explained = value = float(row[bound.column])
        if bound.statistic != EACH:
            explain = chance.share if bound.statistic == SHARE else chance.gap
            explained = explain(value, n, bound.low, bound.high)
        if not one.is_within(explained):
            fitting = [each for each in waivers if each.gate == bound.gate and each.is_of(str(row.get("documents")))]
            if fitting:
                one.waivers += fitting
                explained = min(max(value, bound.low), bound.high)
        one.positions.append(position)
        one.row_names.append(str(row["row_name"]))
        one.observed.append(value)
        one.explained.append(explained)
        one.things.append(n)
    for each in one.waivers:
        each.is_used = True
    return one
