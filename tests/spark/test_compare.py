"""Whether the comparison finds what it must find."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from compare import as_table, compare, main

ROWS = """
    select * from (values
        (1, 'a', cast(1.500000 as decimal(38, 6)), date '2023-01-01', cast(null as varchar)),
        (2, 'b', cast(2.500000 as decimal(38, 6)), null, ''),
        (2, 'b', cast(2.500000 as decimal(38, 6)), null, '')
    ) as t(id, name, value, issued_on, note)
"""


@pytest.fixture
def sides(tmp_path: Path) -> tuple[Path, Path]:
    """A DuckDB file and a folder with the same mart."""
    file, folder = tmp_path / "build.duckdb", tmp_path / "marts.db"
    with duckdb.connect(str(file)) as connection:
        connection.execute(f"create schema marts; create table marts.fct as {ROWS}")
    write(folder, ROWS)
    return file, folder


def write(folder: Path, query: str, mart: str = "fct") -> None:
    (folder / mart).mkdir(parents=True, exist_ok=True)
    duckdb.execute(f"copy ({query}) to '{folder}/{mart}/part-0.parquet' (format parquet)")


def test_equal_marts_are_equal(sides, tmp_path: Path) -> None:
    assert [(one.mart, one.rows_duckdb, one.differs) for one in compare(*sides)] == [("fct", 3, False)]
    assert main([*map(str, sides), "--table", str(tmp_path / "table.md")]) == 0
    assert "| `fct` | 3 | 3 | 0 |" in (tmp_path / "table.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "only_duckdb", "only_spark"),
    [
        ("select * replace (case id when 1 then 1.500001 else value end::decimal(38, 6) as value) from ({})", 1, 1),
        ("select * replace (coalesce(note, '') as note) from ({})", 1, 1),
        ("select * replace (nullif(note, '') as note) from ({})", 2, 2),
        ("select * replace (coalesce(issued_on, date '1970-01-01') as issued_on) from ({})", 2, 2),
        ("select * from ({}) where id <> 1", 1, 0),
        ("select distinct * from ({})", 1, 0),
        ("select * from ({0}) union all select * from ({0}) where id = 1", 0, 1),
        ("select * from ({}) where false", 3, 0),
    ],
    ids=["cell", "null_to_empty", "empty_to_null", "date", "missing", "single", "doubled", "empty"],
)
def test_every_difference_is_counted(sides, change: str, only_duckdb: int, only_spark: int) -> None:
    write(sides[1], change.format(ROWS))
    (found,) = compare(*sides)
    assert (found.only_duckdb, found.only_spark) == (only_duckdb, only_spark)
    assert found.differs
    assert main([*map(str, sides)]) == 1


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ("select * exclude (note) from ({})", "5 beside 4 columns"),
        ("select * rename (note as remark) from ({})", "note VARCHAR beside remark VARCHAR"),
        ("select * replace (value::double as value) from ({})", "value DECIMAL(38,6) beside value DOUBLE"),
        ("select name, id, value, issued_on, note from ({})", "id INTEGER beside name VARCHAR"),
    ],
    ids=["lost", "renamed", "retyped", "moved"],
)
def test_other_columns_are_reported(sides, change: str, problem: str) -> None:
    write(sides[1], change.format(ROWS))
    (found,) = compare(*sides)
    assert found.differs
    assert problem in found.problem
    assert problem in as_table([found])


def test_a_mart_of_one_side_is_reported_unless_it_is_excused(sides) -> None:
    write(sides[1], ROWS, "fct_more")
    assert [(one.mart, one.problem) for one in compare(*sides)] == [("fct", ""), ("fct_more", "only in Spark")]
    with duckdb.connect(str(sides[0])) as connection:
        connection.execute("create table marts.rpt_changes as select 1 as id")
        connection.execute("create table marts.rpt_new as select 1 as id")
    assert [one.mart for one in compare(*sides) if one.differs] == ["fct_more", "rpt_new"]
    write(sides[1], "select 2 as id", "rpt_changes")
    assert "rpt_changes" in [one.mart for one in compare(*sides) if one.differs]


def test_a_file_without_marts_is_no_match(tmp_path: Path) -> None:
    duckdb.connect(str(tmp_path / "empty.duckdb")).close()
    with pytest.raises(ValueError, match="has no marts"):
        compare(tmp_path / "empty.duckdb", tmp_path)
