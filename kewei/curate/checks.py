"""`kewei check`: what a build would find in the CSVs, in seconds and with nothing written but a cache.

dbt compiles models and tests once, and again only when one of them has changed. The compiled SQL then runs on a
database in memory. So each rule stands where it stood, in seeds.yml, tests/ and expectations/, and the check finds what
a build finds; but for unit tests, contracts and keys, which only a developer can break.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb
import yaml

from kewei import csv_form, functions, numerals, reading
from kewei.curate import state
from kewei.problem import FailedError, Problem, counted, report, step

CACHE = "target/check"
# Where compiled SQL names the texts, in JSON, and what stands there in the cache.
READ_TEXTS, TEXTS = re.compile(r"(read_blob\(\[)[^]]*(?:\[.\][^]]*)*"), "{texts}"
# What compiled SQL is made of. Of the CSVs dbt reads these while it compiles; the names of the texts are added below.
SOURCES = (
    *("models/**/*.sql", "models/**/*.yml", "macros/**/*", "tests/**/*.sql", "tests/**/*.yml", "snapshots/*"),
    *("seeds/**/*.yml", "seeds/printed_words.csv", "dbt_project.yml", "profiles.yml", "requirements/build.txt"),
)
# Variables that profiles and macros read.
READ = ("DOCUMENTS_DIR", "FACTS_", "KEWEI_")
KINDS = ("seed", "model", "test")
# A document that is entered twice multiplies in joins: what then becomes too large ends, and does not fill the disk.
# One thread, because the tables are small: to part them among several took a fifth more of the processor.
MODEST = {"memory_limit": "4GB", "temp_directory": "", "threads": 1}
# The commands with which the two readings are made.
READERS = dict(zip(("review", "second"), state.READERS, strict=True))
# What a figure is called where rows are counted in words; other tables count rows.
THINGS = {"facts": "figure", "documents": "document", "indicators": "indicator", "numerals": "numeral"}


@dataclass
class Found:
    """What a check found. gates: what they say, if not that they pass.

    gates_failed: their names. skipped: models and tests that could not run.

    reason: why the first of them could not.
    """

    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    gates: list[str] = field(default_factory=list)
    gates_failed: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    reason: str = ""

    @property
    def is_good(self) -> bool:
        """Whether a build would find nothing either."""
        return not (self.problems or self.gates_failed or self.skipped)


def compiled(project: Path) -> list[dict]:
    """Seeds, models and tests in the order in which they can run, with their compiled SQL."""
    folder = project / CACHE
    cache = folder / f"{key_of(project)}.json"
    # Compiled SQL names the texts. With other texts, or in a copy of the project, it is the same but for these names.
    texts = json.dumps(", ".join(map(as_glob, texts_of(project)[1])))[1:-1]
    if not cache.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.json"):
            old.unlink()
        nodes = in_order(compile_with_dbt(project, folder))
        written = cache.with_suffix(".new")
        written.write_text(READ_TEXTS.sub(r"\1" + TEXTS, json.dumps(nodes)), encoding="utf-8")
        written.replace(cache)
    return json.loads(cache.read_text(encoding="utf-8").replace(TEXTS, texts))


def texts_of(project: Path) -> tuple[str, list[str]]:
    """Where the texts are, as macros/project/documents_folder.sql looks for them, and the paths of those listed."""
    with (project / "seeds/documents.csv").open(encoding="utf-8", newline="") as handle:
        listed = sorted({row["source_file"] for row in csv.DictReader(handle)})
    for place in filter(None, (os.environ.get("DOCUMENTS_DIR", ""), "documents", "../shared/documents")):
        folder = os.path.abspath(project / place)
        if there := [f"{folder}/{name}" for name in listed if os.path.isfile(f"{folder}/{name}")]:
            return place, there
    return "", []


def as_glob(path: str) -> str:
    """A path as DuckDB's read_blob takes it: nothing in it stands for anything else."""
    return "'" + re.sub(r"([*?[])", r"[\1]", path).replace("'", "''") + "'"


