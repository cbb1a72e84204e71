"""Fixtures: the five documents built by DuckDB and by Spark at the same time, each in a copy of the project."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
# The environment of the build, which has dbt-duckdb; this one has dbt-spark.
DUCKDB_PYTHON = str(PROJECT / (os.environ.get("KEWEI_PYTHON") or ".venv/bin/python"))
KEPT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "target", "logs", "documents", "*.duckdb*", "__pycache__", ".*_cache", "exports"
)
TOLD: list[str] = []


@dataclass(frozen=True)
class Built:
    """Both builds: the folder, how each ended, and what it printed."""

    project: Path
    duckdb_code: int
    duckdb_log: str
    spark_code: int
    spark_log: str

    @property
    def duckdb_file(self) -> Path:
        """The file that DuckDB built."""
        return self.project / "target/build.duckdb"

    @property
    def spark_marts(self) -> Path:
        """The folder of the marts that Spark built."""
        return self.project / "target/spark/warehouse/marts.db"


def pytest_addoption(parser) -> None:
    """Add `--table FILE`, where the table of parity is to be written."""
    parser.addoption("--table", help="write the table of parity into this file")


def documents_folder() -> str:
    """Absolute path of the documents at hand, or ''."""
    for folder in (os.environ.get("DOCUMENTS_DIR", ""), "documents", "../shared/documents"):
        if folder and any((PROJECT / folder).glob("*.txt")):
            return str((PROJECT / folder).resolve())
    return ""


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Both builds; skips without Java, fails without it in CI."""
    if not shutil.which("java") and not os.environ.get("JAVA_HOME"):
        if os.environ.get("CI"):
            pytest.fail("CI must run the tests on Spark, but there is no Java.")
        pytest.skip("there is no Java, which Spark needs")
    project = tmp_path_factory.mktemp("spark") / "project"
    shutil.copytree(PROJECT, project, ignore=KEPT_OUT)
    environment = {**os.environ, "DBT_PROFILES_DIR": ".", "DOCUMENTS_DIR": documents_folder()}
    for name in list(environment):
        if name.startswith("KEWEI_") or name == "START_HISTORY":
            del environment[name]
    commands = {
        "duckdb": [DUCKDB_PYTHON, "-m", "dbt.cli.main", "--no-use-colors", "build", "--target-path", "target/duckdb"],
        "spark": [sys.executable, "tests/spark/build.py"],
    }
    (project / "target").mkdir()
    logs = {side: project / f"target/{side}.log" for side in commands}
    started, running, ended = time.monotonic(), {}, {}
    for side, command in commands.items():
        with logs[side].open("w", encoding="utf-8") as log:
            running[side] = subprocess.Popen(
                command, cwd=project, env=environment, stdout=log, stderr=subprocess.STDOUT
            )
    try:
        for side, process in running.items():
            ended[side] = process.wait(timeout=900)
            TOLD.append(f"{side}: done {time.monotonic() - started:.0f} s after both builds started")
    finally:
        for process in running.values():
            if process.poll() is None:
                process.kill()
    texts = {side: path.read_text(encoding="utf-8", errors="replace") for side, path in logs.items()}
    TOLD.extend(line for line in texts["spark"].splitlines() if line.startswith("seconds: "))
    return Built(project, ended["duckdb"], texts["duckdb"], ended["spark"], texts["spark"])


@pytest.fixture
def tell():
    """Keep a text that the end of the tests prints."""
    return TOLD.append


def pytest_terminal_summary(terminalreporter) -> None:
    """Print what tests told."""
    for text in TOLD:
        terminalreporter.write_line(text)
