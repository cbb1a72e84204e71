"""Command line: python -m kewei {build,check,publish,query}."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Run one command. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="kewei", description="Warehouse of figures from government documents.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("build", help="check the CSVs, run dbt build, publish warehouse.duckdb")
    commands.add_parser("check", help="check the form of the CSVs only")
    commands.add_parser("publish", help="publish what a plain `dbt build` has built, if all of it passed")
    query = commands.add_parser("query", help="run SQL on warehouse.duckdb, opened read-only, and print the answer")
    query.add_argument("sql")
    arguments = parser.parse_args()
    return {"build": run_build, "check": run_check, "publish": run_publish, "query": run_query}[arguments.command](
        arguments
    )


def run_build(_: argparse.Namespace) -> int:
    """`kewei build`."""
    from kewei.build import build

    return build(PROJECT)


def run_check(_: argparse.Namespace) -> int:
    """`kewei check`."""
    from kewei import csv_form

    problems = csv_form.check(PROJECT)
    for problem in problems:
        print(f"{problem}\n")
    print(f"{len(problems)} problems of form in the CSVs.")
    return 1 if problems else 0


def run_publish(_: argparse.Namespace) -> int:
    """`kewei publish`."""
    from kewei.publish import last_run_passed, publish

    if not last_run_passed(PROJECT):
        print("Not published: the last dbt run was no whole `dbt build` that passed. Run `dbt build` first.")
        return 1
    print(f"Published {publish(PROJECT).name}.")
    return 0


def run_query(arguments: argparse.Namespace) -> int:
    """`kewei query SQL`."""
    import duckdb

    from kewei.publish import WAREHOUSE

    warehouse = PROJECT / WAREHOUSE
    if not warehouse.is_file():
        print(f"{WAREHOUSE} is not there yet. Run `make build` first.")
        return 1
    connection = duckdb.connect(str(warehouse), read_only=True)
    try:
        connection.sql(arguments.sql).show(max_rows=200, max_width=200)
    except duckdb.Error as error:
        print(error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
