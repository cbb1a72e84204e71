"""The history that no rebuild touches: history.duckdb holds the snapshots, which dbt writes, and every run."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

HISTORY = "history.duckdb"
WAREHOUSE = "warehouse.duckdb"
SNAPSHOTS = "snapshots"
FIGURES = "figures_history"
REMEDY = (
    f"Restore it with `python -m kewei restore {WAREHOUSE}` or from a backup, or start a new one with START_HISTORY=1"
)


@dataclass(frozen=True)
class RunTable:
    """The table of runs: its name, and each column with type and description."""

    schema: str
    table: str
    description: str
    columns: dict[str, tuple[str, str]]

    @property
    def definition(self) -> str:
        """The columns with their types, as `create table` takes them."""
        return ", ".join(f"{name} {kind}" for name, (kind, _) in self.columns.items())


RUNS = RunTable(
    "ops",
    "run_history",
    "Every run that could have published, whatever became of it. Times in UTC. One row per run.",
    {
        "run_id": ("varchar primary key", "Key of the run."),
        "command": ("varchar not null", "What was run: build, nightly, or publish after a plain dbt build."),
        "started_at": ("timestamp not null", "When the run started (UTC)."),
        "ended_at": ("timestamp", "When it ended (UTC); null while it runs, and if it was killed."),
        "outcome": (
            "varchar not null",
            "running; published; failed, when a check found something; error, when the run could not go on; "
            "interrupted, when it was killed, as the next run noted.",
        ),
        "published": ("boolean not null", "Whether the run replaced the published marts."),
        "stage": ("varchar", "Where the run stands or stopped."),
        "message": ("varchar", "The last line of the run, without paths."),
        "invocation_id": ("varchar", "Id that dbt gave the build; null if the run stopped before dbt."),
        "git_commit": ("varchar", "Commit of the project, with +changes if files differ from it; null without git."),
        "seeds_fingerprint": ("varchar", "SHA-256 over names and contents of all curated CSVs."),
        "has_evidence": ("boolean", "Whether the documents were at hand and the figures compared with them."),
        "tests_passed": ("integer", "Data tests of dbt that passed; null if dbt did not run."),
        "tests_warned": ("integer", "Data tests of dbt that warned."),
        "tests_failed": ("integer", "Data tests of dbt that failed or broke."),
        "expectations_passed": ("integer", "Expectations that passed; null if they were not run."),
        "expectations_failed": ("integer", "Expectations that failed or could not be judged."),
        "fingerprint": (
            "varchar",
            "SHA-256 over all that the published file depends on: CSVs, code, settings, documents, versions; null if "
            "the run did not publish, or published what a plain dbt build had built.",
        ),
        "file_sha256": (
            "varchar",
            "SHA-256 of the published file; null for the latest run in that file, which cannot hold its own.",
        ),
        "settings_fingerprint": (
            "varchar",
            "The fingerprint without facts_location; while it is the same, documents changed there are rebuilt alone.",
        ),
    },
)


class HistoryLostError(Exception):
    """history.duckdb is lost, cannot be opened, or differs from the history that was published."""


def now() -> datetime:
    """The time in UTC, without a zone, as the tables hold it."""
    return datetime.now(UTC).replace(tzinfo=None)


@contextmanager
def opened(project: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to history.duckdb, which is made with its table of runs where it is not there."""
    connection = duckdb.connect(str(project / HISTORY))
    try:
        connection.execute(f"create schema if not exists {RUNS.schema}")
        connection.execute(f"create table if not exists {RUNS.schema}.{RUNS.table} ({RUNS.definition})")
        # A history that an older version began has fewer columns.
        known = {row[0] for row in connection.execute(f"describe {RUNS.schema}.{RUNS.table}").fetchall()}
        for name in [name for name in RUNS.columns if name not in known]:
            connection.execute(f"alter table {RUNS.schema}.{RUNS.table} add column {name} {RUNS.columns[name][0]}")
        connection.execute(f"comment on table {RUNS.schema}.{RUNS.table} is '{RUNS.description}'")
        for name, (_, description) in RUNS.columns.items():
            connection.execute(f"comment on column {RUNS.schema}.{RUNS.table}.{name} is '{description}'")
        yield connection
    finally:
        connection.close()


