"""A run from lock to last line: build, nightly, or publishing what a plain `dbt build` has built."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import duckdb

from kewei import history, location
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
from kewei.fingerprint import fingerprint_of, sha256_of, unchanged_since
from kewei.lock import LockedError, locked
from kewei.publish import BUILD_DATABASE, WAREHOUSE, draft_of, leftovers, put_in_place, refresh_runs, write_draft

ALERT_SECONDS = 60
TARGET = "target"
PUBLISHED, FAILED, BROKEN, LOCKED = 0, 1, 2, 3
UNCHANGED = f"{WAREHOUSE} stays as it was."
MARTS_UNCHANGED = f"The marts in {WAREHOUSE} stay as they were."
# Messages go into the published file, so the folders of this machine must not be in them.
FOLDERS = re.compile(r"(?:/[^/\s'\":]+)+/")


class Run:
    """One run: where it stands, what it counted, and its row in ops.run_history."""

    def __init__(self, project: Path, command: str, stages: int, is_forced: bool = True) -> None:
        """Nothing is noted until `go` begins. is_forced: go on also when nothing has changed."""
        self.project = project
        self.command = command
        self.stages = stages
        self.is_forced = is_forced
        self.fingerprint: str | None = None
        self.stage_number = 0
        self.run_id = ""
        self.started = time.monotonic()
        self.row: dict[str, object] = {}
        self.is_published = False
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

    def publish(self, draft_history: Path, check=None, write=None) -> Path:
        """Write a draft that tells of this run as published, let `check` judge it, put it and its history in place."""
        with draft_of(self.project) as draft:
            (write or write_draft)(self.project, draft, draft_history)
            if check is not None:
                check(draft)
            # Only now is the run known to publish; its row goes into both files in the same step as the rest.
            self.row |= {"outcome": "published", "published": True, "ended_at": history.now()}
            self.row |= {"message": f"published after {self.seconds:.0f} s"}
            # What changed while the run was on may be in the file, or not.
            if self.fingerprint == fingerprint_of(self.project):
                self.row["fingerprint"] = self.fingerprint
                self.row["settings_fingerprint"] = fingerprint_of(self.project, with_location=False)
            note_in_draft(draft, self.run_id, self.row)
            self.row["file_sha256"] = sha256_of(draft)
            note_in_draft(draft_history, self.run_id, self.row)
            warehouse = self.project / WAREHOUSE
            put_in_place(draft, warehouse)
            self.is_published = True
            put_in_place(draft_history, self.project / history.HISTORY)
            return warehouse


def note_in_draft(draft: Path, run_id: str, row: dict) -> None:
    """Set the row of a run in a draft."""
    with duckdb.connect(str(draft)) as connection:
        history.update(connection, run_id, row)
        connection.execute("checkpoint")


def build(project: Path, is_forced: bool = False) -> int:
    """`kewei build`: check, build, publish, unless nothing has changed. Returns the exit code."""
    return go(Run(project, "build", 4, is_forced), build_and_publish)


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
    os.environ.pop("KEWEI_BUILD_DATABASE", None)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        # A signal that the caller ignores, as nohup does, stays ignored.
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, lambda *_: stop(run))
    try:
        with locked(run.project, run.command):
            code, line = noted(run, work)
            if run.command == "nightly" and code != PUBLISHED:
                refresh(run.project)
    except LockedError as holder:
        code, line = LOCKED, f"{holder} holds the lock. {run.unchanged}"
    except OSError as error:
        code, line = BROKEN, f"could not go on at start: {error.strerror or error}. {run.unchanged}"
    return end(run, code, line)


def end(run: Run, code: int, line: str) -> int:
    """Alert if it must be, and print the last line. Returns the exit code."""
    if code != PUBLISHED:
        line = f"Not published: {line}"
    if run.command == "nightly":
        line = f"nightly: {line}"
        alert(code, line)
    if run.command == "nightly" or code != PUBLISHED:
        say(line)
    return code


def stop(run: Run) -> None:
    """End at once on a signal, as a killed run ends: dbt's threads would go on. The next run notes it and cleans up."""
    if run.is_published:
        os._exit(end(run, PUBLISHED, f"published {WAREHOUSE}, then stopped by a signal"))
    os._exit(end(run, BROKEN, f"stopped by a signal at {run.row.get('stage', 'start')}. {run.unchanged}"))


