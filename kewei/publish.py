"""Publishing: a compact copy of the marts, with their history, replaces warehouse.duckdb in one step."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from kewei.history import HISTORY, RUNS, SNAPSHOTS, WAREHOUSE, quoted

BUILD_DATABASE = "target/build.duckdb"
# Older clients (1.2 and later) can read this; without it only DuckDB 2 could.
STORAGE = "storage_version 'v1.2.0'"
# Small tables in large blocks would be mostly empty; large ones in small blocks are written and read half as fast.
SMALL_BLOCKS, SMALL_FILE = ", block_size 16384", 64_000_000
# A table that is larger is put in order by its place alone, which is what readers ask for.
LARGE_TABLE = 1_000_000
PLACES = ("city_code", "district_code", "document_id")
FURTHER = (
    "district_code",
    "district_code_a",
    "district_code_b",
    "indicator_code",
    "indicator_code_a",
    "year",
    "from_year",
    "to_year",
    "char_start",
)


def memory_limit() -> str:
    """How much memory DuckDB may take before it goes on on disk: KEWEI_MEMORY_LIMIT, or its own default."""
    return os.environ.get("KEWEI_MEMORY_LIMIT") or "80%"


def connection_settings() -> dict[str, str]:
    """How DuckDB is opened to publish: within its memory, and what goes beyond it into target/."""
    return {"memory_limit": memory_limit(), "temp_directory": "target/spill"}


def nodes_of(target: Path, kind: str, schema: str) -> list[str]:
    """Names of the models or snapshots of the last build, from dbt's manifest: leftovers are not among them."""
    manifest = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
    return sorted(
        node["name"]
        for node in manifest["nodes"].values()
        if node["resource_type"] == kind and node["schema"] == schema
    )


@contextmanager
def draft_of(project: Path) -> Iterator[Path]:
    """The path of a draft beside the published file; it is gone afterwards, also after an error."""
    draft = project / f".{WAREHOUSE}.{os.getpid()}.tmp"
    try:
        yield draft
    finally:
        for path in project.glob(f"{draft.name}*"):
            path.unlink()


def leftovers(project: Path) -> list[Path]:
    """Drafts of published files and of histories, with their logs."""
    return sorted(path for name in (WAREHOUSE, HISTORY) for path in project.glob(f".{name}.*.tmp*"))


def write_draft(project: Path, draft: Path, history: Path) -> None:
    """Copy the marts of the last build, and the snapshots and runs of a history, into a draft."""
    sources = [
        (project / BUILD_DATABASE, "marts", nodes_of(project / "target", "model", "marts")),
        (history, SNAPSHOTS, nodes_of(project / "target", "snapshot", SNAPSHOTS)),
        (history, RUNS.schema, [RUNS.table]),
    ]
    copy_tables(sources, draft)


def put_in_place(draft: Path, target: Path) -> None:
    """Put a draft in the place of a file of the same folder. Readers of the old file go on reading it."""
    with draft.open("rb") as handle:
        os.fsync(handle.fileno())
    os.replace(draft, target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def refresh_runs(project: Path) -> None:
    """Publish the history of runs anew beside marts and snapshots that stay as they are."""
    warehouse = project / WAREHOUSE
    if not warehouse.is_file():
        return
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        tables = connection.execute("select schema_name, table_name from duckdb_tables() order by all").fetchall()
    sources = [(warehouse, schema, [table]) for schema, table in tables if (schema, table) != (RUNS.schema, RUNS.table)]
    with draft_of(project) as draft:
        copy_tables([*sources, (project / HISTORY, RUNS.schema, [RUNS.table])], draft)
        put_in_place(draft, warehouse)


def copy_tables(sources: list[tuple[Path, str, list[str]]], target: Path) -> None:
    """Copy tables with their comments into a new database, and compare the row counts.

    sources: databases with a schema and its tables; a schema keeps its name.
    """
    target.unlink(missing_ok=True)
    connection = duckdb.connect(config=connection_settings())
    blocks = SMALL_BLOCKS if all(source.stat().st_size < SMALL_FILE for source, _, _ in sources) else ""
    try:
        connection.execute(f"attach '{quoted(target)}' as target ({STORAGE}{blocks})")
        for source, schema, tables in sources:
            connection.execute(f"attach '{quoted(source)}' as source (read_only)")
            connection.execute(f"create schema if not exists target.{schema}")
            for table in tables:
                copy_table(connection, f"{schema}.{table}")
                copy_comments(connection, schema, table)
            connection.execute("detach source")
        connection.execute("checkpoint target")
        connection.execute("detach target")
    finally:
        connection.close()


def copy_table(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Copy the rows of one table, in one order for equal contents."""
    connection.execute(f"create table target.{table} as from source.{table} order by {order_of(connection, table)}")
    built, copied = (
        connection.execute(f"select count(*) from {database}.{table}").fetchone()[0]
        for database in ("source", "target")
    )
    if built != copied:
        raise RuntimeError(f"{table}: {built} rows built, {copied} rows copied")


def order_of(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    """By what a table of the source is put in order: all columns, or for a large one its place and key."""
    if connection.execute(f"select count(*) from source.{table}").fetchone()[0] < LARGE_TABLE:
        return "all"
    columns = [row[0] for row in connection.execute(f"describe source.{table}").fetchall()]
    return ", ".join([one for one in PLACES if one in columns][:1] + [one for one in FURTHER if one in columns])


def copy_comments(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> None:
    """Copy the descriptions of a table and of its columns."""
    where = f"where database_name = 'source' and schema_name = '{schema}' and table_name = '{table}'"
    for (comment,) in connection.execute(f"select comment from duckdb_tables() {where}").fetchall():
        connection.execute(f"comment on table target.{schema}.{table} is '{quoted(comment or '')}'")
    columns = connection.execute(f"select column_name, comment from duckdb_columns() {where}").fetchall()
    for column, comment in columns:
        connection.execute(f"comment on column target.{schema}.{table}.{column} is '{quoted(comment or '')}'")