def key_of(project: Path) -> str:
    """A name for everything that compiled SQL depends on."""
    digest = hashlib.sha256()
    for pattern in SOURCES:
        for path in sorted(project.glob(pattern)):
            if path.is_file():
                digest.update(f"\n{path.relative_to(project)}\n".encode() + path.read_bytes())
    for name in sorted(os.environ):
        if name.startswith(READ):
            digest.update(f"\n{name}={os.environ[name]}".encode())
    digest.update(texts_of(project)[0].encode())
    return digest.hexdigest()


def compile_with_dbt(project: Path, folder: Path) -> dict[str, dict]:
    """The nodes of dbt's manifest after `dbt compile`, which writes below `folder` only; raises FailedError."""
    target = folder / "target"
    with tempfile.TemporaryDirectory(dir=folder) as draft:
        # dbt reads the words around numerals while it compiles, from the table that a build has loaded by then.
        with duckdb.connect(str(Path(draft) / "build.duckdb")) as build:
            build.execute("create schema seeds")
            load(build, "seeds.printed_words", project / "seeds/printed_words.csv")
        # Absolute, because compiled SQL names the folder of the texts.
        at = os.path.abspath(project)
        places = ("--project-dir", at, "--profiles-dir", at, "--target-path", str(target), "--log-path", draft)
        run = subprocess.run(
            [sys.executable, "-m", "dbt.cli.main", "--quiet", "--no-use-colors", "compile", *places],
            cwd=project,
            env={**os.environ, "KEWEI_DRAFT": draft, "KEWEI_BUILD": f"{draft}/build.duckdb"},
            capture_output=True,
            text=True,
        )
    if run.returncode:
        raise FailedError(f"dbt could not compile the project:\n{run.stdout[-3000:]}{run.stderr[-1000:]}")
    return json.loads((target / "manifest.json").read_text(encoding="utf-8"))["nodes"]


def in_order(nodes: dict[str, dict]) -> list[dict]:
    """What can run, each after what it reads. The history is left out: it is made of what was published before."""
    parents = {
        name: [one for one in node["depends_on"].get("nodes", []) if one in nodes] for name, node in nodes.items()
    }
    order, left_out = [], set()
    for name in TopologicalSorter(parents).static_order():
        node = nodes[name]
        if node["resource_type"] not in KINDS or not node["config"]["enabled"] or left_out & set(parents[name]):
            left_out.add(name)
            continue
        kept = ("unique_id", "name", "resource_type", "database", "schema", "relation_name", "original_file_path")
        kind = "view" if node["config"]["materialized"] == "view" else "table"
        more = {"parents": parents[name], "sql": node.get("compiled_code"), "kind": kind}
        more["warns"] = node["config"].get("severity") == "warn"
        order.append({column: node[column] for column in kept} | more)
    return order


def load(connection: duckdb.DuckDBPyConnection, table: str, path: Path) -> None:
    """Make a table of a CSV, every cell as text and in the order of its lines, as a build does."""
    with path.open(encoding="utf-8", newline="") as handle:
        columns = next(csv.reader(handle))
    # An empty cell is null, as in a build.
    rows = connection.read_csv(
        str(path), header=True, sep=",", quotechar='"', escapechar='"', columns=dict.fromkeys(columns, "varchar")
    )
    rows.create(table)


@contextmanager
def words_of(project: Path) -> Iterator[None]:
    """Read figures with the words and units of a project, which may have one more than those that are known."""
    before, seeds = numerals.SEEDS, project / "seeds"
    names = ("printed_words.csv", "units.csv")
    if all((seeds / name).read_bytes() == (before / name).read_bytes() for name in names):
        yield
        return
    reading.learn(seeds)
    try:
        yield
    finally:
        reading.learn(before)


@contextmanager
def built_in_memory(project: Path) -> Iterator[tuple[duckdb.DuckDBPyConnection, Found]]:
    """Everything that a build makes of the CSVs, in memory, and what its tests find."""
    found = Found()
    with duckdb.connect(config=MODEST) as connection, words_of(project):
        functions.register(connection)
        connection.execute("attach ':memory:' as build; attach ':memory:' as warehouse; set TimeZone = 'UTC'")
        connection.execute("use build")
        failed: set[str] = set()
        for node in compiled(project):
            if failed & set(node["parents"]):
                failed.add(node["unique_id"])
                found.skipped.append(node["name"])
                continue
            try:
                if node["resource_type"] == "test":
                    said = found.warnings if node["warns"] else found.problems
                    said += problems_in(connection, node["name"], node["sql"])
                    continue
                connection.execute(f'create schema if not exists "{node["database"]}"."{node["schema"]}"')
                if node["resource_type"] == "seed":
                    connection.execute(f'use "{node["database"]}"')
                    load(connection, f"{node['schema']}.{node['name']}", project / node["original_file_path"])
                else:
                    connection.execute(f"create {node['kind']} {node['relation_name']} as {node['sql']}")
            except duckdb.Error as error:
                failed.add(node["unique_id"])
                found.skipped.append(node["name"])
                found.reason = found.reason or f"{node['name']}: {' '.join(str(error).split(chr(10))[0].split())}"
        connection.execute("use warehouse")
        yield connection, found


