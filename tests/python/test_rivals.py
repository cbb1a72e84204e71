"""The marts in Polars and in pandas say what the warehouse says, and the comparison sees it when they do not."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from conftest import PROJECT, copy_project, run

from benchmarks.bench import RIVAL_PYTHON
from benchmarks.rivals import FIGURE, MARTS
from benchmarks.rivals.compare import compare, counts

FIGURES = 3000


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rivals") / "nation"
    script = PROJECT / "benchmarks/nation.py"
    command = [sys.executable, str(script), str(FIGURES), str(folder)]
    result = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, result.stderr
    return folder


@pytest.fixture(scope="module")
def build_database(nation: Path) -> Path:
    project = copy_project(nation.parent / "project")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FACTS_LOCATION", str(nation))
        patch.setenv("FACTS_FORMAT", "")
        result = run(
            project,
            *("dbt.cli.main", "--log-level-file", "none", "build"),
            *("--exclude-resource-type", "unit_test", "--exclude-resource-type", "test"),
        )
    assert result.returncode == 0, result.stdout[-6000:]
    return project / "target/build.duckdb"


@pytest.fixture(scope="module")
def copied_marts(build_database: Path) -> Path:
    """The marts of the build itself as a rival would write them, in float64."""
    folder = build_database.parent / "copied_marts"
    folder.mkdir()
    with duckdb.connect(str(build_database), read_only=True) as connection:
        for mart, (keys, columns) in MARTS.items():
            where = "where source <> 'implied'" if mart == "fct_growth" else ""
            types = dict(connection.execute(f"select column_name, column_type from (describe marts.{mart})").fetchall())
            cells = [
                f"cast({column} as double) as {column}" if types[column].startswith("DECIMAL") else column
                for column in keys + columns
            ]
            connection.execute(
                f"copy (select {', '.join(cells)} from marts.{mart} {where}) to '{folder}/{mart}.parquet'"
            )
    return folder


@pytest.mark.parametrize("library", ["polars", "pandas"])
def test_rival_agrees_with_the_warehouse(library: str, nation: Path, request: pytest.FixtureRequest, tmp_path: Path):
    if not RIVAL_PYTHON.is_file():
        pytest.skip(f"{library} is not installed; `make test` installs it")
    command = [str(RIVAL_PYTHON), "-m", f"benchmarks.rivals.with_{library}", str(nation), str(tmp_path)]
    result = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout).keys() == {*MARTS, "wall", "cpu", "peak_mb"}
    results = compare(request.getfixturevalue("build_database"), tmp_path)
    assert [(mart, differing) for mart, _, differing in results] == [(mart, 0) for mart in MARTS]
    assert all(rows > 100 for _, rows, _ in results)


def test_pandas_knows_the_cities_of_more_districts_than_a_byte_counts():
    if not RIVAL_PYTHON.is_file():
        pytest.skip("pandas is not installed; `make test` installs it")
    code = """
