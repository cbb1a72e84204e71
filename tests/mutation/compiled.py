"""The SQL that dbt compiled, in the order in which it runs: DuckDB alone takes milliseconds where dbt takes seconds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import duckdb


@dataclass(frozen=True)
class Node:
    """A seed, model or test as dbt compiled it. path: of the file it comes from, below the project."""

    unique_id: str
    name: str
    kind: str
    path: str
    relation: str
    sql: str
    parents: tuple[str, ...]
    is_table: bool


def read_nodes(manifest: Path) -> list[Node]:
    """Seeds, models and tests in an order in which each comes after its parents, a test as early as it can."""
    nodes = {
        one["unique_id"]: Node(
            one["unique_id"],
            one["name"],
            one["resource_type"],
            one["original_file_path"],
            one.get("relation_name") or "",
            one.get("compiled_code") or "",
            tuple(one["depends_on"].get("nodes", ())),
            one["config"]["materialized"] == "table",
        )
        for one in json.loads(manifest.read_text(encoding="utf-8"))["nodes"].values()
        # What is disabled was not compiled.
        if one["resource_type"] == "seed" or (one["resource_type"] in ("model", "test") and one.get("compiled_code"))
    }
    ordered: dict[str, Node] = {}
    waiting = sorted(nodes.values(), key=lambda node: (node.kind != "test", node.name))
    while waiting:
        # Snapshots are left out: what is run without dbt has no history of its own.
        ready = next(node for node in waiting if all(one in ordered or one not in nodes for one in node.parents))
        ordered[ready.unique_id] = ready
        waiting.remove(ready)
    return list(ordered.values())


def rows_of_csv(path: Path) -> str:
    """A query for the rows of a CSV as dbt seed loads them here: every column text, empty cells null."""
    with path.open(encoding="utf-8") as handle:
        columns = ", ".join(f"'{column}': 'varchar'" for column in handle.readline().strip().split(","))
    return (
        f"select * from read_csv('{path}', auto_detect = false, header = true, quote = '\"', escape = '\"', "
        f"columns = {{{columns}}})"
    )


def problems_of(connection: duckdb.DuckDBPyConnection, test: Node) -> int:
    """How many rows a test finds."""
    return connection.execute(f"select count(*) from ({test.sql}) as problems").fetchone()[0]
