"""`make bench`: everything that docs/benchmarks.md says, measured side by side on this machine and written there.

python -m benchmarks.bench [--sizes N ...] [--only SECTION ...] measures and writes; sections that are not measured
anew keep what was measured last on this machine (target/bench/results.json).
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import metadata
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any

import duckdb

from benchmarks import answers, overhead, report
from benchmarks.measure import PROJECT, environment, in_turn, python, timed
from benchmarks.nation import generate
from benchmarks.rivals import MARTS, compare
from kewei import publish
from kewei.location import TABLES

FOLDER = PROJECT / "target/bench"
RESULTS = FOLDER / "results.json"
PAGE = PROJECT / "docs/benchmarks.md"
SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
LARGE = 1_000_000
# What `kewei query` shows of an answer.
PAGE_ROWS = 200
ROUNDS = {False: 5, True: 3}
MEMORY = "4500MB"
RIVALS = ("polars", "pandas")
RIVAL_PYTHON = PROJECT / ".venv/bench/bin/python"
SECTIONS = ("documents", "nation", "questions", "rivals", "incremental")


def apart(function: Callable, *arguments: object) -> Any:
    """The result of a function in a process of its own.

    Linux counts what this process holds in memory towards the peak of every process that it starts.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as pool:
        return pool.submit(function, *arguments).result()


def documents(results: dict, sizes: list[int]) -> None:
    """The five documents: dbt against a project that does nothing and against no dbt; a build with nothing changed."""
    results["documents"] = overhead.measure(ROUNDS[False])
    with overhead.copied(PROJECT, "kewei-unchanged-") as project:
        settings = environment(DOCUMENTS_DIR=overhead.documents_folder())
        build = python("-m", "kewei", "build")
        timed(build, project, settings)
        runs = in_turn(
            ROUNDS[False],
            unchanged=lambda: timed(build, project, settings),
            forced=lambda: timed([*build, "--force"], project, settings),
        )
    results["unchanged"] = {name: [without_output(run) for run in of_name] for name, of_name in runs.items()}


def without_output(run: dict) -> dict:
    """The figures of a run without what it printed."""
    return {name: value for name, value in run.items() if name != "output"}


