"""Time `dbt build` of the documents, of a project without work and of synthetic nations, and write docs/benchmarks.md.

python -m tests.nation.benchmark [--sizes N ...] [--rounds N] [--against FOLDER]. FOLDER is another checkout, such as
an older commit. Everything is built in copies; builds that are compared take turns.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.project import MARTS, PROJECT, copy_project, documents_folder

PAGE = """\
# Benchmarks

Written by `make bench` on {date} from commit {commit}, with {versions} on {cores} cores; do not edit.
Medians of {rounds} rounds in which the builds of a group take turns; peak memory is the largest. Processor seconds are
those of the whole process; other work on the machine changes them less than the clock. The last column divides the
processor seconds of the first build of a group by those of the row, round by round.

| build | processor, s | clock, s | peak memory, MB | first / this |
|---|---:|---:|---:|---:|
{rows}

- Project without work: {nodes}, with the same dependencies, none with any work.
- Nations are built with {large}; older commits know none of them.
- The documents are built {evidence} their texts, and nations with every data test; unit tests are left out.
- Marts of the nations, compared with their answer keys: {answers:,} rows, 0 differ.
"""
# How docs/scale.md builds a nation; older commits know none of the variables.
LARGE = {"KEWEI_BUILD": ":memory:", "KEWEI_BLOCK_SIZE": "262144", "KEWEI_COMPRESSION": "zstd"}
# Files of the project without work, and the text of its nodes.
SETTINGS = {
    "dbt_project.yml": "{name: nothing, version: '1.0', profile: nothing, flags: {send_anonymous_usage_stats: false},\n"
    " seeds: {+full_refresh: true}, snapshots: {+schema: snapshots}}",
    "profiles.yml": "nothing: {target: a, outputs: {a: {type: duckdb, path: build.duckdb, threads: 1}}}",
}
NODES = {
    "seed": "one\n1\n",
    "model": "{{ config(materialized='table') }} select 1 as one PARENTS",
    "test": "select 1 as one where false PARENTS",
    "snapshot": "{% snapshot NAME %} {{ config(unique_key='one', strategy='check', check_cols='all') }} "
    "select 1 as one PARENTS {% endsnapshot %}",
}


class Build(NamedTuple):
    """A project in a folder, and what its `dbt build` reads."""

    label: str
    folder: Path
    variables: str = "{}"
    documents: str = ""

    def dbt(self, command: str, *options: str) -> dict:
        """Run a command of dbt on the project, without the database files of the command before."""
        for path in self.folder.rglob("*.duckdb*"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        settings = {"DOCUMENTS_DIR": self.documents} | (LARGE if self.variables != "{}" else {})
        return timed(self.folder, "dbt.cli.main", command, *options, "--vars", self.variables, **settings)


def timed(folder: Path, *module: str, **more: str) -> dict:
    """Run a Python module in a folder, with settings of its own only. Raises RuntimeError if it fails."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KEWEI_", "FACTS_", "DBT_"))}
    settings = kept | {"DBT_PROFILES_DIR": str(folder), **more}
    started = time.perf_counter()
    with tempfile.TemporaryFile("w+") as output:
        command = [sys.executable, "-m", *module]
        process = subprocess.Popen(command, cwd=folder, env=settings, stdout=output, stderr=subprocess.STDOUT)
        # Unlike resource.getrusage, this gives the peak memory of one process.
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read()
    if process.returncode:
        raise RuntimeError(f"{' '.join(module)} failed in {folder}:\n{text[-3000:]}")
    processor, peak = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
    return {"processor": processor, "seconds": seconds, "peak": peak, "output": text}


