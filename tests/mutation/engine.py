"""Judging a mutant: does a check of `make build` stop it?

dbt takes half a minute for a build. The engine runs the SQL that dbt compiled directly in DuckDB, in milliseconds, on a
copy of the tables in memory: it loads the changed seeds, rebuilds what depends on them in dbt's order, stops at the
first test that finds something, and puts the tables back. `confirm` runs the real build, to prove that both agree.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
from mutants import JUDGED, Mutant

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from kewei import csv_form, functions, reading
from kewei.publish import BUILD, DRAFT
from tests.project import copy_project

# dbt writes the words of this seed into the SQL that it compiles.
COMPILED_IN = "seeds/printed_words.csv"
# What the reading of figures knows, from the files themselves.
VOCABULARY = {COMPILED_IN, "seeds/units.csv"}


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant.

    killed_by: the check that stopped it, or ''. needs_documents: only a comparison with the texts stopped it.
    is_error: a query broke on it. reaches: columns of the marts that it changes, unless another check stopped it.
    """

    killed_by: str
    needs_documents: bool = False
    is_error: bool = False
    reaches: tuple[str, ...] = ()


@dataclass(frozen=True)
class Node:
    """A seed, model or test as dbt compiled it."""

    unique_id: str
    name: str
    kind: str
    path: str
    relation: str
    sql: str
    parents: tuple[str, ...]

    @property
    def needs_documents(self) -> bool:
        """Whether it compares with the documents' texts."""
        return "/evidence/" in self.path


def read_nodes(manifest: Path) -> list[Node]:
    """Seeds, models and tests, each after its parents: before a test only what it still lacks, the nearest test first.

    Tests that need documents come last; then the models that no test reads.
    """
    nodes = {
        one["unique_id"]: Node(
            one["unique_id"],
            one["name"],
            one["resource_type"],
            one["original_file_path"],
            one.get("relation_name") or "",
            one.get("compiled_code") or "",
            tuple(one["depends_on"].get("nodes", ())),
        )
        for one in json.loads(manifest.read_text(encoding="utf-8"))["nodes"].values()
        if one["resource_type"] in ("seed", "model", "test")
    }
    ordered: dict[str, Node] = {}

    def lacking(node: Node) -> dict[str, Node]:
        """What has to come before a node and does not yet, each after its parents, and the node itself."""
        found: dict[str, Node] = {}
        # Snapshots are no nodes here: a mutant has no history.
        for one in node.parents:
            if one in nodes and one not in ordered:
                found |= lacking(nodes[one])
        return found | {node.unique_id: node}

    waiting = sorted(nodes.values(), key=lambda node: (node.kind != "test", node.needs_documents, node.name))
    while waiting := [node for node in waiting if node.unique_id not in ordered]:
        first = waiting[0]
        alike = [node for node in waiting if (node.kind, node.needs_documents) == (first.kind, first.needs_documents)]
        # Seeds that did not change cost nothing.
        ordered |= min(map(lacking, alike), key=lambda found: sum(node.kind == "model" for node in found.values()))
    return list(ordered.values())


def dbt(project: Path, documents: str, *arguments: str) -> subprocess.CompletedProcess:
    """Run dbt in a copy of the project, without any setting of the caller."""
    environment = {name: text for name, text in os.environ.items() if not name.startswith(("KEWEI_", "FACTS_", "DBT_"))}
    folders = ("--project-dir", str(project), "--profiles-dir", str(project))
    command = [sys.executable, "-m", "dbt.cli.main", "--no-use-colors", *arguments, *folders]
    # A path in the profile that is another one than that of a built copy makes dbt parse everything again.
    environment |= {"DOCUMENTS_DIR": documents, "KEWEI_DRAFT": "draft"}
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True)


