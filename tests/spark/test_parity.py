"""The five documents, and a nation of ten thousand figures, give the same marts on DuckDB and on Spark."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import duckdb
import pytest
from compare import as_table, compare, compare_files
from conftest import DUCKDB_BUILDS, LOCATED, Built

from kewei.publish import BUILD
from tests.shared import FIGURES

SETS = {"documents": "The five documents", "nation": f"A nation of {FIGURES} figures"}
# What cannot run on Spark, with the reason. What starts to run there must leave the list.
ONLY_ON_DUCKDB: dict[str, dict[str, str]] = {
    "test": {},
    "unit_test": {
        "changes_have_an_entry_before_and_after": "it tests rpt_changes, which reads snapshots; Parquet has none"
    },
}


def steps(built: Built, engine: str, name: str) -> dict[str, str]:
    """Status of every step of a build, by its name."""
    results = json.loads(built.results(engine, name).read_text(encoding="utf-8"))["results"]
    return {one["unique_id"]: one["status"] for one in results}


def names(found: dict[str, str], kind: str) -> set[str]:
    """Names of the steps of one kind."""
    return {name for name in found if name.startswith(f"{kind}.")}


@pytest.mark.parametrize("name", DUCKDB_BUILDS)
def test_duckdb_builds(built: Built, name: str) -> None:
    assert set(steps(built, "duckdb", name).values()) <= {"success", "pass", "no-op"}


def test_spark_builds(built: Built) -> None:
    assert built.spark_code == 0, built.spark_log[-6000:]


@pytest.mark.parametrize("name", SETS)
def test_every_test_passes_on_spark(built: Built, name: str) -> None:
    found = steps(built, "spark", name)
    assert {one: status for one, status in found.items() if status in ("error", "fail", "warn", "skipped")} == {}
    assert set() < names(steps(built, "duckdb", name), "test") <= names(found, "test")


@pytest.mark.parametrize("name", SETS)
def test_spark_runs_what_duckdb_runs(built: Built, report_line, name: str) -> None:
    duckdb_steps, spark = steps(built, "duckdb", name), steps(built, "spark", name)
    # Unit tests run once: what they say does not depend on the facts.
    for kind in ("test", "unit_test") if name == "documents" else ("test",):
        left, right = names(duckdb_steps, kind), names(spark, kind)
        # A test's id ends with a hash, a unit test's with its name.
        missing = {one.split(".")[-1 if kind == "unit_test" else 2] for one in left - right}
        named = ", ".join(sorted(missing)) or "none"
        report_line(f"{name}, {kind}: {len(left)} on DuckDB, {len(right)} on Spark; only on DuckDB: {named}")
        assert missing == set(ONLY_ON_DUCKDB[kind])
        for one, reason in ONLY_ON_DUCKDB[kind].items():
            report_line(f"{one} does not run on Spark: {reason}")
        passed = Counter(status for one, status in spark.items() if one.startswith(f"{kind}."))
        assert passed["pass"] == len(right) > 0


def test_marts_are_the_same(built: Built, report_line, request) -> None:
    found = {name: compare(built.duckdb_file(name), built.spark_folder(name)) for name in SETS}
    text = "\n\n".join(f"{SETS[name]}:\n\n{as_table(marts)}" for name, marts in found.items())
    report_line(text)
    if request.config.getoption("--table"):
        Path(request.config.getoption("--table")).write_text(text + "\n", encoding="utf-8")
    for name, marts in found.items():
        assert len(marts) >= 14
        assert {one.mart: (one.problem, one.examples) for one in marts if one.differs} == {}, name


def test_the_answer_key_of_the_nation_holds(built: Built) -> None:
    command = [sys.executable, "-m", "tests.nation.answers", str(built.duckdb_file("nation")), "nation"]
    held = subprocess.run(command, cwd=built.project, env=os.environ, capture_output=True, text=True)
    assert held.returncode == 0, held.stdout + held.stderr


@pytest.mark.parametrize("table", LOCATED)
def test_csv_in_a_glob_of_folders_is_read_as_parquet_is(built: Built, table: str) -> None:
    with duckdb.connect(str(built.duckdb_file("nation", BUILD)), read_only=True) as connection:
        folder = built.spark_folder("located", "staging") / f"stg_{table}"
        left, right = f"select * from staging.stg_{table}", f"select * from '{folder}/*.parquet'"
        rows, *differing = compare_files(connection, left, right)
    assert rows > 0
    assert differing == [0, 0]


def test_spark_leaves_nothing_outside_its_folder(built: Built) -> None:
    left = {"spark-warehouse", "metastore_db", "derby.log", "artifacts"}
    assert left & {path.name for path in built.project.iterdir()} == set()
