"""Fixtures: the five documents and a nation, built by DuckDB and by Spark at the same time in a copy of the project."""

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

from tests.project import copy_project, documents_folder

# Figures of the nation: enough for every finding and every rule to occur.
FIGURES = 10_000
# Tables of a location, and what divides them into two folders.
LOCATED = {"facts": "document_id", "numerals": "document_id", "documents": "document_id", "districts": "district_code"}
# What tests/spark/build.py asks of Spark, asked of DuckDB.
DUCKDB_BUILDS = {
    "documents": [],
    "nation": ["--exclude-resource-type", "unit_test", "--vars", "{facts_location: nation}"],
}
REPORTED: list[str] = []


@dataclass(frozen=True)
class Built:
    """Both engines' builds of the documents and of a nation: the folder, how each ended, and what it printed."""

    project: Path
    duckdb_codes: dict[str, int]
    duckdb_logs: dict[str, str]
    spark_code: int
    spark_log: str

    def duckdb_file(self, name: str, file: str = "warehouse") -> Path:
        """The file that DuckDB built: the marts, or with `build` what only the build needs."""
        return self.project / f"target/{name}/{file}.duckdb"

    def spark_folder(self, name: str, schema: str = "marts") -> Path:
        """The folder of the tables that Spark built."""
        return self.project / f"target/spark/{name}/{schema}.db"

    def results(self, engine: str, name: str) -> Path:
        """What dbt wrote about each step of a build."""
        folder = {"duckdb": f"target/duckdb/{name}", "spark": f"target/spark/{name}/dbt"}[engine]
        return self.project / folder / "run_results.json"


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
    codes, logs = {}, {}
    try:
        for name, arguments in DUCKDB_BUILDS.items():
            codes[name], logs[name] = build_with_duckdb(project, environment, name, arguments)
        REPORTED.append(f"DuckDB: both builds done after {time.monotonic() - started:.0f} s")
        code = spark.wait()
        REPORTED.append(f"Spark: all builds done after {time.monotonic() - started:.0f} s")
    finally:
        if spark.poll() is None:
            spark.kill()
    spark_log = (project / "target/spark.log").read_text(encoding="utf-8", errors="replace")
    REPORTED.extend(line for line in spark_log.splitlines() if line.startswith("seconds: "))
    return Built(project, codes, logs, code, spark_log)


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


def build_with_duckdb(project: Path, environment: dict, name: str, arguments: list[str]) -> tuple[int, str]:
    """Build with DuckDB into target/<name>: how it ended and what it printed."""
    (project / "target" / name).mkdir()
    own = {
        **environment,
        "KEWEI_DRAFT": str(project / "target" / name),
        "DOCUMENTS_DIR": environment["DOCUMENTS_DIR"] if name == "documents" else "",
    }
    dbt = [sys.executable, "-m", "dbt.cli.main", "--no-use-colors", "build", "--target-path", f"target/duckdb/{name}"]
    ended = subprocess.run([*dbt, *arguments], cwd=project, env=own, capture_output=True, text=True)
    return ended.returncode, ended.stdout + ended.stderr


@pytest.fixture
def report_line():
    """Keep a text that the end of the tests prints."""
    return REPORTED.append


def pytest_terminal_summary(terminalreporter) -> None:
    """Print the lines that tests reported."""
    for text in REPORTED:
        terminalreporter.write_line(text)
