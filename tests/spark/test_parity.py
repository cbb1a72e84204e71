"""The five documents give the same marts on DuckDB and on Spark."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from compare import as_table, compare
from conftest import Built

# What cannot run on Spark, with the reason. What starts to run there must leave the list.
ONLY_ON_DUCKDB: dict[str, dict[str, str]] = {
    "test": {},
    "unit_test": {
        "changes_are_told_from_what_to_what": "it tests rpt_changes, which reads snapshots; Parquet tables have none"
    },
}


def steps(built: Built, folder: str) -> dict[str, str]:
    """Status of every step of a build, by its name."""
    results = json.loads((built.project / folder / "run_results.json").read_text(encoding="utf-8"))["results"]
    return {one["unique_id"]: one["status"] for one in results}


def names(found: dict[str, str], kind: str) -> set[str]:
    """Names of the steps of one kind."""
    return {name for name in found if name.startswith(f"{kind}.")}


def test_duckdb_builds(built: Built) -> None:
    assert built.duckdb_code == 0, built.duckdb_log[-6000:]


def test_spark_builds_and_every_test_passes(built: Built) -> None:
    assert built.spark_code == 0, built.spark_log[-6000:]
    bad = {
        name: status
        for name, status in steps(built, "target/spark/dbt").items()
        if status in ("error", "fail", "skipped")
    }
    assert bad == {}


def test_spark_runs_what_duckdb_runs(built: Built, tell) -> None:
    duckdb, spark = steps(built, "target/duckdb"), steps(built, "target/spark/dbt")
    for kind in ("test", "unit_test"):
        left, right = names(duckdb, kind), names(spark, kind)
        # A test's id ends with a hash, a unit test's with its name.
        missing = {name.split(".")[-1 if kind == "unit_test" else 2] for name in left - right}
        named = ", ".join(sorted(missing)) or "none"
        tell(f"{kind}: {len(left)} on DuckDB, {len(right)} on Spark; only on DuckDB: {named}")
        assert missing == set(ONLY_ON_DUCKDB[kind])
    for reasons in ONLY_ON_DUCKDB.values():
        for name, reason in reasons.items():
            tell(f"{name} does not run on Spark: {reason}")
    passed = Counter(status for name, status in spark.items() if name.startswith("unit_test."))
    assert passed["pass"] == len(names(spark, "unit_test")) > 0


def test_marts_are_the_same(built: Built, tell, request) -> None:
    found = compare(built.duckdb_file, built.spark_marts)
    tell(as_table(found))
    if request.config.getoption("--table"):
        Path(request.config.getoption("--table")).write_text(as_table(found) + "\n", encoding="utf-8")
    assert len(found) >= 15
    assert {one.mart: (one.problem, one.examples) for one in found if one.differs} == {}


def test_spark_leaves_nothing_outside_its_folder(built: Built) -> None:
    left = {"spark-warehouse", "metastore_db", "derby.log", "artifacts"}
    assert left & {path.name for path in built.project.iterdir()} == set()