import pandas as pd
from benchmarks.rivals.with_pandas import city_codes
districts = [f"33{number:04d}" for number in range(101, 301)]
places = pd.DataFrame({"district_code": [*districts, None], "area_code": [None] * 200 + ["310000"]}, dtype="category")
found = list(city_codes(places))
assert found == [district[:4] + "00" for district in districts] + ["310000"], found
"""
    result = subprocess.run([str(RIVAL_PYTHON), "-c", code], cwd=PROJECT, capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, result.stderr


def test_comparison_finds_no_difference_in_a_copy(build_database: Path, copied_marts: Path):
    assert [differing for _, _, differing in compare(build_database, copied_marts)] == [0] * len(MARTS)


def test_every_column_is_compared(build_database: Path):
    with duckdb.connect(str(build_database), read_only=True) as connection:
        for mart, (keys, columns) in MARTS.items():
            described = connection.execute(f"select column_name from (describe marts.{mart})").fetchall()
            assert sorted(keys + columns) == sorted(column for (column,) in described)


def test_agreement_does_not_depend_on_implied_growth(build_database: Path):
    """The rivals make no implied growth; were it beside a printed rate, they could not know the agreement."""
    with duckdb.connect(str(build_database), read_only=True) as connection:
        of_implied, of_others = connection.execute("""
            select
                count(agreement) filter (where source = 'implied'),
                count(agreement) filter (where source <> 'implied')
            from marts.fct_growth
        """).fetchone()
    assert of_implied == 0
    assert of_others > 0


def write_changed(copied_marts: Path, folder: Path, mart: str, query: str) -> None:
    """Write the result of a query over `mart`, with a number for each row, as that mart."""
    whole, file = copied_marts / f"{mart}.parquet", folder / f"{mart}.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"create view mart as select *, row_number() over () as n from '{whole}'")
        connection.execute(f"copy ({query}) to '{file}' (format parquet)")


def changed(copied_marts: Path, folder: Path, mart: str, query: str) -> Path:
    """A copy of the marts in which one is the result of a query over `mart`."""
    shutil.copytree(copied_marts, folder / "changed")
    write_changed(copied_marts, folder / "changed", mart, query)
    return folder / "changed"


CASES = [(mart, column) for mart, (keys, columns) in MARTS.items() for column in columns]
OTHERS = {"VARCHAR": "{0} || '?'", "BOOLEAN": "not {0}", "DOUBLE": "{0} + greatest(0.00001, abs({0}) * 1e-8)"}


@pytest.fixture(scope="module")
def build(build_database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute(f"attach '{build_database}' as build (read_only)")
        yield connection


@pytest.mark.parametrize(("mart", "column"), CASES)
def test_comparison_sees_one_changed_cell(
    mart: str, column: str, build: duckdb.DuckDBPyConnection, copied_marts: Path, tmp_path: Path
):
    file = copied_marts / f"{mart}.parquet"
    row, column_type = build.execute(
        f"select n, typeof(cell) from (select {column} as cell, row_number() over () as n from '{file}')"
        " where cell = cell order by n limit 1"
    ).fetchone()
    for cell in (OTHERS.get(column_type, "{0} + 1").format(column), "null"):
        query = f"select * replace (case when n = {row} then {cell} else {column} end as {column}) from mart"
        write_changed(copied_marts, tmp_path, mart, query)
        assert counts(build, mart, tmp_path)[1] == 1


@pytest.mark.parametrize("mart", MARTS)
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("select * from mart where n <> 7", 1),
        ("select * from mart union all select * from mart where n = 7", 1),
        ("select * from mart where false", None),
    ],
    ids=["a row less", "a row twice", "no rows"],
)
def test_comparison_sees_rows(
    mart: str, query: str, expected: int | None, build_database: Path, copied_marts: Path, tmp_path: Path
):
    results = compare(build_database, changed(copied_marts, tmp_path, mart, query))
    for name, rows, differing in results:
        assert differing == ((rows if expected is None else expected) if name == mart else 0)


def test_command_prints_a_table_and_exits_1_on_a_difference(build_database: Path, copied_marts: Path, tmp_path: Path):
    command = [sys.executable, "-m", "benchmarks.rivals.compare", str(build_database)]
    folder = changed(copied_marts, tmp_path, "fct_growth", "select * from mart where n <> 1")
    for output, code, differing in ((copied_marts, 0, "0"), (folder, 1, "1")):
        result = subprocess.run([*command, str(output)], cwd=PROJECT, capture_output=True, text=True, timeout=120)
        assert result.returncode == code, result.stderr
        (line,) = (line.split() for line in result.stdout.splitlines() if line.startswith("fct_growth "))
        assert line[2] == differing


def test_words_of_figures_are_those_of_the_warehouse():
    macro = (PROJECT / "macros/figure_pattern.sql").read_text(encoding="utf-8")
    words = re.findall("'([\u4e00-\u9fff]+)'", macro)
    assert len(words) > 20
    assert all(re.search(f"[(|>]{word}[|)]", FIGURE) for word in words)
