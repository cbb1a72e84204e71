"""Publishing: the draft that a whole `dbt build` left is copied, and the copy takes the place of warehouse.duckdb."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import duckdb

from kewei.log import noted_runs, now
from kewei.problem import FailedError

WAREHOUSE = "warehouse.duckdb"
DRAFT = "draft/warehouse.duckdb"
BUILD = "draft/build.duckdb"
RUNS = ("ops", "run_history")
EVIDENCE = ("marts", "fct_evidence")
AGAIN = "Run `dbt build` again"
# Writing the tables of a larger draft once more would take longer than building some of them.
COMPACTED = 64_000_000


def leftovers(project: Path) -> list[Path]:
    """Copies that a killed publish left, with their logs, and the write-ahead log of a published file."""
    return sorted([*project.glob(f".{WAREHOUSE}.*.tmp*"), *project.glob(f"{WAREHOUSE}.wal")])


# What a file may not hold besides tables: all of it could run something when the file is read.
FOREIGN = {
    "view": "select view_name from duckdb_views() where database_name = 'warehouse' and not internal "
    "and schema_name <> 'main'",
    "macro": "select function_name from duckdb_functions() where database_name = 'warehouse' and not internal",
    "type": "select type_name from duckdb_types() where database_name = 'warehouse' and not internal",
    "sequence": "select sequence_name from duckdb_sequences() where database_name = 'warehouse'",
    "computed column": "select column_name from duckdb_columns() where database_name = 'warehouse' "
    "and column_default is not null and not internal",
}

COMMENTS = """
    select 'table', schema_name, table_name, null, comment
    from duckdb_tables() where database_name = 'draft' and comment is not null
    union all
    select 'view', schema_name, view_name, null, comment
    from duckdb_views() where database_name = 'draft' and not internal and comment is not null
    union all
    select 'column', schema_name, table_name, column_name, comment
    from duckdb_columns() where database_name = 'draft' and not internal and comment is not null
"""


def tables_of(connection: duckdb.DuckDBPyConnection) -> set[tuple[str, str]]:
    """Schema and name of every table of the file that `opened` opened, in lower case, as DuckDB compares them."""
    found = "select lower(schema_name), lower(table_name) from duckdb_tables() where database_name = 'warehouse'"
    return set(connection.execute(found).fetchall())


def views_of(connection: duckdb.DuckDBPyConnection) -> set[tuple[str, str]]:
    """Schema and name of every view of the file that `opened` opened, in lower case."""
    found = "select lower(schema_name), lower(view_name) from duckdb_views() "
    return set(connection.execute(found + "where database_name = 'warehouse' and not internal").fetchall())


@cache
def reads_marts_only(sql: str) -> bool:
    """Whether the definition of a view reads tables of schema marts and nothing else: no file, no table function.

    A run opens its files six times, and each time the views are the same.
    """
    query = re.sub("^CREATE VIEW .*? AS ", "", sql, count=1, flags=re.DOTALL)
    # In a database of its own, where no macro of a file stands in for the function.
    [serialized] = duckdb.execute("select json_serialize_sql(?)", [query]).fetchone()
    parsed = json.loads(serialized)
    own, read = {""}, []

    def walk(node: object) -> None:
        for value in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
            walk(value)
        if isinstance(node, dict):
            own.update(entry["key"] for entry in node.get("cte_map", {}).get("map", ()))
            if node.get("type") in ("BASE_TABLE", "TABLE_FUNCTION"):
                read.append(node)

    walk(parsed)
    return not parsed["error"] and all(
        node["type"] == "BASE_TABLE"
        and (node["schema_name"] == "marts" or (not node["schema_name"] and node["table_name"] in own))
        for node in read
    )


def attach(connection: duckdb.DuckDBPyConnection, database: Path, name: str, options: str = "read_only") -> None:
    """Attach a file under a name; its path may hold quotes."""
    path = str(database).replace("'", "''")
    connection.execute(f"attach '{path}' as {name} ({options})")


@contextmanager
def opened(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that only reads, to a published file or a draft as the database `warehouse`.

    Raises FailedError for a file with anything but tables and views of its marts. Until that is known, functions are
    looked up elsewhere: a macro of the file would stand in for a function of the same name.
    """
    with duckdb.connect() as connection:
        try:
            attach(connection, database, "warehouse")
        except duckdb.Error as error:
            if "Could not set lock" in str(error):
                raise FailedError(f"{database.name} is open for writing in another program. Close it there") from error
            raise FailedError(
                f"{database.name} cannot be opened. Put a copy of a published file in its place, or delete it to begin "
                "a new history"
            ) from error
        views = "select view_name, sql from duckdb_views() where database_name = 'warehouse' and not internal"
        foreign = [
            ("view", name)
            for name, sql in connection.execute(views + " and schema_name = 'main'").fetchall()
            if not reads_marts_only(sql)
        ]
        for kind, query in FOREIGN.items():
            foreign += [(kind, name) for (name,) in connection.execute(query).fetchall()]
        for kind, name in foreign:
            raise FailedError(
                f"the {kind} {name} is in {database.name}, which holds only tables and views of its marts. "
                "Put a copy of a published file in its place"
            )
        connection.execute("use warehouse")
        yield connection


