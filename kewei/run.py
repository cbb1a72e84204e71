"""A run from lock to last line: build, nightly, or publishing what a plain `dbt build` has built."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

import duckdb

from kewei import history
from kewei.build import (
    FailedError,
    check_dbt,
    check_form,
    count_tests,
    evidence_note,
    run_dbt,
    say,
    summarise,
    test_counts,
)
from kewei.documents import find_documents
from kewei.lock import LockedError, locked
from kewei.publish import BUILD_DATABASE, WAREHOUSE, draft_of, leftovers, put_in_place, refresh_runs, write_draft

PUBLISHED, FAILED, BROKEN, LOCKED = 0, 1, 2, 3
UNCHANGED = f"{WAREHOUSE} stays as it was."
MARTS_UNCHANGED = f"The marts in {WAREHOUSE} stay as they were."
# Messages go into the published file, so the folders of this machine must not be in them.
FOLDERS = re.compile(r"(?:/[^/\s'\":]+)+/")


class InterruptedRunError(BaseException):
    """The run was asked to stop by SIGTERM."""


class Run:
    """One run: where it stands, what it counted, and its row in ops.run_history."""

    def __init__(self, project: Path, command: str, stages: int) -> None:
        """Nothing is noted until `go` begins."""
        self.project = project
        self.command = command
        self.stages = stages
        self.stage_number = 0
        self.run_id = ""
        self.started = time.monotonic()
        self.row: dict[str, object] = {}
        self.unchanged = MARTS_UNCHANGED if command == "nightly" else UNCHANGED

    def stage(self, name: str, detail: str = "") -> None:
        """Say and note where the run stands."""
        self.stage_number += 1
        self.row["stage"] = name
        say(f"{self.stage_number}/{self.stages} {name}" + (f": {detail}" if detail else ""))

    @property
    def seconds(self) -> float:
        """Seconds since the run started."""
        return time.monotonic() - self.started

    def publish(self, check=None) -> Path:
        """Write a draft that tells of this run as published, let `check` judge it, and put it in place."""
        with draft_of(self.project) as draft:
            write_draft(self.project, draft)
            if check is not None:
                check(draft)
            # Only now is the run known to publish; its row goes into the file in the same step.
            self.row |= {"outcome": "published", "published": True, "ended_at": history.now()}
            self.row |= {"message": f"published after {self.seconds:.0f} s"}
            note_in_draft(draft, self.run_id, self.row)
            return put_in_place(self.project, draft)


def note_in_draft(draft: Path, run_id: str, row: dict) -> None:
    """Set the row of a run in a draft."""
    with duckdb.connect(str(draft)) as connection:
        history.update(connection, run_id, row)
        connection.execute("checkpoint")


def build(project: Path) -> int:
    """`kewei build`: check, build, publish. Returns the exit code."""
    return go(Run(project, "build", 4), build_and_publish)


def nightly(project: Path) -> int:
    """`kewei nightly`: the same with the expectations, a history that readers see after failures too, and alerts."""
    return go(Run(project, "nightly", 6), lambda run: build_and_publish(run, with_expectations=True))


def publish(project: Path) -> int:
    """`kewei publish`: note and publish what a plain `dbt build` has built, if all of it passed."""
    return go(Run(project, "publish", 1), publish_last_build)


def go(run: Run, work) -> int:
    """Do the work of a run under the lock, note what became of it, and print one last line. Returns the exit code."""
    os.chdir(run.project)
    # What is published comes from the project's own files; tests let dbt write elsewhere.
    for name in ("KEWEI_BUILD_DATABASE", "KEWEI_HISTORY_DATABASE"):
        os.environ.pop(name, None)
    signal.signal(signal.SIGTERM, stop_on_signal)
    try:
        with locked(run.project, run.command):
            code, line = noted(run, work)
            if run.command == "nightly" and code != PUBLISHED:
                refresh(run.project)
    except LockedError as holder:
        code, line = LOCKED, f"{holder} holds the lock. {run.unchanged}"
    except OSError as error:
        code, line = BROKEN, f"could not go on at start: {error.strerror or error}. {run.unchanged}"
    if code != PUBLISHED:
        line = f"Not published: {line}"
    if run.command == "nightly":
        line = f"nightly: {line}"
        alert(code, line)
    if run.command == "nightly" or code != PUBLISHED:
        say(line)
    return code


def noted(run: Run, work) -> tuple[int, str]:
    """Do the work and note its outcome. Returns the exit code and the last line."""
    try:
        clean(run.project)
        run.run_id = history.begin(run.project, run.command)
        line = work(run)
        code = PUBLISHED
        line = f"published {WAREHOUSE} ({line}) in {run.seconds:.0f} s, run {run.run_id}"
    except FailedError as failed:
        code, line = FAILED, f"failed at {run.row.get('stage')}: {failed}. {run.unchanged}"
        run.row |= {"outcome": "failed", "message": f"failed at {run.row.get('stage')}: {failed}"}
    except (KeyboardInterrupt, InterruptedRunError):
        code, line = BROKEN, f"stopped by a signal at {run.row.get('stage', 'start')}. {run.unchanged}"
        run.row |= {"outcome": "interrupted", "message": "stopped by a signal"}
    except Exception as error:
        reason = f"{type(error).__name__}: {str(error).strip().splitlines()[0] if str(error).strip() else ''}"
        code, line = BROKEN, f"could not go on at {run.row.get('stage', 'start')}: {reason}. {run.unchanged}"
        run.row |= {"outcome": "error", "message": f"{run.row.get('stage', 'start')}: {FOLDERS.sub('', reason)}"}
    try:
        if run.run_id:
            history.note(run.project, run.run_id, {"ended_at": history.now(), **run.row})
    except Exception as error:
        say(f"The end of this run could not be noted in {history.HISTORY}: {error}")
    return code, line


def stop_on_signal(_number, _frame) -> None:
    """Turn SIGTERM into an exception, so that the run ends in order."""
    raise InterruptedRunError


def clean(project: Path) -> None:
    """Delete what killed runs left behind: drafts, and a build database whose log was never written back."""
    paths = leftovers(project)
    if Path(f"{project / BUILD_DATABASE}.wal").exists():
        paths += [project / BUILD_DATABASE, Path(f"{project / BUILD_DATABASE}.wal")]
    for path in paths:
        path.unlink(missing_ok=True)
    if paths:
        say(f"Deleted {len(paths)} leftovers of a run that was killed.")


def refresh(project: Path) -> None:
    """Let readers of the published file see the run that did not publish; marts and snapshots stay."""
    try:
        refresh_runs(project)
    except Exception as error:
        say(f"{WAREHOUSE} could not be given the new history of runs: {error}")


def build_and_publish(run: Run, with_expectations: bool = False) -> str:
    """The steps of build and nightly. Returns what was published, in one line."""
    run.stage("form of the CSVs")
    check_form(run.project)

    if with_expectations:
        from expectations.run import check_all, gate

        run.stage("expectations of the CSVs")
        judge(run, gate(run.project))

    documents = find_documents(run.project)
    run.row["has_evidence"] = bool(documents)
    run.stage("evidence", evidence_note(documents))

    run.stage("dbt build")
    result = run_dbt(documents)
    run.row |= test_counts(result)
    run.row["invocation_id"] = last_invocation(run.project) if result.result is not None else None
    check_dbt(run.project, result)

    if with_expectations:
        run.stage("expectations of the marts")
        warehouse = run.publish(lambda draft: judge(run, check_all(run.project, draft), "publish"))
    else:
        run.stage("publish")
        warehouse = run.publish()
    line = summarise(warehouse, run.row["tests_passed"], documents, run.seconds)
    if with_expectations:
        line += f", {run.row['expectations_passed']} expectations passed"
    return line


def judge(run: Run, outcome, next_stage: str = "") -> None:
    """Note what the expectations said; raises FailedError when one failed or could not be judged."""
    run.row["expectations_passed"] = len(outcome.passed)
    run.row["expectations_failed"] = len(outcome.failed) + len(outcome.errored)
    if outcome.exit_code:
        print(outcome.report())
        raise FailedError(f"{len(outcome.failed)} expectations failed, {len(outcome.errored)} could not be judged")
    if next_stage:
        run.stage(next_stage)


def last_invocation(project: Path) -> str | None:
    """Id of the last dbt run, from its results."""
    return run_results(project).get("metadata", {}).get("invocation_id")


def run_results(project: Path) -> dict:
    """What the last dbt run wrote of itself; empty if there is nothing."""
    path = project / "target/run_results.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def publish_last_build(run: Run) -> str:
    """Note the last plain `dbt build` as this run, and publish it if it was whole and nothing failed."""
    run.stage("publish")
    results = run_results(run.project)
    if not results:
        raise FailedError("no dbt run was found. Run `dbt build` first")
    run.row |= count_tests((one["unique_id"].split(".")[0], one["status"]) for one in results["results"])
    run.row["invocation_id"] = results["metadata"]["invocation_id"]
    ended = datetime.fromisoformat(results["metadata"]["generated_at"].replace("Z", "")).replace(tzinfo=None)
    run.row["started_at"] = ended - timedelta(seconds=results["elapsed_time"])
    run.row["has_evidence"] = any(one["unique_id"] == "model.kewei.fct_evidence" for one in results["results"])
    if not is_whole(results):
        raise FailedError("the last dbt run was no whole `dbt build` that passed. Run `dbt build` first")
    if built_by(run.project) != run.row["invocation_id"]:
        raise FailedError(f"{BUILD_DATABASE} is not what the last whole `dbt build` left. Run `dbt build` again")
    warehouse = run.publish()
    line = f"{run.row['tests_passed']} tests passed"
    say(f"Published {warehouse.name} ({line}).")
    return line


def built_by(project: Path) -> str:
    """Id of the dbt run that last began to write the build database; '' if there is none."""
    database = project / BUILD_DATABASE
    if not database.is_file():
        return ""
    with duckdb.connect(str(database), read_only=True) as connection:
        try:
            return connection.execute("select invocation_id from main.invocation").fetchone()[0]
        except duckdb.CatalogException:
            return ""


def is_whole(results: dict) -> bool:
    """Whether results are those of a whole `dbt build` in which nothing failed or was skipped."""
    arguments = results["args"]
    whole = arguments.get("which") == "build" and not (
        arguments.get("select") or arguments.get("exclude") or arguments.get("empty")
    )
    return whole and all(one["status"] in ("success", "pass", "warn", "no-op") for one in results["results"])


def alert(code: int, line: str) -> None:
    """Run ALERT_COMMAND in a shell after a night that did not publish; the line is its input and KEWEI_MESSAGE."""
    command = os.environ.get("ALERT_COMMAND", "")
    if not command or code == PUBLISHED:
        return
    environment = {**os.environ, "KEWEI_EXIT_CODE": str(code), "KEWEI_MESSAGE": line}
    try:
        ended = subprocess.run(
            command, shell=True, input=line + "\n", text=True, env=environment, timeout=60, stdout=sys.stderr
        )
        if ended.returncode:
            say(f"ALERT_COMMAND ended with exit code {ended.returncode}.")
    except subprocess.TimeoutExpired:
        say("ALERT_COMMAND did not end within 60 s.")
