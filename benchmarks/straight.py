"""The compiled SQL of a build, run straight in DuckDB in a new file: what the build would take without dbt.

python -m benchmarks.straight MANIFEST DATABASE [--marts NAME ...] prints seconds by kind of node as JSON. With --marts
only the models that these marts are made from are run, without tests.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import duckdb

from benchmarks.compiled import Node, read_nodes, run_all
from benchmarks.measure import PROJECT
from kewei.publish import memory_limit


def needed(nodes: list[Node], marts: list[str]) -> list[Node]:
    """The seeds and models that some marts are made from, in order."""
    wanted = {node.unique_id for node in nodes if node.kind == "model" and node.name in marts}
    for node in reversed(nodes):
        if node.unique_id in wanted:
            wanted.update(node.parents)
    return [node for node in nodes if node.unique_id in wanted]


def run(manifest: Path, database: Path, marts: list[str]) -> dict[str, float]:
    """Build into a new database file. Returns seconds for each kind of node.

    Raises if a test finds anything, or if a model was not compiled.
    """
    database.unlink(missing_ok=True)
    nodes = read_nodes(manifest)
    missing = set(marts) - {node.name for node in nodes}
    if missing:
        raise RuntimeError(f"{manifest} has no compiled SQL of {', '.join(sorted(missing))}")
    with duckdb.connect(str(database), config={"memory_limit": memory_limit()}) as connection:
        seconds = run_all(connection, PROJECT, needed(nodes, marts) if marts else nodes)
        started = time.perf_counter()
        connection.execute("checkpoint")
        seconds["checkpoint"] = time.perf_counter() - started
    return {kind: round(value, 3) for kind, value in seconds.items()}


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(prog="benchmarks.straight", description=__doc__.splitlines()[0])
    parser.add_argument("manifest", type=Path)
    parser.add_argument("database", type=Path, help="its name must be build.duckdb, as in the compiled SQL")
    parser.add_argument("--marts", nargs="*", default=[])
    arguments = parser.parse_args()
    print(json.dumps(run(arguments.manifest, arguments.database, arguments.marts)))


if __name__ == "__main__":
    main()