class Nation:
    """A nation of one size: its files, and the places where dbt and plain DuckDB build it."""

    def __init__(self, figures: int) -> None:
        """Nothing is written yet."""
        self.figures = figures
        self.folder = PROJECT / f"target/nation/{figures}"
        self.database = self.folder / "build.duckdb"
        self.target = self.folder / "dbt"
        self.settings = environment(
            FACTS_LOCATION=self.folder,
            KEWEI_BUILD_DATABASE=self.database,
            KEWEI_HISTORY_DATABASE=self.folder / "history.duckdb",
            KEWEI_MEMORY_LIMIT=MEMORY,
        )

    def generate(self) -> dict:
        """Write the nation where it is not there yet. Returns its numbers and the seconds that took."""
        numbers = self.folder / "numbers.json"
        if not numbers.is_file():
            started = time.perf_counter()
            made = generate(self.folder, self.figures)
            numbers.write_text(json.dumps({**made, "seconds": time.perf_counter() - started}))
        return json.loads(numbers.read_text())

    def dbt(self, command: str, *arguments: str, target: Path | None = None) -> None:
        """Run a command of dbt on the nation, which no measurement counts."""
        options = ["--quiet", command, "--target-path", str(target or self.target), *arguments]
        timed(python("-m", "dbt.cli.main", *options), PROJECT, self.settings)

    def with_dbt(self) -> dict:
        """`dbt build` of the nation into a new file."""
        for path in self.folder.glob("build.duckdb*"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        command = python("-m", "benchmarks.timed_build", "--target-path", str(self.target))
        run = timed(command, PROJECT, self.settings, self.spill)
        run["parts"] = json.loads(run.pop("output").splitlines()[-1])
        run["file_mb"] = self.database.stat().st_size / 1e6
        return run

    def straight(self, *marts: str) -> dict:
        """The SQL that dbt compiled, without dbt, into a new file; with marts only what they are made from."""
        folder = self.folder / "straight"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        database = folder / "build.duckdb"
        command = python("-m", "benchmarks.straight", str(self.target / "manifest.json"), str(database))
        run = timed(
            [*command, *(["--marts", *marts] if marts else [])], PROJECT, self.settings, Path(f"{database}.tmp")
        )
        run["parts"] = json.loads(run.pop("output").splitlines()[-1])
        run["file_mb"] = database.stat().st_size / 1e6
        shutil.rmtree(folder)
        return run

    @property
    def spill(self) -> Path:
        """Where DuckDB writes what its memory cannot hold."""
        return Path(f"{self.database}.tmp")


def nation(results: dict, sizes: list[int]) -> None:
    """A nation of each size: dbt against the same SQL straight in DuckDB, in turn, and the marts against the key."""
    for size in sizes:
        one = Nation(size)
        numbers = one.generate()
        print(f"nation of {numbers['observations']} figures", flush=True)
        one.dbt("parse")  # what dbt parses only once
        runs = in_turn(ROUNDS[size >= LARGE], dbt=one.with_dbt, straight=one.straight)
        outcomes = apart(answers.check, one.database, one.folder)
        results.setdefault("nation", {})[str(size)] = {
            "numbers": numbers,
            **runs,
            "answers": [vars(outcome) for outcome in outcomes],
            "marts": apart(marts_of, one.database),
        }
        keep(results)


def marts_of(database: Path) -> dict[str, int]:
    """Rows of every mart."""
    with duckdb.connect(str(database), read_only=True) as connection:
        tables = connection.execute(
            "select table_name from duckdb_tables() where schema_name = 'marts' order by all"
        ).fetchall()
        return {name: connection.execute(f"select count(*) from marts.{name}").fetchone()[0] for (name,) in tables}


def questions(results: dict, sizes: list[int]) -> None:
    """The questions of analyses/ on the largest nation's published file, opened read-only."""
    one = Nation(max(sizes))
    warehouse = FOLDER / "warehouse.duckdb"
    os.environ["KEWEI_MEMORY_LIMIT"] = MEMORY
    if not warehouse.is_file() or warehouse.stat().st_mtime < one.database.stat().st_mtime:
        tables = publish.nodes_of(one.target, "model", "marts")
        apart(publish.copy_tables, [(one.database, "marts", tables)], warehouse)
    # In a folder of its own: a manifest in which only questions are compiled would build nothing.
    target = FOLDER / "questions"
    one.dbt("compile", "-s", "resource_type:analysis", target=target)
    compiled = sorted((target / "compiled/kewei/analyses").glob("*.sql"))
    asked = {path.stem: path.read_text(encoding="utf-8") for path in compiled}
    results["questions"] = {
        "figures": one.figures,
        "file_mb": warehouse.stat().st_size / 1e6,
        **apart(ask_in_every_way, warehouse, asked),
    }


def ask_in_every_way(warehouse: Path, asked: dict[str, str]) -> dict:
    """Ask each question for all districts, for a first page, and for those of the city with the most."""
    city, districts = largest_city(warehouse)
    with opened(warehouse) as connection:
        of_all = {name: ask(connection, sql) for name, sql in asked.items()}
        pages = {name: ask(connection, f"{sql}\nlimit {PAGE_ROWS}") for name, sql in asked.items()}
    with opened(warehouse, city, districts) as connection:
        of_city = {name: ask(connection, sql) for name, sql in asked.items()}
    return {
        "districts": len(districts),
        "asked": {name: {"all": of_all[name], "page": pages[name], "city": of_city[name]} for name in asked},
    }


def largest_city(warehouse: Path) -> tuple[str, list[str]]:
    """The city with the most districts, and their codes."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.execute(
            "select city_code, list(district_code) from marts.dim_districts "
            "group by city_code order by count(*) desc, city_code limit 1"
        ).fetchone()


@contextmanager
def opened(warehouse: Path, city: str = "", districts: list[str] | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A published file, read-only and as the SQL of the project names it; with a city only the rows of that city."""
    with duckdb.connect(config=publish.connection_settings()) as connection:
        if not city:
            connection.execute(f"attach '{warehouse}' as build (read_only)")
            yield connection
            return
        connection.execute(f"attach '{warehouse}' as warehouse (read_only)")
        connection.execute("attach ':memory:' as build")
        connection.execute("create schema build.marts")
        places = ", ".join(f"'{code}'" for code in districts or [])
        documents = f"select document_id from warehouse.marts.dim_documents where district_code in ({places})"
        # The first column of a table that says where it belongs; what has none belongs everywhere.
        conditions = {
            "city_code": f"city_code = '{city}'",
            "district_code": f"district_code in ({places})",
            "document_id": f"document_id in ({documents})",
        }
        for table, columns in connection.execute(
            "select table_name, list(column_name) from duckdb_columns() "
            "where database_name = 'warehouse' and schema_name = 'marts' group by table_name"
        ).fetchall():
            where = next((sql for column, sql in conditions.items() if column in columns), "true")
            connection.execute(f"create view build.marts.{table} as from warehouse.marts.{table} where {where}")
        yield connection


def ask(connection: duckdb.DuckDBPyConnection, sql: str) -> dict:
    """Milliseconds until a question is answered in full, inside DuckDB; the median of up to five times; and the rows.

    A question that takes seconds is asked fewer times.
    """
    taken: list[float] = []
    while len(taken) < 5 and sum(taken) < 4000:
        started = time.perf_counter()
        connection.execute(f"create or replace temp table answer as ({sql}\n)")
        taken.append((time.perf_counter() - started) * 1000)
    rows = connection.execute("select count(*) from answer").fetchone()[0]
    return {"median": median(taken), "rows": rows}


def rivals(results: dict, sizes: list[int]) -> None:
    """Four marts in DuckDB, Polars and pandas, in turn, from the same files; what they say is compared."""
    if not RIVAL_PYTHON.is_file():
        raise FileNotFoundError(f"{RIVAL_PYTHON} is not there; `make bench` makes it")

    for size in sizes:
        if size < 100_000:
            continue
        one = Nation(size)
        if not one.database.is_file():
            one.with_dbt()
        one.dbt("compile")
        failed: dict[str, str] = {}
        runs: dict[str, list[dict]] = {"duckdb": [], **{rival: [] for rival in RIVALS}}
        for _ in range(1 if size > LARGE else ROUNDS[size >= LARGE]):
            runs["duckdb"].append(one.straight(*MARTS))
            for rival in RIVALS:
                if rival in failed:
                    continue
                try:
                    runs[rival].append(run_rival(one, rival))
                except RuntimeError as error:
                    failed[rival] = str(error).strip().splitlines()[-1][:200]
        differing = {
            rival: [list(row) for row in apart(compare.compare, one.database, FOLDER / rival)]
            for rival in RIVALS
            if rival not in failed
        }
        results.setdefault("rivals", {})[str(size)] = {**runs, "failed": failed, "compared": differing}
        keep(results)


def run_rival(one: Nation, rival: str) -> dict:
    """One run of a rival, in an environment of its own."""
    output = FOLDER / rival
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)
    module = f"benchmarks.rivals.with_{rival}"
    command = python("-m", module, str(one.folder), str(output), interpreter=str(RIVAL_PYTHON))
    run = timed(command, PROJECT, {**one.settings, "POLARS_MAX_THREADS": "2"})
    run["parts"] = json.loads(run.pop("output").splitlines()[-1])
    return run