def tables_of(database: Path) -> set[tuple[str, str]]:
    """Schema and name of every table of a database file; nothing where the file is not there or is empty."""
    if not database.is_file() or database.stat().st_size == 0:
        return set()
    with duckdb.connect(str(database), read_only=True) as connection:
        return set(connection.execute("select schema_name, table_name from duckdb_tables()").fetchall())


def is_held(error: duckdb.Error) -> bool:
    """Whether DuckDB could not open a file because another program holds it."""
    return "Could not set lock" in str(error)


def is_history(tables: set[tuple[str, str]]) -> bool:
    """Whether these tables hold a history."""
    return (RUNS.schema, RUNS.table) in tables or (SNAPSHOTS, FIGURES) in tables


def held(database: Path) -> tuple[set[str], int]:
    """The run_ids that a database knows, and how many states of figures it holds."""
    tables = tables_of(database)
    with duckdb.connect(str(database), read_only=True) as connection:
        runs, states = set(), 0
        if (RUNS.schema, RUNS.table) in tables:
            runs = {row[0] for row in connection.execute("select run_id from ops.run_history").fetchall()}
        if (SNAPSHOTS, FIGURES) in tables:
            states = connection.execute(f"select count(*) from {SNAPSHOTS}.{FIGURES}").fetchone()[0]
    return runs, states


def check(project: Path) -> None:
    """Make sure that history.duckdb is not behind the published file, and say when a history begins.

    A history that is simply behind (killed between two renames, or an old backup) is taken from the published file,
    which knows the same and more. One that is lost, cannot be opened or went another way raises HistoryLostError.
    """
    history, warehouse = project / HISTORY, project / WAREHOUSE
    try:
        published = tables_of(warehouse)
    except duckdb.Error:
        print(f"{WAREHOUSE} cannot be opened; this run will replace it if it publishes.", flush=True)
        published = set()
    try:
        known = is_history(tables_of(history))
    except duckdb.Error as error:
        if is_held(error):
            held_by = "another program holds it open. Close it there; what it holds can be read in the published file"
            raise HistoryLostError(f"{HISTORY} cannot be opened: {held_by}") from None
        raise HistoryLostError(f"{HISTORY} cannot be opened. {REMEDY}") from None
    if os.environ.get("START_HISTORY") == "1" or not is_history(published):
        if not known:
            print(f"A history of figures and runs starts today, in {HISTORY}.", flush=True)
        return
    if not known:
        raise HistoryLostError(f"{HISTORY} has no history, but {WAREHOUSE} was published before. {REMEDY}")
    (runs, states), (published_runs, published_states) = held(history), held(warehouse)
    if published_runs <= runs and published_states <= states:
        return
    if not runs <= published_runs:
        raise HistoryLostError(f"{HISTORY} lacks runs or figures that {WAREHOUSE} has, and the reverse. {REMEDY}")
    restore(project, warehouse)
    print(f"{HISTORY} was behind {WAREHOUSE} and was taken from there.", flush=True)


def begin(project: Path, command: str) -> str:
    """Note that a run starts, and that runs which never ended were interrupted. Returns the run's id."""
    check(project)
    run_id = uuid.uuid4().hex[:12]
    with opened(project) as connection:
        close_interrupted(project, connection)
        connection.execute(
            "insert into ops.run_history (run_id, command, started_at, outcome, published, stage, git_commit, "
            "seeds_fingerprint) values (?, ?, ?, 'running', false, 'start', ?, ?)",
            [run_id, command, now(), git_commit(project), seeds_fingerprint(project)],
        )
    return run_id


@contextmanager
def drafted(project: Path) -> Iterator[Path]:
    """A copy of history.duckdb for one build to write into; publishing makes it the history, else it is gone."""
    # Always the same name: another one would make dbt parse everything anew.
    draft = project / f".{HISTORY}.draft.tmp"
    shutil.copy(project / HISTORY, draft)
    try:
        yield draft
    finally:
        for path in project.glob(f"{draft.name}*"):
            path.unlink()


def close_interrupted(project: Path, connection: duckdb.DuckDBPyConnection) -> None:
    """Give runs without an end their outcome: what the published file says of them, else interrupted."""
    open_runs = connection.execute("select run_id from ops.run_history where outcome = 'running'").fetchall()
    if not open_runs:
        return
    try:
        published = published_runs(project / WAREHOUSE)
    except duckdb.Error:
        published = {}
    for (run_id,) in open_runs:
        if run_id in published:
            values = {**published[run_id], "message": "published, then interrupted"}
        else:
            values = {"outcome": "interrupted", "message": "killed; its end was not noted"}
        update(connection, run_id, values)