class Baseline:
    """The unchanged project, built once."""

    def __init__(self, folder: Path, documents: str, built: Path | None = None) -> None:
        """Copy the project into a new folder and build it there, or take a copy that was built.

        documents: absolute path, or '' for none, as in `built`.
        """
        self.documents = documents
        self.project = built or copy_project(folder)
        if not built:
            result = dbt(folder, documents, "build", "--exclude-resource-type", "unit_test", "saved_query")
            if result.returncode:
                raise RuntimeError(f"dbt build failed on the unchanged project:\n{result.stdout[-3000:]}")
        self.nodes = read_nodes(self.project / "target/manifest.json")


class Judge:
    """Judges mutants one after the other on a private copy of a baseline."""

    def __init__(self, baseline: Baseline, folder: Path) -> None:
        """Copy the built project into a new folder, and its tables, with their constraints, into memory."""
        self.baseline = baseline
        self.project = Path(shutil.copytree(baseline.project, folder))
        self.connection = duckdb.connect(config={"threads": 1})
        functions.register(self.connection)
        reading.learn(self.project / "seeds")
        self.columns, _ = csv_form.declared_columns(self.project)
        # How to make each table as the baseline has it: empty, and its rows.
        self.empty: dict[str, str] = {}
        self.rows: dict[str, str] = {}
        for draft in (BUILD, DRAFT):
            name, before = Path(draft).stem, f"{Path(draft).stem}_before"
            self.connection.execute(f"attach ':memory:' as {name}")
            self.connection.execute(f"attach '{baseline.project / draft}' as {before} (read_only)")
            tables = f"select schema_name, table_name, sql from duckdb_tables() where database_name = '{before}'"
            for schema, table, sql in self.connection.execute(tables).fetchall():
                relation = f'"{name}"."{schema}"."{table}"'
                self.empty[relation] = f"create or replace table {relation} {sql[sql.index('(') :]}"
                self.rows[relation] = f'from {before}."{schema}"."{table}"'
                self.connection.execute(f"create schema if not exists {name}.{schema}")
                self.fill(relation, self.rows[relation])
        for node in baseline.nodes:
            if node.kind == "model" and node.relation not in self.empty:
                self.connection.execute(f"create view {node.relation} as {node.sql}")
        self.marts = {name: self.connection.table(name).columns for name in self.empty if '"marts"' in name}
        self.keys = dict(
            self.connection.execute(
                "select table_name, constraint_column_names from duckdb_constraints() "
                "where constraint_type = 'PRIMARY KEY' and schema_name = 'marts'"
            ).fetchall()
        )
        self.before = self.checksums()
        control = self.judge(Mutant("unchanged", "seeds", 0, "", "nothing", "", self.all_seeds))
        if control != Verdict(""):
            raise RuntimeError(f"A mutant that changes nothing was judged {control}.")

    def all_seeds(self) -> dict[str, bytes]:
        """All CSVs as they are. This must survive, or a kill says nothing."""
        paths = (self.baseline.project / "seeds").rglob("*.csv")
        return {path.relative_to(self.baseline.project).as_posix(): path.read_bytes() for path in paths}

    def judge(self, mutant: Mutant) -> Verdict:
        """Apply the mutant, check the form of its CSVs, then run models and tests until one stops it."""
        files = mutant.contents()
        try:
            for file, content in files.items():
                (self.project / file).write_bytes(content)
            # The form of the others was checked with the mutant that changes nothing.
            if any(csv_form.check_file(file, files[file], self.columns[Path(file).stem]) for file in files):
                return Verdict("form of the CSVs")
            if VOCABULARY & files.keys():
                reading.learn(self.project / "seeds")
            nodes, failed = self.recompiled() if mutant.file == COMPILED_IN else (self.baseline.nodes, "")
            return Verdict(failed) if failed else self.run(files, nodes, mutant.group != JUDGED)
        finally:
            for file in files:
                shutil.copy(self.baseline.project / file, self.project / file)
            if VOCABULARY & files.keys():
                reading.learn(self.project / "seeds")

    def recompiled(self) -> tuple[list[Node], str]:
        """The nodes with the words of the changed seed in their SQL, and which of the nearest tests failed, or ''.

        Unit tests of the parser count here, because they and no data test say what a word means.
        """
        dbt(self.project, self.baseline.documents, "build", "--select", f"{Path(COMPILED_IN).stem}+1")
        results, manifest = (
            json.loads((self.project / f"target/{name}.json").read_text(encoding="utf-8"))
            for name in ("run_results", "manifest")
        )
        failed = [one["unique_id"].split(".") for one in results["results"] if one["status"] in ("fail", "error")]
        compiled = {name: node.get("compiled_code") for name, node in manifest["nodes"].items()}
        nodes = [
            replace(node, sql=compiled[node.unique_id]) if compiled.get(node.unique_id) else node
            for node in self.baseline.nodes
        ]
        return nodes, " ".join(failed[0][2:]) if failed else ""

    def run(self, files: dict[str, bytes], nodes: list[Node], is_measured_early: bool) -> Verdict:
        """Load the changed CSVs, rebuild and test what depends on them, and put everything back.

        is_measured_early: whether the marts are compared before the documents; it takes longer than all tests.
        """
        changed: dict[str, str] = {}
        verdict, node = Verdict(""), nodes[0]
        is_measured = not is_measured_early
        try:
            for node in nodes:
                if node.needs_documents and not is_measured:
                    verdict, is_measured = Verdict("", reaches=self.reached()), True
                if node.path in files or changed.keys() & set(node.parents):
                    if node.kind != "test":
                        changed[node.unique_id] = node.relation
                        # A view reads whatever its tables hold.
                        if node.relation in self.empty:
                            self.fill(node.relation, node.sql or rows_of_csv(self.project / node.path))
                    elif self.connection.execute(f"select 1 from ({node.sql}) as problems limit 1").fetchall():
                        return replace(verdict, killed_by=node.name, needs_documents=node.needs_documents)
        except duckdb.Error as error:
            reason = f"{node.name}: {str(error).splitlines()[0]}"
            return replace(verdict, killed_by=reason, needs_documents=node.needs_documents, is_error=True)
        else:
            return verdict if is_measured_early else Verdict("", reaches=self.reached())
        finally:
            for relation in self.rows.keys() & set(changed.values()):
                self.fill(relation, self.rows[relation])

    def fill(self, relation: str, query: str) -> None:
        """Create a table again, so that its row numbers begin at 0 as after `dbt seed`."""
        self.connection.execute(self.empty[relation])
        self.connection.execute(f"insert into {relation} by name {query}")

    def checksums(self) -> dict[str, object]:
        """A checksum of every column of the marts, and how many rows they have."""
        found: dict[str, object] = {}
        for relation, columns in self.marts.items():
            table = relation.split('"')[-2]
            # Each cell together with the row's key, so that two texts that changed places show.
            key = ", ".join(self.keys.get(table, columns[:1]))
            texts = [f"concat_ws(' ', {key}, {column})" for column in columns]
            sums = ", ".join(f"md5(string_agg({text}, '|' order by {text}))" for text in texts)
            row = self.connection.execute(f"select count(*), {sums} from {relation}").fetchone()
            found |= {f"{table}.{column}": one for column, one in zip(("rows", *columns), row, strict=True)}
        return found

    def reached(self) -> tuple[str, ...]:
        """Columns of the marts that differ from the baseline; `rows` where their number differs."""
        now = self.checksums()
        return tuple(name for name in now if now[name] != self.before[name])


def rows_of_csv(path: Path) -> str:
    """A query for the rows of a CSV as dbt seed loads them here: every column text, empty cells null."""
    header = path.read_text(encoding="utf-8").split("\n", 1)[0].split(",")
    columns = ", ".join(f"'{column}': 'varchar'" for column in header)
    return (
        f"from read_csv('{path}', auto_detect = false, header = true, quote = '\"', escape = '\"', "
        f"columns = {{{columns}}})"
    )
