"""Command line: python -m kewei {build,nightly,publish,check,query,docs,changes,runs,backup,restore}."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import duckdb

PROJECT = Path(__file__).resolve().parent.parent
COMMANDS = {
    "build": "check the CSVs, run dbt build, publish warehouse.duckdb; at once done when nothing has changed",
    "nightly": "the same with the expectations, the history of runs, ALERT_COMMAND and one last line",
    "publish": "publish what a plain `dbt build` has built, if all of it passed",
    "check": "check the form of the CSVs only",
    "query": "run SQL on warehouse.duckdb, opened read-only, and print the answer",
    "docs": "write the dbt docs into one page, target/static_index.html",
    "changes": "print what changed in figures and catalogue, when, from what to what",
    "runs": "print the history of runs",
    "backup": "copy the history into a new file",
    "restore": "make the history anew from a backup or a published file",
}
CHANGES = """
    select changed_at, change, subject, row_key, column_name, entry_before, entry_after
    from marts.rpt_changes
    order by changed_at desc, subject, row_key, column_name
"""
RUNS = """
    select started_at, ended_at, command, outcome, published, tests_passed, tests_failed, message, run_id
    from ops.run_history
    order by started_at desc
"""


def main() -> int:
    """Run one command. Returns the exit code: 0 done, 1 a check failed, 2 could not go on, 3 another run is on."""
    parser = argparse.ArgumentParser(prog="kewei", description="Warehouse of figures from government documents.")
    commands = parser.add_subparsers(dest="command", required=True)
    parsers = {name: commands.add_parser(name, help=text) for name, text in COMMANDS.items()}
    parsers["build"].add_argument("--force", action="store_true", help="build also when nothing has changed")
    parsers["query"].add_argument("sql")
    parsers["backup"].add_argument("file", type=Path, help="file to write; must not be there yet")
    parsers["restore"].add_argument("file", type=Path, help="a backup, or a published file")
    arguments = parser.parse_args()
    return globals()[f"run_{arguments.command}"](arguments)


def run_build(arguments: argparse.Namespace) -> int:
    """`kewei build`."""
    from kewei.run import build

    return build(PROJECT, arguments.force)


def run_nightly(_: argparse.Namespace) -> int:
    """`kewei nightly`."""
    from kewei.run import nightly

    return nightly(PROJECT)


def run_publish(_: argparse.Namespace) -> int:
    """`kewei publish`."""
    from kewei.run import publish

    return publish(PROJECT)


def run_check(_: argparse.Namespace) -> int:
    """`kewei check`."""
    from kewei import csv_form

    problems = csv_form.check(PROJECT)
    for problem in problems:
        print(f"{problem}\n")
    print(f"{len(problems)} problems of form in the CSVs.")
    return 1 if problems else 0


def run_query(arguments: argparse.Namespace) -> int:
    """`kewei query SQL`."""
    return show(arguments.sql)


def run_docs(_: argparse.Namespace) -> int:
    """`kewei docs`."""
    from kewei.docs import PAGE, write_docs

    write_docs(PROJECT)
    print(f"Open {PAGE} in a browser.")
    return 0


def run_changes(_: argparse.Namespace) -> int:
    """`kewei changes`."""
    return show(CHANGES)


def run_runs(_: argparse.Namespace) -> int:
    """`kewei runs`."""
    return show(RUNS)


def run_backup(arguments: argparse.Namespace) -> int:
    """`kewei backup FILE`."""
    from kewei import history

    try:
        history.backup(PROJECT, arguments.file)
    except (OSError, duckdb.Error) as error:
        print(str(error).splitlines()[0])
        return 2
    print(f"Wrote {arguments.file}. Keep it on another disk; `python -m kewei restore` reads it.")
    return 0


def run_restore(arguments: argparse.Namespace) -> int:
    """`kewei restore FILE`."""
    from kewei import history
    from kewei.lock import LockedError, locked

    try:
        with locked(PROJECT, "restore"):
            runs = history.restore(PROJECT, arguments.file)
    except (OSError, duckdb.Error) as error:
        print(str(error).splitlines()[0])
        return 2
    except LockedError as holder:
        print(f"Not restored: {holder} holds the lock.")
        return 3
    print(f"Restored {history.HISTORY} with {runs} runs from {arguments.file}.")
    return 0


def show(sql: str) -> int:
    """Run SQL on the published file, opened read-only, and print the answer."""
    from kewei.publish import WAREHOUSE

    warehouse = PROJECT / WAREHOUSE
    if not warehouse.is_file():
        print(f"{WAREHOUSE} is not there yet. Run `make build` first.")
        return 1
    try:
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            connection.sql(sql).show(max_rows=200, max_width=200)
    except duckdb.Error as error:
        print(error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
