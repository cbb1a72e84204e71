"""Judging a mutant: does a check of `make build` stop it?

dbt takes half a minute for a build. The engine runs the SQL that dbt compiled straight in DuckDB, inside a
transaction that is rolled back: it loads the changed seeds, rebuilds what depends on them in dbt's order, and stops
at the first test that finds something. `confirm` runs the true build, to prove that both judge alike.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb
from compiled import problems_of, read_nodes, rows_of_csv
from mutants import Mutant

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

from kewei import csv_form  # noqa: E402
from tests.project import copy_project  # noqa: E402


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant. killed_by: the check that stopped it, or ''. is_error: the check broke on it."""

    killed_by: str
    is_error: bool = False
    reaches: tuple[str, ...] = ()


def dbt(project: Path, documents: str, *arguments: str) -> None:
    """Run dbt in a copy of the project; its database and target lie in the folder `built` of the copy."""
    environment = {
        **os.environ,
        "DOCUMENTS_DIR": documents,
        "DBT_PROFILES_DIR": str(project),
        "KEWEI_BUILD_DATABASE": str(project / "built/build.duckdb"),
        "KEWEI_HISTORY_DATABASE": str(project / "built/history.duckdb"),
    }
    command = [sys.executable, "-m", "dbt.cli.main", *arguments, "--target-path", "built", "--no-use-colors"]
    result = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True)
    if result.returncode != 0:
        raise RuntimeError(f"dbt {' '.join(arguments)} failed on the unchanged project:\n{result.stdout[-3000:]}")


class Baseline:
    """The unchanged project, built once, with or without the documents."""

    def __init__(self, folder: Path, documents: str) -> None:
        """Copy the project into a new folder and build it there. documents: absolute path, or '' for none."""
        self.project = folder
        self.documents = documents
        copy_project(folder)
        (folder / "built").mkdir()
        dbt(folder, documents, "build", "--exclude-resource-type", "unit_test", "saved_query")
        self.nodes = read_nodes(folder / "built/manifest.json")


class Judge:
    """Judges mutants one after the other on a private copy of a baseline."""

    def __init__(self, baseline: Baseline, folder: Path) -> None:
        """Copy CSVs, settings and built database of the baseline into a new folder."""
        self.baseline = baseline
        self.project = folder
        shutil.copytree(baseline.project / "seeds", folder / "seeds")
        for settings in ("dbt_project.yml", "profiles.yml"):
            shutil.copy(baseline.project / settings, folder / settings)
        shutil.copy(baseline.project / "built/build.duckdb", folder / "build.duckdb")
        self.connection = duckdb.connect(str(folder / "build.duckdb"), config={"threads": 1})

    def judge(self, mutant: Mutant) -> Verdict:
        """Apply the mutant, check the form of all CSVs, then run models and tests until one stops it."""
        files = mutant.files()
        try:
            for file, content in files.items():
                (self.project / file).write_bytes(content)
            if csv_form.check(self.project):
                return Verdict("form of the CSVs")
            return self.run(files)
        finally:
            for file in files:
                shutil.copy(self.baseline.project / file, self.project / file)

    def run(self, files: Iterable[str]) -> Verdict:
        """Load the changed CSVs, rebuild and test what depends on them, and roll everything back."""
        self.connection.begin()
        changed: set[str] = set()
        name = "load of the CSVs"
        try:
            for file in files:
                changed.add(self.load(file))
            for node in self.baseline.nodes:
                if not changed.intersection(node.parents):
                    continue
                name = node.name
                if node.kind == "test":
                    if problems_of(self.connection, node):
                        return Verdict(name)
                    continue
                changed.add(node.unique_id)
                if node.is_table:
                    self.connection.execute(f"delete from {node.relation}")
                    self.connection.execute(f"insert into {node.relation} by name {node.sql}")
            return Verdict("", reaches=self.differences())
        except duckdb.Error as error:
            return Verdict(f"{name}: {str(error).splitlines()[0]}", is_error=True)
        finally:
            self.connection.rollback()

    def load(self, file: str) -> str:
        """Put the rows of a CSV into its table as dbt seed does: by name, empty cells as null."""
        node = next(node for node in self.baseline.nodes if node.kind == "seed" and node.name == Path(file).stem)
        self.connection.execute(f"delete from {node.relation}")
        self.connection.execute(f"insert into {node.relation} by name {rows_of_csv(self.project / file)}")
        return node.unique_id

    def differences(self) -> tuple[str, ...]:
        """Columns of the marts that differ from the baseline; `rows` where their number differs."""
        reached = []
        with duckdb.connect(str(self.baseline.project / "built/build.duckdb"), read_only=True) as before:
            for node in self.baseline.nodes:
                if node.kind != "model" or '"marts"' not in node.relation:
                    continue
                columns = [row[0] for row in before.execute(f"describe {node.relation}").fetchall()]
                # Each cell together with the row's key, so that two texts that changed places show.
                texts = [f"concat_ws(' ', {columns[0]}, {columns[1]}, {column})" for column in columns]
                sums = ", ".join(f"md5(string_agg({text}, '|' order by {text}))" for text in texts)
                query = f"select count(*), {sums} from {node.relation}"
                pairs = zip(before.execute(query).fetchone(), self.connection.execute(query).fetchone(), strict=True)
                names = [f"{node.name}.{column}" for column in ("rows", *columns)]
                reached += [name for name, (one, other) in zip(names, pairs, strict=True) if one != other]
        return tuple(reached)
