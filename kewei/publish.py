"""Publishing: a compact copy of the marts replaces warehouse.duckdb in one step."""

from __future__ import annotations

import json
import os
from pathlib import Path

import duckdb

BUILD_DATABASE = "target/build.duckdb"
WAREHOUSE = "warehouse.duckdb"
# Older clients (1.2 and later) can read this; without it only DuckDB 2 could.
STORAGE_VERSION = "v1.2.0"


def marts_of(project: Path) -> list[str]:
    """Names of the marts of the last build, from dbt's manifest: leftovers of other builds are not among them."""
    manifest = json.loads((project / "target/manifest.json").read_text(encoding="utf-8"))
    return sorted(
        node["name"]
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["schema"] == "marts"
    )


def last_run_passed(project: Path) -> bool:
    """Whether the last dbt run was a whole `dbt build` in which nothing failed or was skipped."""
    results = json.loads((project / "target/run_results.json").read_text(encoding="utf-8"))
    arguments = results["args"]
    whole = arguments.get("which") == "build" and not (
        arguments.get("select") or arguments.get("exclude") or arguments.get("empty")
    )
    return whole and all(result["status"] in ("success", "pass", "warn", "no-op") for result in results["results"])


def publish(project: Path) -> Path:
    """Copy the marts of target/build.duckdb and put the copy in the place of warehouse.duckdb.

    Readers of the old file go on reading it; a failure before the last line leaves it untouched.
    """
    warehouse = project / WAREHOUSE
    draft = project / f".{WAREHOUSE}.{os.getpid()}.tmp"
    try:
        copy_marts(project / BUILD_DATABASE, draft, marts_of(project))
        with draft.open("rb") as handle:
            os.fsync(handle.fileno())
        os.replace(draft, warehouse)
    finally:
        draft.unlink(missing_ok=True)
    return warehouse


def copy_marts(source: Path, target: Path, tables: list[str]) -> None:
    """Copy tables with their comments into a new database, and compare the row counts."""
    target.unlink(missing_ok=True)
    connection = duckdb.connect()
    try:
        connection.execute(f"attach '{quoted(source)}' as build (read_only)")
        connection.execute(f"attach '{quoted(target)}' as published (storage_version '{STORAGE_VERSION}')")
        connection.execute("create schema published.marts")
        for table in tables:
            connection.execute(f"create table published.marts.{table} as from build.marts.{table} order by all")
            copy_comments(connection, table)
            rows = [
                connection.execute(f"select count(*) from {database}.marts.{table}").fetchone()
                for database in ("build", "published")
            ]
            if rows[0] != rows[1]:
                raise RuntimeError(f"{table}: {rows[0]} rows built, {rows[1]} rows copied")
        connection.execute("checkpoint published")
        connection.execute("detach published")
    finally:
        connection.close()


def copy_comments(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Copy the descriptions of a table and of its columns."""
    where = f"where database_name = 'build' and schema_name = 'marts' and table_name = '{table}'"
    for (comment,) in connection.execute(f"select comment from duckdb_tables() {where}").fetchall():
        connection.execute(f"comment on table published.marts.{table} is '{quoted(comment or '')}'")
    columns = connection.execute(f"select column_name, comment from duckdb_columns() {where}").fetchall()
    for column, comment in columns:
        connection.execute(f"comment on column published.marts.{table}.{column} is '{quoted(comment or '')}'")


def quoted(text: object) -> str:
    """A text for use inside single quotes."""
    return str(text).replace("'", "''")
