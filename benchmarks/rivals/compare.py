"""Whether a rival's marts say what the marts of the dbt build say, cell by cell.

Decimals may differ by 1e-6 or by 1e-9 of their size, since rivals count in float64; everything else must be equal.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import duckdb

from benchmarks.rivals import MARTS

ABSOLUTE, RELATIVE = 1e-6, 1e-9
# Implied growth is not asked of the rivals.
ONLY = {"fct_growth": "where source in ('printed', 'computed')"}


def compare(build_database: Path, output: Path) -> list[tuple[str, int, int]]:
    """For each mart its name, how many rows the build has, and how many rows differ or stand on one side only."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{build_database}' as build (read_only)")
        return [(mart, *counts(connection, mart, output)) for mart in MARTS]


def counts(connection: duckdb.DuckDBPyConnection, mart: str, output: Path) -> tuple[int, int]:
    """Rows of a mart in the build, and rows of either side that the other does not have so."""
    keys, columns = MARTS[mart]
    types = dict(connection.execute(f"select column_name, column_type from (describe build.marts.{mart})").fetchall())
    same_key = " and ".join(f"ours.{key} is not distinct from theirs.{key}" for key in keys)
    differing = " or ".join(differs(column, types[column]) for column in columns)
    return connection.execute(f"""
        with ours as (select true as is_there, * from build.marts.{mart} {ONLY.get(mart, "")}),
        theirs as (select true as is_there, * from read_parquet('{output}/{mart}.parquet'))
        select
            (select count(*) from ours),
            -- A row that the rival has twice meets one of ours twice.
            count(ours.is_there) - (select count(*) from ours)
            + count(*) filter (where ours.is_there is null or theirs.is_there is null or {differing})
        from ours full join theirs on {same_key}
    """).fetchone()


def differs(column: str, column_type: str) -> str:
    """SQL for: the two sides of a row have different cells in a column."""
    ours, theirs = f"ours.{column}", f"theirs.{column}"
    if not column_type.startswith("DECIMAL"):
        return f"{ours} is distinct from {theirs}"
    ours, theirs = f"cast({ours} as double)", f"round(cast({theirs} as double), 6)"
    # A NaN is greater than every number, so it differs.
    return (
        f"(({ours} is null) <> ({theirs} is null) or coalesce(abs({ours} - {theirs})"
        f" > greatest({ABSOLUTE}, {RELATIVE} * abs({ours})), false))"
    )


def main() -> None:
    """`python -m benchmarks.rivals.compare BUILD_DATABASE OUTPUT`: print a table, exit 1 on any difference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build_database", type=Path, help="database file of the dbt build of the nation")
    parser.add_argument("output", type=Path, help="folder with the rival's marts")
    arguments = parser.parse_args()
    results = compare(arguments.build_database, arguments.output)
    print(f"{'mart':<25}{'rows':>12}{'differing':>12}")
    for mart, rows, differing in results:
        print(f"{mart:<25}{rows:>12}{differing:>12}")
    sys.exit(any(differing for _, _, differing in results))


if __name__ == "__main__":
    main()