def what_holds(database: Path) -> tuple[dict[str, str], dict[str, int], dict[str, int]]:
    """What a published file holds: runs with dbt's id of each, figures with evidence by document, states of history."""
    runs, evidence, states = {}, {}, {}
    if database.is_file():
        with opened(database) as connection:
            tables = tables_of(connection)
            if RUNS in tables:
                found = "select run_id, invocation_id from ops.run_history where published"
                runs = dict(connection.execute(found).fetchall())
            if EVIDENCE in tables:
                evidence = evidence_of(connection)
            states = states_of(connection)
    return runs, evidence, states


def evidence_of(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """How many figures of each document have their sentence, in the file that `opened` opened."""
    found = "select document_id, count(*) from marts.fct_evidence group by document_id order by document_id"
    return dict(connection.execute(found).fetchall())


def states_of(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """How many states each table of history has, in the file that `opened` opened."""
    counts = {}
    for schema, table in sorted(tables_of(connection)):
        if schema == "snapshots":
            name = table.replace('"', '""')
            [(counts[table],)] = connection.execute(f'select count(*) from snapshots."{name}"').fetchall()
    return counts


def artifact(project: Path, name: str) -> dict:
    """What the last dbt run wrote of itself; empty if there is nothing."""
    path = project / "target" / name
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def test_counts(results: list[dict]) -> dict[str, int]:
    """Data tests by outcome, as columns of the history of runs."""
    counts = Counter(one["status"] for one in results if one["unique_id"].startswith("test."))
    failed = counts["fail"] + counts["error"]
    return {"tests_passed": counts["pass"], "tests_warned": counts["warn"], "tests_failed": failed}


def check_results(results: dict, manifest: dict) -> None:
    """Raise FailedError unless dbt's results are those of a whole `dbt build` that passed."""
    if not results or not manifest:
        raise FailedError("no dbt run was found. Run `dbt build` first")
    args = results["args"]
    reason = ""
    kinds = ("seed", "model", "snapshot", "test")
    wanted = {key for key, node in manifest["nodes"].items() if node["resource_type"] in kinds}
    good = {one["unique_id"] for one in results["results"] if one["status"] in ("success", "pass", "warn", "no-op")}
    bad = sum(one["unique_id"] not in good for one in results["results"])
    left_out = len(wanted - {one["unique_id"] for one in results["results"]})
    if args.get("which") != "build":
        reason = f"it was dbt {args.get('which')}"
    elif used := [name for name in ("vars", "empty", "sample") if args.get(name)]:
        reason = f"it was called with --{used[0]}"
    elif bad or left_out:
        reason = f"{bad} nodes failed or were skipped, {left_out} were left out"
    if reason:
        raise FailedError(f"the last dbt run was no whole `dbt build` that passed ({reason}). {AGAIN}")


def check_draft(project: Path, connection: duckdb.DuckDBPyConnection, results: dict, manifest: dict) -> dict:
    """Raise FailedError unless the draft is what that run of dbt left. Returns what the draft says of the run."""
    built = {(node["schema"], node["alias"]) for node in manifest["nodes"].values() if node["database"] == "warehouse"}
    # Every mart has a view in schema main, its own or one that dbt makes at its end.
    known = built | {("main", name) for schema, name in built if schema == "marts"} | {RUNS}
    found = tables_of(connection) | views_of(connection)
    if found != known:
        name = ".".join(min(found ^ known))
        raise FailedError(f"{DRAFT} differs from the project in {name}. {AGAIN} after `rm draft/*.duckdb`")
    row = connection.execute(
        "select invocation_id, started_at, (select count(*) from marts.fct_observations) as figures, "
        "(select list(run_id) from ops.run_history) as run_ids "
        "from ops.run_history where outcome = 'running'"
    ).fetchone()
    if row is None or row[0] != results["metadata"]["invocation_id"] or Path(f"{project / DRAFT}.wal").exists():
        raise FailedError(f"{DRAFT} is not what the last whole `dbt build` left. {AGAIN}")
    found = dict(zip(("invocation_id", "started_at", "figures", "run_ids"), row, strict=True))
    if not found["figures"]:
        raise FailedError(f"{DRAFT} has no figures")
    for path in sorted((project / "seeds").rglob("*.csv")):
        if path.stat().st_mtime > seconds(found["started_at"]):
            raise FailedError(f"{path.relative_to(project)} was changed after the build began. {AGAIN}")
    # A file that was copied or moved may be new and look old.
    for node in manifest["nodes"].values():
        if node["resource_type"] == "seed" and node["checksum"]["name"] == "sha256":
            path = project / node["original_file_path"]
            # dbt leaves out blanks at both ends.
            content = path.read_text(encoding="utf-8").strip() if path.is_file() else ""
            if hashlib.sha256(content.encode()).hexdigest() != node["checksum"]["checksum"]:
                raise FailedError(f"{path.relative_to(project)} is not what was built. {AGAIN}")
    return found | {"states": states_of(connection), "evidence": evidence_of(connection)}


def seconds(time: datetime) -> float:
    """A time in UTC, as the tables hold it, in the seconds that file systems count."""
    return time.replace(tzinfo=UTC).timestamp()


def check_history(project: Path, found: dict, without_evidence: bool) -> None:
    """Raise FailedError if publishing the draft would lose runs, states or evidence of the published file."""
    runs, evidence, states = what_holds(project / WAREHOUSE)
    # A draft may be published again; but not after another one.
    if {run_id for run_id, build in runs.items() if build != found["invocation_id"]} - set(found["run_ids"]):
        raise FailedError(f"{WAREHOUSE} has runs that the draft does not have. {AGAIN}")
    # Snapshots only add rows. The published file is the only other place where the history is.
    for table, count in states.items():
        if found["states"].get(table, 0) < count:
            left = found["states"].get(table, 0)
            raise FailedError(f"{WAREHOUSE} has {count} states in snapshots.{table}, and the draft {left}. {AGAIN}")
    lost = {document: count for document, count in evidence.items() if document not in found["evidence"]}
    if lost and not without_evidence:
        raise FailedError(
            f"{WAREHOUSE} has the sentences around {sum(lost.values())} figures of {', '.join(lost)}, and this build "
            "had no text of them. Put the documents into documents/, or publish with --without-evidence"
        )


def publish(
    project: Path,
    row: dict,
    without_evidence: bool = False,
    judge: Callable[[duckdb.DuckDBPyConnection], None] = lambda _: None,
) -> dict:
    """Publish what the last `dbt build` left, or raise FailedError.

    row: what is known of the run; more is returned. judge: raises FailedError when the curated figures of a draft are
    implausible as a whole. Figures from a location have no such judge: the bounds are those of documents that people
    capture.
    """
    results, manifest = artifact(project, "run_results.json"), artifact(project, "manifest.json")
    check_results(results, manifest)
    if not (project / DRAFT).is_file():
        raise FailedError(f"{DRAFT} is not there. {AGAIN}")
    copy = project / f".{WAREHOUSE}.{os.getpid()}.tmp"
    try:
        # While it is open for reading, no dbt can write into it.
        with opened(project / DRAFT) as connection:
            found = check_draft(project, connection, results, manifest)
            check_history(project, found, without_evidence)
            if "seed.kewei.facts" in manifest["nodes"]["model.kewei.stg_facts"]["depends_on"]["nodes"]:
                judge(connection)
            else:
                print("Gates of distribution were not judged: they are for figures that people capture.", flush=True)
            copy_draft(project / DRAFT, copy, foreign_keys(manifest))
        row = {**row, **test_counts(results["results"]), "invocation_id": found["invocation_id"]}
        row |= {"has_evidence": bool(found["evidence"]), "outcome": "published", "published": True, "ended_at": now()}
        row |= {"message": f"published {found['figures']} figures, {row['tests_passed']} data tests passed"}
        finish_runs(copy, row, noted_runs(project))
        # As old as the build's start, so that make sees what was changed while it ran.
        os.utime(copy, (seconds(found["started_at"]),) * 2)
        put_in_place(copy, project / WAREHOUSE)
    finally:
        for path in project.glob(f"{copy.name}*"):
            path.unlink()
    return row


def foreign_keys(manifest: dict) -> dict[str, list[tuple[str, str]]]:
    """Of each mart the clauses of its foreign keys, each with the name of the mart that it refers to."""
    return {
        node["alias"]: [
            (
                f"foreign key ({', '.join(one['columns'])}) references marts.{one['expression']}",
                one["expression"].split()[0],
            )
            for one in node["constraints"]
            if one["type"] == "foreign_key"
        ]
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["schema"] == "marts"
    }


def copy_draft(draft: Path, copy: Path, keys: dict[str, list[tuple[str, str]]]) -> None:
    """Copy a draft, with the foreign keys of its marts, without the free blocks that tables of earlier builds left.

    A large draft is copied as it is: its free blocks are few, and an index for each key would double it. DuckDB neither
    adds a foreign key to a table nor replaces a table that one refers to, so only the copy has them. Below
    facts_location, where marts have no primary keys, nothing can refer to them.
    """
    if draft.stat().st_size > COMPACTED:
        shutil.copyfile(draft, copy)
        return
    with duckdb.connect() as connection:
        attach(connection, draft, "draft")
        size = "select block_size from pragma_database_size() where database_name = 'draft'"
        [(block_size,)] = connection.execute(size).fetchall()
        # The copy is whole at its checkpoint or it is deleted; a log of each statement would be half of the work.
        options = f"storage_version 'v1.2.0', block_size {block_size}, recovery_mode 'no_wal_writes'"
        attach(connection, copy, "copy", options)
        connection.execute("use copy")
        found = "select schema_name, table_name, sql from duckdb_tables() where database_name = 'draft' order by all"
        tables = connection.execute(found).fetchall()
        found = "select table_name from duckdb_constraints() where database_name = 'draft' "
        found += "and constraint_type = 'PRIMARY KEY'"
        primary = {name for (name,) in connection.execute(found).fetchall()}
        keys = {table: [key for key in own if key[1] in primary] for table, own in keys.items()}
        for schema in sorted({schema for schema, _, _ in tables}):
            connection.execute(f"create schema if not exists copy.{quoted(schema)}")
        done = set()
        while tables:
            # What a table refers to comes before it.
            one = next(one for one in tables if {name for _, name in keys.get(one[1], ())} <= done)
            tables.remove(one)
            schema, table, sql = one
            clauses = "".join(f", {clause}" for clause, _ in keys.get(table, ()))
            connection.execute(f"{sql.rstrip().removesuffix(';').removesuffix(')')}{clauses})")
            name = f"{quoted(schema)}.{quoted(table)}"
            connection.execute(f"insert into copy.{name} from draft.{name}")
            done.add(table)
        views = "select sql from duckdb_views() where database_name = 'draft' and not internal order by view_name"
        for (sql,) in connection.execute(views).fetchall():
            connection.execute(sql)
        for kind, *names, comment in connection.execute(COMMENTS).fetchall():
            thing = ".".join(quoted(name) for name in names if name is not None)
            text = comment.replace("'", "''")
            connection.execute(f"comment on {kind} {thing} is '{text}'")
        connection.execute("checkpoint copy")


def quoted(name: str) -> str:
    """A name as an identifier of SQL."""
    return '"{}"'.format(name.replace('"', '""'))


def finish_runs(copy: Path, row: dict, noted: dict[str, dict]) -> None:
    """Put this run and those that did not publish into the history of runs."""
    with duckdb.connect(str(copy)) as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.execute("delete from ops.run_history where outcome = 'running'")
        known = {run_id for (run_id,) in connection.execute("select run_id from ops.run_history").fetchall()}
        columns = {name for name, *_ in connection.execute("describe ops.run_history").fetchall()}
        for run in [*(one for one in noted.values() if one["run_id"] not in {row["run_id"], *known}), row]:
            names = sorted(columns & run.keys())
            places = ", ".join("?" for _ in names)
            connection.execute(
                f"insert into ops.run_history ({', '.join(names)}) values ({places})", [run[name] for name in names]
            )
        connection.execute("checkpoint")


def put_in_place(copy: Path, target: Path) -> None:
    """Put a file in the place of another of the same folder. Readers of the old file go on reading it."""
    with copy.open("rb") as handle:
        os.fsync(handle.fileno())
    # A write-ahead log belongs to the old file; DuckDB would apply it to the new one.
    log = Path(f"{target}.wal")
    log.unlink(missing_ok=True)
    os.replace(copy, target)
    log.unlink(missing_ok=True)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