def problems_in(connection: duckdb.DuckDBPyConnection, test: str, sql: str) -> Iterator[Problem]:
    """What a test finds: by file, line and column where it is about the CSVs, else a row as it is."""
    found = connection.execute(sql)
    names = [column[0] for column in found.description]
    for values in found.fetchall():
        row = dict(zip(names, values, strict=True))
        if "csv_file" in row:
            yield Problem(
                row["csv_file"],
                row.get("csv_line") or 0,
                row["column_name"],
                repr(row["found"]),
                row["expected"],
                row["remedy"],
                step(test),
            )
        else:
            words = ", ".join(f"{name} {value}" for name, value in row.items())
            yield Problem(f"tests/{test}", 0, "", words, "no such row", "Tell a developer.", step(test))


def open_differences(project: Path, connection: duckdb.DuckDBPyConnection) -> list[dict[str, str]]:
    """Cells in which the two readings differ and nothing was settled, as rows of reading_differences.csv begin."""
    columns = "reading_of, row_name, read_column as column_name, first_cell as first_reading, second_cell as "
    columns += "second_reading"
    found = []
    for node in compiled(project):
        if node["name"].startswith("readings_agree"):
            answer = connection.execute(
                f"select {columns} from ({node['sql']}) as problems where reading_of is not null"
            )
            names = [column[0] for column in answer.description]
            found += [dict(zip(names, values, strict=True)) for values in answer.fetchall()]
    return found


def check(project: Path) -> Found:
    """All problems of form; or where there are none, everything that the tests and gates of a build find."""
    return found_with_differences(project)[0]


def found_with_differences(project: Path) -> tuple[Found, list[dict[str, str]]]:
    """The same, and in which cells the two readings differ."""
    problems = csv_form.check(project)
    if problems:
        return Found(problems), []
    from expectations import judge_all

    with built_in_memory(project) as (connection, found):
        differences = [] if found.skipped else open_differences(project, connection)
        # What is wrong in single rows would show in distributions as well; a reading that is still to come would not.
        if not found.skipped and all(problem.step == step("readings_agree") for problem in found.problems):
            outcome = judge_all(project, connection)
            found.gates = outcome.details()
            found.problems += outcome.problems
            found.gates_failed = [finding.gate for finding in outcome.failed + outcome.errored]
        return found, differences


def conclude(found: Found) -> int:
    """Print the problems and one last line. Returns the exit code."""
    if found.warnings:
        print(f"Warning: {report(found.warnings)}.")
    if found.is_good:
        print("\nThe CSVs are in good form, and every check of the data and every gate holds.")
        return 0
    said = [f"{report(found.problems)}"] if found.problems else []
    if found.gates_failed:
        said.append(f"{counted(len(found.gates_failed), 'gate')} failed")
    if found.skipped:
        said.append(f"{counted(len(found.skipped), 'later step')} could not run ({found.reason})")
    print(f"\n{'; '.join(said)}.")
    return 1


def unreviewed(project: Path) -> list[str]:
    """A line for each document in inbox/ that is not in seeds/ yet: what still has to be done."""
    lines = []
    for document_id in state.waiting(project):
        if document_id in written(project):
            continue
        readings = {command: state.load(project, document_id, reader) for command, reader in READERS.items()}
        todo = []
        for command, one in readings.items():
            judged = sum(numeral["state"] != "proposed" for numeral in one["numerals"].values())
            all_of = counted(len(one["numerals"]), "numeral")
            if not one["closed"]:
                todo.append(f"`kewei {command} {document_id}` ({judged} of {all_of} judged)")
        lines.append(f"{document_id}: " + (" and ".join(todo) or f"`kewei review {document_id}` settles and writes it"))
    return lines