def published_runs(warehouse: Path) -> dict[str, dict]:
    """What the published file says of the runs that published, by run_id."""
    if (RUNS.schema, RUNS.table) not in tables_of(warehouse):
        return {}
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        found = connection.execute("select * from ops.run_history where published")
        names = [column[0] for column in found.description]
        rows = [dict(zip(names, values, strict=True)) for values in found.fetchall()]
    return {row.pop("run_id"): {name: row[name] for name in row if name in RUNS.columns} for row in rows}


def update(connection: duckdb.DuckDBPyConnection, run_id: str, values: dict) -> None:
    """Set columns of one run."""
    places = ", ".join(f"{name} = ?" for name in values)
    connection.execute(f"update ops.run_history set {places} where run_id = ?", [*values.values(), run_id])


def note(project: Path, run_id: str, values: dict) -> None:
    """Set columns of one run in history.duckdb."""
    with opened(project) as connection:
        update(connection, run_id, values)


def git_commit(project: Path) -> str | None:
    """The commit of the project, with +changes when files differ from it; None when it is no git repository."""

    def git(*arguments: str) -> str:
        command = ["git", "-C", str(project), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    try:
        if Path(git("rev-parse", "--show-toplevel")).resolve() != project.resolve():
            return None
        return git("rev-parse", "HEAD") + ("+changes" if git("status", "--porcelain") else "")
    except (OSError, subprocess.CalledProcessError):
        return None


def seeds_fingerprint(project: Path) -> str:
    """SHA-256 over names and contents of all curated CSVs."""
    total = hashlib.sha256()
    for path in sorted((project / "seeds").rglob("*.csv")):
        total.update(os.fsencode(path.relative_to(project)) + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest() if path.is_file() else b"no file")
    return total.hexdigest()


def backup(project: Path, target: Path) -> None:
    """Copy the history into a new file. target must not be there yet."""
    if target.exists():
        raise FileExistsError(f"{target} is there already; name another file for the backup")
    if not is_history(tables_of(project / HISTORY)):
        raise FileNotFoundError(f"{HISTORY} holds no history yet")
    copy_history(project / HISTORY, target)


def restore(project: Path, source: Path) -> int:
    """Make history.duckdb anew from a backup or a published file. Returns the number of runs in it.

    A history that is there is kept beside as history.duckdb.<time>.old, never overwritten.
    """
    if not is_history(tables_of(source)):
        raise FileNotFoundError(
            f"{source} holds no history: neither {SNAPSHOTS}.{FIGURES} nor {RUNS.schema}.{RUNS.table}"
        )
    history = project / HISTORY
    draft = project / f".{HISTORY}.{os.getpid()}.tmp"
    try:
        copy_history(source, draft)
        if history.is_file():
            with suppress(duckdb.Error), duckdb.connect(str(history)) as connection:
                connection.execute("checkpoint")
            shutil.copy(history, project / f"{HISTORY}.{now():%Y%m%dT%H%M%S%f}.old")
            Path(f"{history}.wal").unlink(missing_ok=True)
        os.replace(draft, history)
    finally:
        draft.unlink(missing_ok=True)
    with opened(project) as connection:
        return connection.execute("select count(*) from ops.run_history").fetchone()[0]


def copy_history(source: Path, target: Path) -> None:
    """Copy snapshots and runs of a database file into a new one."""
    tables = sorted(table for table in tables_of(source) if table[0] in (SNAPSHOTS, RUNS.schema))
    with opened_copy(source, target) as connection:
        for schema, table in tables:
            connection.execute(f"create schema if not exists {schema}")
            if (schema, table) == (RUNS.schema, RUNS.table):
                connection.execute(f"create table {schema}.{table} ({RUNS.definition})")
                connection.execute(f"insert into {schema}.{table} by name from source.{schema}.{table}")
            else:
                connection.execute(f"create table {schema}.{table} as from source.{schema}.{table}")


@contextmanager
def opened_copy(source: Path, target: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to a new database file, with another attached read-only as `source`."""
    connection = duckdb.connect(str(target))
    try:
        connection.execute(f"attach '{quoted(source)}' as source (read_only)")
        yield connection
    finally:
        connection.close()


def quoted(text: object) -> str:
    """A text for use inside single quotes."""
    return str(text).replace("'", "''")
