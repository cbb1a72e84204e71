"""Publishing under faults, for real: kills, a full disk, a read-only folder, many readers, two runs at once.

`make test` runs it short; `make test-faults` (FAULTS=full) in full. The figures are printed at the end of the tests.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest
from conftest import copy_built, documents_folder, environment, run

from kewei import log, publish
from tests.project import count

FULL = os.environ.get("FAULTS") == "full"
KILLS_OF_RUNS, KILLS_OF_PUBLISHES = (50, 50) if FULL else (2, 3)
READS, PUBLISHES = (1000, 20) if FULL else (150, 4)
SEED = 20261123
FACTS = "seeds/facts.csv"
NOTES = ("The summary of 2023 calls it last year's.", "The summary of 2023 calls it that of last year.")
COUNTS = count("facts"), count("numerals")
COUNT = "select count(*) from marts.fct_observations"


@pytest.fixture(scope="module")
def project(built_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a finished build and a published file."""
    return copy_built(built_project, tmp_path_factory.mktemp("faults") / "project")


def start(project: Path, command: str) -> subprocess.Popen:
    """Start a run in a process group of its own, so that it can be killed with everything it started."""
    return subprocess.Popen(
        [sys.executable, "-m", "kewei", *command.split()],
        cwd=project,
        env=environment(documents_folder()),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def figures(project: Path) -> int:
    """How many figures the published file has, read as an analyst reads it."""
    with duckdb.connect(str(project / "warehouse.duckdb"), read_only=True) as connection:
        return connection.execute(COUNT).fetchone()[0]


def history(project: Path) -> tuple[int, int]:
    """Rows of the runs and of the figures' history in the published file."""
    with duckdb.connect(str(project / "warehouse.duckdb"), read_only=True) as connection:
        [found] = connection.execute(
            "select (select count(*) from ops.run_history), (select count(*) from snapshots.figures_history)"
        ).fetchall()
    return found


def broken_chains(project: Path) -> int:
    """Figures whose states do not follow each other without gap, overlap or a second current one."""
    with duckdb.connect(str(project / "warehouse.duckdb"), read_only=True) as connection:
        return connection.execute(
            "select count(*) from (select dbt_valid_to, lead(dbt_valid_from) over "
            "(partition by observation_id order by dbt_valid_from) as next from snapshots.figures_history) "
            "where dbt_valid_to is distinct from next"
        ).fetchone()[0]


def timed(project: Path, command: str) -> float:
    """How many seconds a run takes on this machine now."""
    started = time.monotonic()
    start(project, command).communicate()
    return time.monotonic() - started


def kill_at_random(project: Path, command: str, kills: int) -> tuple[int, int]:
    """Start and kill runs at random moments; after each kill the file must be whole and no history lost.

    A moment of a publish is a time, that of a build a node of dbt that begins: no whole build has to be timed.
    Returns how many were killed (a run that ended before its moment does not count), and how many failures were seen.
    """
    chance = random.Random(SEED)
    killed = failures = number = 0
    longest = timed(project, command) if command == "publish" else 0.1
    results = json.loads((project / "target/run_results.json").read_text(encoding="utf-8"))["results"]
    nodes = sum(not one["unique_id"].startswith("unit_test") for one in results)
    expected, (runs, states) = figures(project), history(project)
    while killed < kills:
        number += 1
        if command == "build":
            # Each build has something to write into the history.
            path = project / FACTS
            old, new = NOTES if number % 2 == 0 else reversed(NOTES)
            path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        reader = duckdb.connect(str(project / "warehouse.duckdb"), read_only=True)
        process = start(project, command)
        if command == "build":
            begun = f" {chance.randint(1, nodes)} of "
            next((line for line in process.stdout if begun in line and " START " in line), None)
        time.sleep(chance.uniform(0, longest))
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            killed += 1
        process.communicate()
        failures += reader.execute(COUNT).fetchone()[0] != expected
        reader.close()
        failures += figures(project) != expected
        runs_now, states_now = history(project)
        failures += runs_now < runs or states_now < states
        runs, states = runs_now, states_now
    return killed, failures


def test_killed_runs_leave_the_file_whole_and_the_history_complete(project: Path, report_line) -> None:
    # First publishing alone, while the finished build is whole.
    publishes, failures_of_publishes = kill_at_random(project, "publish", KILLS_OF_PUBLISHES)
    runs, failures_of_runs = kill_at_random(project, "build", KILLS_OF_RUNS)
    left = len(publish.leftovers(project))

    both = [start(project, "build") for _ in range(2)]
    outputs = [process.communicate()[0] for process in both]
    codes = sorted(process.returncode for process in both)

    report_line(
        f"faults: {runs} builds and {publishes} publishes killed with SIGKILL, {left} copies left behind and "
        f"{len(publish.leftovers(project))} after the next run, {failures_of_runs + failures_of_publishes} failures; "
        f"two runs at once ended with exit codes {codes}"
    )
    assert failures_of_runs + failures_of_publishes == 0
    assert codes == [0, 3], outputs
    assert publish.leftovers(project) == []
    assert broken_chains(project) == 0
    with duckdb.connect(str(project / "warehouse.duckdb"), read_only=True) as connection:
        outcomes = dict(connection.execute("select outcome, count(*) from ops.run_history group by all").fetchall())
    assert outcomes.get("interrupted", 0) > 0
    assert "running" not in outcomes


def read_until(path: str, wanted: int, done, failed) -> None:
    """Open the file again and again, as analysts do, and count reads that fail or see anything but a whole file."""
    while done.value < wanted:
        try:
            with duckdb.connect(path, read_only=True) as connection:
                seen = connection.execute(
                    "select (select count(*) from marts.fct_observations), "
                    "(select count(*) from marts.fct_numerals), (select count(*) from ops.run_history)"
                ).fetchone()
            good = seen[:2] == COUNTS and seen[2] > 0
        except duckdb.Error:
            good = False
        with done.get_lock():
            done.value += 1
        if not good:
            with failed.get_lock():
                failed.value += 1


def test_readers_never_notice_a_publish(project: Path, report_line) -> None:
    context = multiprocessing.get_context("spawn")
    done, failed = context.Value("i", 0), context.Value("i", 0)
    path = str(project / "warehouse.duckdb")
    readers = [context.Process(target=read_until, args=(path, READS, done, failed)) for _ in range(2)]
    for reader in readers:
        reader.start()
    publishes = 0
    while publishes < PUBLISHES or any(reader.is_alive() for reader in readers):
        publish.publish(project, {"run_id": f"publish {publishes}", "command": "publish", "started_at": log.now()})
        publishes += 1
    for reader in readers:
        reader.join()
    report_line(f"faults: {done.value} reads during {publishes} publishes, {failed.value} failed")
    assert failed.value == 0
    assert done.value >= READS


def in_a_namespace(script: str, project: Path) -> str:
    """Run a shell script in namespaces of its own, where it may mount. Returns what it printed; skips where barred."""
    if shutil.which("unshare") is None:
        pytest.skip("nothing can be mounted here: unshare is not installed")
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script]
    result = subprocess.run(command, env=environment(documents_folder()), capture_output=True, text=True)
    if result.returncode == 77 or "unshare failed" in result.stderr:
        pytest.skip(f"nothing can be mounted here: {result.stderr.strip()}")
    return result.stdout + result.stderr