def written(project: Path) -> set[str]:
    """The documents that seeds/ has."""
    with (project / "seeds/documents.csv").open(encoding="utf-8", newline="") as handle:
        return {row["document_id"] for row in csv.DictReader(handle)}


def changed(project: Path) -> list[str]:
    """In words, what differs between the CSVs and those of the last commit; nothing outside a Git repository."""
    lines = []
    keys = keys_of(project)
    for path in sorted((project / "seeds").rglob("*.csv")):
        file = path.relative_to(project).as_posix()
        shown = subprocess.run(["git", "show", f"HEAD:./{file}"], cwd=project, capture_output=True)
        if shown.returncode and not is_committed(project):
            return []
        before = rows_in(shown.stdout.decode("utf-8", "replace") if not shown.returncode else "")
        after = rows_in(path.read_text(encoding="utf-8", errors="replace"))
        lines += words(file, before, after, keys.get(path.stem.removeprefix("second_"), []))
    return lines


def is_committed(project: Path) -> bool:
    """Whether there is a commit to compare with."""
    return not subprocess.run(["git", "rev-parse", "--verify", "HEAD"], cwd=project, capture_output=True).returncode


def keys_of(project: Path) -> dict[str, list[str]]:
    """What makes a row of each table the one it is: the key that seeds.yml names."""
    seeds = yaml.safe_load((project / "seeds/seeds.yml").read_text(encoding="utf-8"))["seeds"]
    return {seed["name"]: seed["config"]["meta"]["cells"]["key"] for seed in seeds if "meta" in seed.get("config", {})}


def rows_in(text: str) -> list[dict[str, str]]:
    """The rows of a CSV with the line of each, under the name of no column."""
    reader = csv.DictReader(text.splitlines())
    return [{**row, "": str(reader.line_num)} for row in reader]


def words(file: str, before: list[dict], after: list[dict], key: list[str]) -> list[str]:
    """One line for the table, and one for each row that was corrected."""
    gone, new = unmatched(before, after), unmatched(after, before)
    corrected = []
    # A row whose key was corrected is still at its place, or begins as before.
    for length in range(len(key), 0, -1):
        waiting = defaultdict(list)
        for row in gone:
            waiting[tuple(row.get(column) for column in key[:length])].append(row)
        for row in list(new):
            old = waiting.get(tuple(row.get(column) for column in key[:length]))
            if old and (length > 1 or len(key) == 1):
                corrected.append((old.pop(0), row))
                new.remove(row)
        found = {id(old) for old, _ in corrected}
        gone = [row for row in gone if id(row) not in found]
    if not (gone or new or corrected):
        return []
    name = Path(file).stem
    counts = [
        counted(len(rows), THINGS.get(name, "row")) + said for rows, said in ((new, " added"), (gone, " removed"))
    ]
    parts = [
        counts[0] if new else "",
        counted(len(corrected), THINGS.get(name, "row")) + " corrected" if corrected else "",
        counts[1] if gone else "",
    ]
    lines = [f"{file}: {', '.join(filter(None, parts))}{of_documents(new, gone)}"]
    for old, row in sorted(corrected, key=lambda pair: int(pair[1][""])):
        cells = [
            f"{column} {old.get(column) or 'nothing'!r} is now {row[column] or 'nothing'!r}"
            for column in row
            if column and row[column] != old.get(column)
        ]
        place = " ".join(row[column] for column in key[:2] if column in row)
        lines.append(f"    {file}:{row['']} ({place}): {'; '.join(cells)}")
    return lines


def unmatched(rows: list[dict], others: list[dict]) -> list[dict]:
    """Rows that the others do not hold, wherever they stand."""
    there = Counter(tuple(value for column, value in row.items() if column) for row in others)
    left = []
    for row in rows:
        cells = tuple(value for column, value in row.items() if column)
        if there[cells]:
            there[cells] -= 1
        else:
            left.append(row)
    return left


def of_documents(*groups: list[dict]) -> str:
    """The documents that rows belong to, if they do."""
    names = sorted({row["document_id"] for rows in groups for row in rows if row.get("document_id")})
    return f" ({', '.join(names)})" if names else ""
