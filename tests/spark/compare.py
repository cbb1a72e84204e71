"""Compare the marts of a DuckDB file with marts in Parquet, value for value: `compare.py FILE FOLDER [--table FILE]`.

FOLDER holds a folder of Parquet files per mart, as Spark writes them. Prints a table; ends with 1 if anything differs.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb

# Marts that one side cannot have, with the reason. They are reported, and must really be missing.
DUCKDB_ONLY = {
    "rpt_changes": "it reads snapshots, which need tables that can be updated; Spark's Parquet tables cannot"
}


@dataclass(frozen=True)
class Parity:
    """What a comparison found for one mart.

    only_duckdb and only_spark: rows, counted as often as they occur, that the other side lacks.
    problem: what made a comparison of rows impossible, or ''.
    """

    mart: str
    rows_duckdb: int
    rows_spark: int
    only_duckdb: int
    only_spark: int
    problem: str = ""
    examples: tuple[str, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether the two sides are not the same."""
        return bool(self.problem or self.only_duckdb or self.only_spark)


def compare(
    duckdb_file: Path | str, spark_marts: Path | str, duckdb_only: dict[str, str] | None = None
) -> list[Parity]:
    """Compare every table of the schema marts with the folder of the same name, in both directions and with doubles."""
    excused = DUCKDB_ONLY if duckdb_only is None else duckdb_only
    with duckdb.connect(str(duckdb_file), read_only=True) as connection:
        tables = connection.execute("select table_name from duckdb_tables() where schema_name = 'marts'").fetchall()
        left = {name for (name,) in tables}
        if not left:
            raise ValueError(f"{duckdb_file} has no marts; build it first.")
        right = {path.name for path in Path(spark_marts).iterdir() if any(path.glob("*.parquet"))}
        return [
            compare_mart(connection, mart, Path(spark_marts) / mart, mart in left, mart in right)
            for mart in sorted(left | right)
            if not (mart in excused and mart in left and mart not in right)
        ]


def compare_mart(connection, mart: str, folder: Path, in_duckdb: bool, in_spark: bool) -> Parity:
    """Compare one mart: first names and types of its columns, then its rows."""
    left, right = f"marts.{mart}", f"read_parquet('{folder}/*.parquet')"
    rows = tuple(
        connection.execute(f"select count(*) from {side}").fetchone()[0] if there else 0
        for side, there in ((left, in_duckdb), (right, in_spark))
    )
    if not (in_duckdb and in_spark):
        return Parity(mart, *rows, *rows, problem=f"only in {'DuckDB' if in_duckdb else 'Spark'}")
    columns = [columns_of(connection, side) for side in (left, right)]
    if columns[0] != columns[1]:
        return Parity(mart, *rows, *rows, problem=f"columns differ: {first_difference(*columns)}")
    missing = [f"select * from {one} except all select * from {other}" for one, other in ((left, right), (right, left))]
    only = [connection.execute(f"select count(*) from ({query})").fetchone()[0] for query in missing]
    examples = tuple(
        f"{side}: {row}"
        for side, query in zip(("DuckDB", "Spark"), missing, strict=True)
        for row in connection.execute(f"select * from ({query}) order by all limit 3").fetchall()
    )
    return Parity(mart, *rows, *only, examples=examples)


def columns_of(connection, relation: str) -> list[tuple[str, str]]:
    """Names and types of the columns of a relation, in order."""
    return [row[:2] for row in connection.execute(f"describe select * from {relation}").fetchall()]


def first_difference(left: list[tuple[str, str]], right: list[tuple[str, str]]) -> str:
    """The first column that is not the same on both sides, in words."""
    if len(left) != len(right):
        return f"{len(left)} beside {len(right)} columns"
    return next(
        f"{' '.join(one)} beside {' '.join(other)}" for one, other in zip(left, right, strict=True) if one != other
    )


def compare_files(connection, left: str, right: str) -> tuple[int, int, int]:
    """Rows of one query, and rows that only it and only the other one has."""
    queries = (left, f"({left}) except all ({right})", f"({right}) except all ({left})")
    return tuple(connection.execute(f"select count(*) from ({query})").fetchone()[0] for query in queries)


def as_table(found: list[Parity]) -> str:
    """The result as a Markdown table, with what could not be compared and why below it."""
    lines = ["| mart | rows DuckDB | rows Spark | rows differing |", "|---|---:|---:|---:|"]
    for one in found:
        differing = one.problem or one.only_duckdb + one.only_spark
        lines.append(f"| `{one.mart}` | {one.rows_duckdb} | {one.rows_spark} | {differing} |")
    lines += ["", *(f"Not on Spark: `{mart}`, because {reason}." for mart, reason in DUCKDB_ONLY.items())]
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """Compare as the command line says; 1 if anything differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("duckdb_file", type=Path)
    parser.add_argument("spark_marts", type=Path)
    parser.add_argument("--table", type=Path, help="write the table into this file, too")
    options = parser.parse_args(arguments)
    found = compare(options.duckdb_file, options.spark_marts)
    print(as_table(found))
    for one in found:
        for example in one.examples:
            print(f"{one.mart}: only in {example}")
    if options.table:
        options.table.write_text(as_table(found) + "\n", encoding="utf-8")
    return int(any(one.differs for one in found))


if __name__ == "__main__":
    sys.exit(main())
