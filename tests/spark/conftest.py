"""Fixtures: the five documents and a nation, built by Spark in a copy of the project, and by DuckDB for all tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from tests.project import MARTS, copy_project, documents_folder
from tests.shared import FIGURES, build_nation, build_with_dbt, shared

# Tables of a location, and what divides them into two folders.
LOCATED = {"facts": "document_id", "numerals": "document_id", "documents": "document_id", "districts": "district_code"}
# Builds of DuckDB that other tests share, under the names that tests/spark/build.py gives to those of Spark.
DUCKDB_BUILDS = {"documents": ("built", build_with_dbt), "nation": ("nation", build_nation)}
REPORTED: list[str] = []


@dataclass(frozen=True)
class Built:
    """Both engines' builds of the documents and of a nation: their folders, how Spark ended, and what it printed."""

    project: Path
    duckdb_projects: dict[str, Path]
    spark_code: int
    spark_log: str

    def duckdb_file(self, name: str, file: str = MARTS) -> Path:
        """The file that DuckDB built: the marts, or what only the build needs."""
        return self.duckdb_projects[name] / file

    def spark_folder(self, name: str, schema: str = "marts") -> Path:
        """The folder of the tables that Spark built."""
        return self.project / f"target/spark/{name}/{schema}.db"

    def results(self, engine: str, name: str) -> Path:
        """What dbt wrote about each step of a build."""
        spark, duckdb_target = self.project / f"target/spark/{name}/dbt", self.duckdb_projects[name] / "target"
        return (spark if engine == "spark" else duckdb_target) / "run_results.json"


def pytest_addoption(parser) -> None:
    """Add `--table FILE`, where the table of parity is to be written."""
    parser.addoption("--table", help="write the table of parity into this file")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """All builds; skips without Java, fails without it in CI."""
    if not shutil.which("java") and not os.environ.get("JAVA_HOME"):
        if os.environ.get("CI"):
            pytest.fail("CI must run the tests on Spark, but there is no Java.")
        pytest.skip("there is no Java, which Spark needs")
    project = copy_project(tmp_path_factory.mktemp("spark") / "project")
    environment = {**os.environ, "DBT_PROFILES_DIR": str(project), "DOCUMENTS_DIR": documents_folder()}
    for name in list(environment):
        if name.startswith(("KEWEI_", "FACTS_")):
            del environment[name]
    (project / "target").mkdir()
    make_nation(project)
    started = time.monotonic()
    with (project / "target/spark.log").open("w", encoding="utf-8") as log:
        spark = subprocess.Popen(
            [sys.executable, "tests/spark/build.py"], cwd=project, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        code = spark.wait()
        REPORTED.append(f"Spark: all builds done after {time.monotonic() - started:.0f} s")
    finally:
        if spark.poll() is None:
            spark.kill()
    # Only now, because in `make test` the other tests have made them by then.
    projects = {name: shared(tmp_path_factory, *build) for name, build in DUCKDB_BUILDS.items()}
    spark_log = (project / "target/spark.log").read_text(encoding="utf-8", errors="replace")
    REPORTED.extend(line for line in spark_log.splitlines() if line.startswith("seconds: "))
    return Built(project, projects, code, spark_log)


def make_nation(project: Path) -> None:
    """A nation as Parquet below `nation`, and as CSV in two folders below `located`, for a glob."""
    command = [sys.executable, "-m", "tests.nation.generate", str(FIGURES), "nation"]
    subprocess.run(command, cwd=project, check=True, capture_output=True)
    for table in LOCATED:
        for half in (0, 1):
            folder = project / f"located/{half}/{table}"
            folder.mkdir(parents=True)
            rows = f"select * from '{project}/nation/{table}/*.parquet' where hash({LOCATED[table]}) % 2 = {half}"
            duckdb.execute(f"copy ({rows}) to '{folder}/part.csv' (header)")


@pytest.fixture
def report_line():
    """Keep a text that the end of the tests prints."""
    return REPORTED.append


def pytest_terminal_summary(terminalreporter) -> None:
    """Print the lines that tests reported."""
    for text in REPORTED:
        terminalreporter.write_line(text)