FULL_DISK = """
mount -t tmpfs -o size={size}k small {disk} || exit 77
cp -a {project}/. {disk} && cd {disk} || exit 78
head -c 1G /dev/zero > filler 2> /dev/null
truncate -s -{free}K filler
{python} -m kewei {command}
echo "exit $?"
cmp warehouse.duckdb {project}/warehouse.duckdb && echo "the published file is the same"
rm filler
{python} -m kewei {command} | tail -20
ls -a .warehouse.duckdb.*.tmp* 2> /dev/null || echo "no leftovers"
"""


@pytest.mark.parametrize(
    ("command", "free"),
    [("publish", 400), ("publish", 0), *([("build", 800), ("nightly", 2000)] if FULL else [])],
)
def test_a_full_disk_stops_the_run_and_nothing_else(
    project: Path, tmp_path: Path, report_line, command: str, free: int
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    size = sum(path.stat().st_size for path in project.rglob("*") if path.is_file()) // 1024 + 80_000
    script = FULL_DISK.format(size=size, disk=disk, project=project, free=free, command=command, python=sys.executable)
    printed = in_a_namespace(script, project)
    stopped = "exit 2" in printed or "exit 1" in printed
    outcome = "stopped" if stopped else "did not stop"
    report_line(f"faults: disk with {free} KiB free: {command.split()[0]} {outcome}, file unchanged")
    assert stopped, printed
    assert "Not published" in printed
    assert "the published file is the same" in printed
    assert "published warehouse.duckdb" in printed, printed
    assert "no leftovers" in printed


READ_ONLY = """
mount --bind {project} {project} && mount -o remount,bind,ro {project} || exit 77
cd {project}
{python} -m kewei {command}
echo "exit $?"
"""


@pytest.mark.parametrize("command", ["build", "publish"])
def test_a_read_only_folder_stops_the_run_and_nothing_else(project: Path, report_line, command: str) -> None:
    before = (project / "warehouse.duckdb").read_bytes()
    printed = in_a_namespace(READ_ONLY.format(project=project, python=sys.executable, command=command), project)
    after = (project / "warehouse.duckdb").read_bytes()
    report_line(f"faults: read-only folder: {command} stopped, file {'unchanged' if after == before else 'CHANGED'}")
    assert "exit 2" in printed, printed
    assert "Not published: could not go on at start" in printed
    assert "Read-only file system" in printed
    assert after == before


def test_a_file_is_published_while_an_analyst_holds_the_file(project: Path) -> None:
    reader = duckdb.connect(str(project / "warehouse.duckdb"), read_only=True)
    assert run(project, "kewei", "publish").returncode == 0
    assert reader.execute(COUNT).fetchone()[0] == figures(project)
    reader.close()