def incremental(results: dict, sizes: list[int]) -> None:
    """The largest nation: a full `kewei build`, then builds after one document has changed, back and forth."""
    one = Nation(max(sizes))
    with overhead.copied(PROJECT, "kewei-incremental-", PROJECT / "target") as project:
        location = project / "target/location"
        for table in TABLES:
            shutil.copytree(one.folder / table, location / table)
        settings = environment(FACTS_LOCATION=location, KEWEI_MEMORY_LIMIT=MEMORY)
        build = python("-m", "kewei", "build")
        full = timed([*build, "--force"], project, settings, project / "target/build.duckdb.tmp")
        runs = []
        for _ in range(ROUNDS[True]):
            change_one_document(location)
            runs.append(timed(build, project, settings, project / "target/slice.duckdb.tmp"))
            # A nation of three cities or fewer is rebuilt whole.
            if "1 document changed, so 1 cities" not in runs[-1]["output"]:
                raise RuntimeError(f"not one city was rebuilt:\n{runs[-1]['output']}")
        unchanged = timed(build, project, settings)
    results["incremental"] = {
        "figures": one.figures,
        "full": without_output(full),
        "changed": [without_output(run) for run in runs],
        "unchanged": without_output(unchanged),
    }


def change_one_document(location: Path) -> None:
    """Note another address of the first document: enough to change it, and no figure with it."""
    path = sorted((location / "documents").glob("*.parquet"))[0]
    draft = path.with_suffix(".tmp")
    duckdb.sql(f"""
        copy (select * replace (case when document_id = (select min(document_id) from '{path}')
            then coalesce(url, '') || 'x' else url end as url) from '{path}') to '{draft}' (format parquet)
    """)
    draft.replace(path)


def machine() -> dict[str, str]:
    """What the figures were measured on."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "unknown")
    memory = next(line for line in Path("/proc/meminfo").read_text().splitlines() if line.startswith("MemTotal"))
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=PROJECT, capture_output=True, text=True)
    packages = {name: metadata.version(name) for name in ("dbt-core", "dbt-duckdb", "duckdb")}
    if RIVAL_PYTHON.is_file():
        code = "import json, polars, pandas; print(json.dumps([polars.__version__, pandas.__version__]))"
        found = json.loads(subprocess.check_output([str(RIVAL_PYTHON), "-c", code]))
        packages |= dict(zip(RIVALS, found, strict=True))
    return {
        "processor": f"{model}, {os.cpu_count()} cores",
        "memory": f"{int(memory.split()[1]) / 1024**2:.0f} GiB",
        "python": sys.version.split()[0],
        "packages": ", ".join(f"{name} {version}" for name, version in packages.items()),
        "commit": commit.stdout.strip(),
        "day": f"{datetime.now(UTC):%Y-%m-%d}",
    }


def keep(results: dict) -> None:
    """Write what was measured so far, and the page made from it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    results["machine"] = machine()
    RESULTS.write_text(json.dumps(results, indent=1))
    PAGE.write_text(report.page(results), encoding="utf-8")


def main() -> None:
    """Measure, write, print."""
    parser = argparse.ArgumentParser(prog="benchmarks.bench", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="figures of the nations")
    parser.add_argument("--only", nargs="+", choices=SECTIONS, default=list(SECTIONS))
    arguments = parser.parse_args()
    os.chdir(PROJECT)
    results = json.loads(RESULTS.read_text()) if RESULTS.is_file() else {}
    for section in SECTIONS:
        if section in arguments.only:
            print(f"Measuring: {section}", flush=True)
            globals()[section](results, arguments.sizes)
            keep(results)
    print(PAGE.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