def write_nothing(manifest: Path, folder: Path) -> str:
    """Write a project with the nodes of a manifest and their dependencies, and no work. Returns how many there are."""
    nodes = [one for one in json.loads(manifest.read_text())["nodes"].values() if one["resource_type"] in NODES]
    names = {node["unique_id"]: f"{node['resource_type']}_{number}" for number, node in enumerate(nodes)}
    numbers = Counter(node["resource_type"] for node in nodes)
    for kind in numbers:
        (folder / f"{kind}s").mkdir(parents=True)
    for file, text in SETTINGS.items():
        (folder / file).write_text(text)
    for node in nodes:
        kind, name = node["resource_type"], names[node["unique_id"]]
        parents = [names[one] for one in node["depends_on"].get("nodes", ()) if one in names]
        comments = "".join(f"\n-- depends_on: {{{{ ref('{one}') }}}}\n" for one in parents)
        text = NODES[kind].replace("NAME", name).replace("PARENTS", comments)
        (folder / f"{kind}s/{name}.{'csv' if kind == 'seed' else 'sql'}").write_text(text)
    return ", ".join(f"{number} {kind}s" for kind, number in numbers.items())


def compare(builds: list[Build], rounds: int) -> str:
    """Build in turn, after a parse that is not measured. Returns one row of the table for each build."""
    left_out = [f"--exclude-resource-type={kind}" for kind in ("unit_test", "saved_query")]
    for build in builds:
        build.dbt("parse")
    runs = [[build.dbt("build", *left_out) for build in builds] for _ in range(rounds)]
    rows = []
    for build, own in zip(builds, zip(*runs, strict=True), strict=True):
        processor, seconds = (median(run[unit] for run in own) for unit in ("processor", "seconds"))
        times = median(turn[0]["processor"] / run["processor"] for turn, run in zip(runs, own, strict=True))
        peak = max(run["peak"] for run in own)
        rows.append(f"| {build.label} | {processor:.1f} | {seconds:.1f} | {peak:,.0f} | {times:.2f} |")
        print(rows[-1], flush=True)
    return "\n".join(rows)


def commit(project: Path) -> str:
    """The commit of a checkout, marked when files differ from it."""
    command = ["git", "-C", str(project), "describe", "--always", "--dirty"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def measure(folder: Path, sizes: list[int], rounds: int, against: Path | None) -> str:
    """Measure everything in copies below a folder. Returns the page."""
    projects = {"": copy_project(folder / "project")}
    if against:
        projects[f", commit {commit(against)}"] = copy_project(folder / "against", against)
    texts = documents_folder()
    documents = [Build(f"documents{label}", project, documents=texts) for label, project in projects.items()]
    documents[0].dbt("parse")
    nodes = write_nothing(projects[""] / "target/manifest.json", folder / "nothing")
    rows = [compare([*documents, Build("project without work", folder / "nothing")], rounds)]
    answers = 0
    for size in sizes:
        nation = folder / f"nation_{size}"
        timed(PROJECT, "tests.nation.generate", str(size), str(nation))
        names = {f"{size:,} figures{label}": project for label, project in projects.items()}
        reads = f"{{facts_location: {nation}}}"
        rows.append(compare([Build(label, project, reads) for label, project in names.items()], rounds))
        checks = timed(PROJECT, "tests.nation.answers", str(projects[""] / MARTS), str(nation))["output"]
        answers += sum(int(line.split()[0]) for line in checks.splitlines()[1:])
    date, versions = f"{datetime.now(UTC):%Y-%m-%d}", f"dbt-core {version('dbt-core')} and duckdb {version('duckdb')}"
    evidence = "with" if texts else "without"
    known = {"date": date, "commit": commit(PROJECT), "versions": versions, "cores": os.cpu_count(), "rounds": rounds}
    large = ", ".join(f"`{name}={value}`" for name, value in LARGE.items())
    return PAGE.format(**known, large=large, rows="\n".join(rows), nodes=nodes, evidence=evidence, answers=answers)


def main() -> None:
    """Measure and write the page."""
    parser = argparse.ArgumentParser(prog="tests.nation.benchmark", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--against", type=Path, help="another checkout, whose builds take turns with these")
    arguments = parser.parse_args()
    (PROJECT / "target").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="benchmark-", dir=PROJECT / "target") as folder:
        page = measure(Path(folder), arguments.sizes, arguments.rounds, arguments.against)
    (PROJECT / "docs/benchmarks.md").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