def noted(run: Run, work) -> tuple[int, str]:
    """Do the work and note its outcome. Returns the exit code and the last line."""
    try:
        clean(run.project)
        run.fingerprint = fingerprint_of(run.project)
        since = "" if run.is_forced else unchanged_since(run.project, run.fingerprint)
        if since:
            say(f"Nothing has changed since {since} published {WAREHOUSE}; it stays as it is.")
            say("`make build FORCE=1` builds all the same.")
            return PUBLISHED, ""
        run.run_id = history.begin(run.project, run.command)
        line = work(run)
        return PUBLISHED, f"published {WAREHOUSE} ({line}) in {run.seconds:.0f} s, run {run.run_id}"
    except FailedError as failed:
        code, line = FAILED, f"failed at {run.row.get('stage')}: {failed}. {run.unchanged}"
        run.row |= {"outcome": "failed", "message": f"failed at {run.row.get('stage')}: {failed}"}
    except Exception as error:
        reason = (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")
        if run.is_published:
            return PUBLISHED, f"published {WAREHOUSE}, but could not sum it up: {reason}"
        code, line = BROKEN, f"could not go on at {run.row.get('stage', 'start')}: {reason}. {run.unchanged}"
        run.row |= {"outcome": "error", "message": f"{run.row.get('stage', 'start')}: {FOLDERS.sub('', reason)}"}
    try:
        if run.run_id:
            history.note(run.project, run.run_id, {"ended_at": history.now(), **run.row, "published": False})
    except Exception as error:
        say(f"The end of this run could not be noted in {history.HISTORY}: {error}")
    return code, line


def clean(project: Path) -> None:
    """Delete what killed runs left behind: drafts, and a build database that was not closed or cannot be opened."""
    paths = leftovers(project)
    build = project / BUILD_DATABASE
    if build.exists() and (Path(f"{build}.wal").exists() or not opens(build)):
        paths += [build, Path(f"{build}.wal")]
    for path in paths:
        path.unlink(missing_ok=True)
    if paths:
        say(f"Deleted {len(paths)} leftovers of a run that was killed.")


def opens(database: Path) -> bool:
    """Whether a file is a database that DuckDB can open, or that another program holds open."""
    try:
        duckdb.connect(str(database), read_only=True).close()
    except duckdb.Error as error:
        return history.is_held(error)
    return True


def refresh(project: Path) -> None:
    """Let readers of the published file see the run that did not publish; marts and snapshots stay."""
    try:
        if history.is_history(history.tables_of(project / history.HISTORY)):
            refresh_runs(project)
    except Exception as error:
        say(f"{WAREHOUSE} could not be given the new history of runs: {error}")


def build_and_publish(run: Run, with_expectations: bool = False) -> str:
    """The steps of build and nightly. Returns what was published, in one line."""
    run.stage("form of the CSVs")
    check_form(run.project)

    if with_expectations:
        from expectations import check_all, gate

        run.stage("expectations of the CSVs")
        judge(run, gate(run.project))

    documents = find_documents(run.project)
    run.row["has_evidence"] = bool(documents)
    run.stage("evidence", evidence_note(documents))

    with history.drafted(run.project) as draft_history:
        os.environ["KEWEI_HISTORY_DATABASE"] = draft_history.name
        if location.settings_of(run.project)[0]:
            warehouse = build_location(run, documents, draft_history)
            with_expectations = False
        else:
            run.stage("dbt build")
            build_marts(run, documents)
            if with_expectations:
                run.stage("expectations of the marts")
                judge_draft = partial(judge_marts, run, check_all)
                warehouse = run.publish(draft_history, judge_draft)
            else:
                run.stage("publish")
                warehouse = run.publish(draft_history)
    line = summarise(warehouse, run.row["tests_passed"], documents, run.seconds)
    if with_expectations:
        line += f", {run.row['expectations_passed']} expectations passed"
    return line


def build_marts(run: Run, documents: str, database: str = BUILD_DATABASE, target: str = TARGET, *flags: str) -> None:
    """Run dbt into a build database and note what it counted; raises FailedError if anything failed.

    target: folder for what dbt writes beside.
    """
    os.environ["KEWEI_BUILD_DATABASE"] = database
    try:
        result = run_dbt(documents, "--target-path", target, *flags)
    finally:
        del os.environ["KEWEI_BUILD_DATABASE"]
    run.row |= test_counts(result)
    if result.result is not None:
        run.row["invocation_id"] = run_results(run.project, target)["metadata"]["invocation_id"]
    check_dbt(run.project, result, database)


def build_location(run: Run, documents: str, draft_history: Path) -> Path:
    """Build from facts_location, all or only the cities in which a document changed, and publish. Returns the file."""
    wanted = location.Plan(None, "all, as was asked for")
    if not run.is_forced:
        wanted = location.plan(run.project, fingerprint_of(run.project, with_location=False))
    if wanted.cities is None:
        run.stage("dbt build", wanted.reason)
        build_marts(run, documents)
        run.stage("publish")
        return run.publish(draft_history, write=location.write_all)
    run.stage("dbt build", f"{wanted.reason}, so {len(wanted.cities)} cities are rebuilt")
    if wanted.cities:
        (run.project / location.SLICE).unlink(missing_ok=True)
        settings = json.dumps({"facts_cities": wanted.cities, "as_of": str(wanted.as_of)})
        build_marts(run, documents, location.SLICE, location.SLICE_TARGET, "--vars", settings)
    run.stage("publish", "the rows of the rebuilt cities")
    return run.publish(draft_history, write=partial(location.write_changed, wanted=wanted))


def judge_marts(run: Run, check_all, draft: Path) -> None:
    """Judge a draft by its distributions, before it is published."""
    judge(run, check_all(run.project, draft), "publish")


def judge(run: Run, outcome, next_stage: str = "") -> None:
    """Note what the expectations said; raises FailedError when one failed or could not be judged."""
    run.row["expectations_passed"] = len(outcome.passed)
    run.row["expectations_failed"] = len(outcome.failed) + len(outcome.errored)
    if outcome.exit_code:
        print(outcome.report())
        raise FailedError(f"{len(outcome.failed)} expectations failed, {len(outcome.errored)} could not be judged")
    if next_stage:
        run.stage(next_stage)


def run_results(project: Path, target: str = TARGET) -> dict:
    """What the last dbt run wrote of itself; empty if there is nothing."""
    path = project / target / "run_results.json"
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
    started = ended - timedelta(seconds=results["elapsed_time"])
    run.row["started_at"] = started
    run.row["has_evidence"] = any(one["unique_id"] == "model.kewei.fct_evidence" for one in results["results"])
    # In what environment dbt ran, and what it read then, is not known here.
    run.fingerprint = None
    missing = not_built(run.project, results)
    if missing:
        raise FailedError(f"the last dbt run was no whole `dbt build` that passed ({missing}). Run `dbt build` first")
    if built_by(run.project) != run.row["invocation_id"]:
        raise FailedError(f"{BUILD_DATABASE} is not what the last whole `dbt build` left. Run `dbt build` again")
    newer = [
        path
        for path in (run.project / "seeds").rglob("*.csv")
        if path.stat().st_mtime > started.replace(tzinfo=UTC).timestamp()
    ]
    if newer:
        name = sorted(newer)[0].relative_to(run.project).as_posix()
        raise FailedError(f"{name} was changed after the build began. Run `dbt build` again")
    with history.drafted(run.project) as draft_history:
        warehouse = run.publish(draft_history)
    line = f"{run.row['tests_passed']} tests passed"
    evidence = "figures compared with the documents" if run.row["has_evidence"] else "without the evidence checks"
    say(f"Published {warehouse.name} ({line}, {evidence}).")
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


def not_built(project: Path, results: dict) -> str:
    """What keeps dbt's results from being a whole `dbt build` that passed, in a few words; '' if nothing does."""
    if results["args"].get("which") != "build":
        return f"it was dbt {results['args'].get('which')}"
    if results["args"].get("vars"):
        return "it set vars"
    manifest = json.loads((project / "target/manifest.json").read_text(encoding="utf-8"))
    kinds = ("seed", "model", "snapshot", "test")
    wanted = {node["unique_id"] for node in manifest["nodes"].values() if node["resource_type"] in kinds}
    good = {one["unique_id"] for one in results["results"] if one["status"] in ("success", "pass", "warn", "no-op")}
    bad = sum(one["unique_id"] not in good for one in results["results"])
    left_out = len(wanted - {one["unique_id"] for one in results["results"]})
    if bad or left_out:
        return f"{bad} nodes failed or were skipped, {left_out} were left out"
    return ""


def alert(code: int, line: str) -> None:
    """Run ALERT_COMMAND in a shell after a night that did not publish; the line is its input and KEWEI_MESSAGE."""
    command = os.environ.get("ALERT_COMMAND", "")
    if not command or code == PUBLISHED:
        return
    environment = {**os.environ, "KEWEI_EXIT_CODE": str(code), "KEWEI_MESSAGE": line}
    process = subprocess.Popen(
        command,
        shell=True,
        stdin=subprocess.PIPE,
        stdout=2,  # the last line alone stands on standard output
        text=True,
        env=environment,
        start_new_session=True,
    )
    try:
        process.communicate(line + "\n", timeout=ALERT_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        say(f"ALERT_COMMAND did not end within {ALERT_SECONDS} s and was killed.")
        return
    if process.returncode:
        say(f"ALERT_COMMAND ended with exit code {process.returncode}.")
