"""What of a build is dbt: the real project, one that does nothing, and the same SQL straight in DuckDB, in turn.

python -m benchmarks.overhead [--rounds N] [--json] prints medians, the ratio round by round, and where dbt's time goes.
`--json` prints the figures alone. Nothing in the project is touched: all three run in copies.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import duckdb

from benchmarks.compiled import read_nodes, run_all
from benchmarks.do_nothing import generate
from benchmarks.measure import KEPT_OUT, PROJECT
from kewei.documents import find_documents

GOAL = 1.1


def documents_folder() -> str:
    """Absolute path of the documents at hand, or ''."""
    found = find_documents(PROJECT)
    return str((PROJECT / found).resolve()) if found else ""


@contextmanager
def copied(project: Path, prefix: str, where: Path | None = None) -> Iterator[Path]:
    """A copy of a project without anything built; it is gone afterwards. where: folder for it, else the system's."""
    with tempfile.TemporaryDirectory(prefix=prefix, dir=where) as name:
        copy = Path(name) / "project"
        shutil.copytree(project, copy, ignore=KEPT_OUT)
        (copy / "target").mkdir()
        yield copy


def dbt_build(project: Path, documents: str, flags: list[str]) -> dict:
    """Seconds of the whole process that builds a project, by the clock and of the processor, and of its parts."""
    environment = {**os.environ, "DOCUMENTS_DIR": documents, "DBT_PROFILES_DIR": ".", "PYTHONPATH": str(PROJECT)}
    for name in ("KEWEI_BUILD_DATABASE", "KEWEI_HISTORY_DATABASE"):
        environment.pop(name, None)
    command = [sys.executable, "-m", "benchmarks.timed_build", *flags]
    started, used = time.perf_counter(), processor_seconds()
    result = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True)
    seconds, used = time.perf_counter() - started, processor_seconds() - used
    if result.returncode:
        raise RuntimeError(f"dbt build failed in {project}:\n{result.stdout[-3000:]}{result.stderr[-3000:]}")
    return {"seconds": seconds, "processor": used, "parts": json.loads(result.stdout.splitlines()[-1])}


def processor_seconds() -> float:
    """Processor time of all processes that this one has waited for: other work on the machine hardly changes it."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def straight(project: Path, folder: Path) -> float:
    """Seconds that seeds, models and tests of a built project take without dbt."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    nodes = read_nodes(project / "target/manifest.json")
    started = time.perf_counter()
    # The name of the file is the name of the database in the compiled SQL.
    with duckdb.connect(str(folder / "build.duckdb"), config={"threads": 1}) as connection:
        connection.execute(f"attach '{project / 'history.duckdb'}' as history (read_only)")
        run_all(connection, project, nodes)
    return time.perf_counter() - started


def measure(rounds: int, flags: list[str] | None = None, project: Path = PROJECT) -> dict:
    """Measure in turn, after one build of each that is not counted. Returns all figures, fit for JSON."""
    documents = documents_folder()
    flags = flags or []
    with copied(project, "kewei-overhead-") as real:
        nothing, plain = real.parent / "nothing", real.parent / "straight"
        first = {"real": dbt_build(real, documents, flags)}
        nodes = generate(real / "target/manifest.json", nothing)
        first["nothing"] = dbt_build(nothing, documents, flags)
        runs = []
        for _ in range(rounds):
            runs.append({"real": dbt_build(real, documents, flags), "nothing": dbt_build(nothing, documents, flags)})
            runs[-1]["straight"] = straight(real, plain)
    return {
        "documents": bool(documents),
        "flags": flags,
        "nodes": nodes,
        "first": first,
        "runs": runs,
        "medians": {
            "straight": median(run["straight"] for run in runs),
            **{build: medians([run[build] for run in runs]) for build in ("real", "nothing")},
        },
        "ratios": {
            clock: [run["real"][clock] / run["nothing"][clock] for run in runs] for clock in ("seconds", "processor")
        },
    }


def medians(builds: list[dict]) -> dict:
    """Medians of every figure of some builds."""
    return {
        **{clock: median(build[clock] for build in builds) for clock in ("seconds", "processor")},
        "parts": {part: median(build["parts"].get(part, 0) for build in builds) for part in builds[0]["parts"]},
    }


def report(figures: dict) -> str:
    """The figures as a reader wants them."""
    first, middle = figures["first"], figures["medians"]
    counts = ", ".join(f"{count} {kind}s" for kind, count in figures["nodes"].items())
    lines = [
        f"{counts}; documents {'at hand' if figures['documents'] else 'not at hand'}",
        f"first build (everything parsed anew): real {first['real']['seconds']:.2f} s, "
        f"do-nothing {first['nothing']['seconds']:.2f} s",
        f"medians of {len(figures['runs'])} rounds: real {middle['real']['seconds']:.2f} s, "
        f"do-nothing {middle['nothing']['seconds']:.2f} s, straight in DuckDB {middle['straight']:.2f} s",
    ]
    for clock, ratios in figures["ratios"].items():
        told = f"{median(ratios):.3f} ({', '.join(f'{ratio:.3f}' for ratio in ratios)})"
        verdict = "reached" if median(ratios) <= GOAL else "MISSED"
        lines.append(f"real / do-nothing, {clock}: {told}; goal {GOAL}: {verdict}")
    lines.append(f"{'part':<12}{'real s':>10}{'share':>9}{'do-nothing s':>15}")
    total = sum(middle["real"]["parts"].values())
    for part, seconds in middle["real"]["parts"].items():
        lines.append(
            f"{part:<12}{seconds:>10.2f}{100 * seconds / total:>7.1f} %{middle['nothing']['parts'][part]:>15.2f}"
        )
    return "\n".join(lines)


def main() -> int:
    """Measure and print. Returns 0; a goal that is missed is printed, not an error."""
    parser = argparse.ArgumentParser(prog="benchmarks.overhead", description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--json", action="store_true", help="print the figures as one line of JSON")
    arguments, flags = parser.parse_known_args()
    figures = measure(arguments.rounds, flags)
    print(json.dumps(figures) if arguments.json else report(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
