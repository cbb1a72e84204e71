"""A run from lock to last line: build, nightly, or publishing what a plain `dbt build` has built."""

from __future__ import annotations

import fcntl
import gc
import os
import shutil
import signal
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from kewei import csv_form, functions, log
from kewei.alert import alert
from kewei.problem import FailedError, Problem, counted, report
from kewei.publish import BUILD, DRAFT, WAREHOUSE, artifact, attach, leftovers, publish, test_counts, what_holds

if TYPE_CHECKING:
    from dbt.cli.main import dbtRunnerResult

LOCK = ".kewei.lock"
PUBLISHED, FAILED, BROKEN, LOCKED = 0, 1, 2, 3
# Unit tests of code alone, which no CSV can break: they cost a build 6 s. Those of staging cost 1 s, and read the words
# around numerals as they are in the CSV.
LEFT_OUT = [f"resource_type:unit_test,path:models/{layer}" for layer in ("intermediate", "marts", "main")]
UNCHANGED = f"{WAREHOUSE} stays as it was."


class LockedError(Exception):
    """Another run holds the lock; the message says which."""


@contextmanager
def locked(project: Path, command: str, file: str = LOCK) -> Iterator[None]:
    """Hold a lock of the project, or raise LockedError at once. The operating system releases it with the process."""
    with (project / file).open("a+", encoding="utf-8") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.seek(0)
            raise LockedError(handle.read().strip() or "another run") from None
        handle.truncate(0)
        handle.write(f"{command}, process {os.getpid()}, since {log.now():%Y-%m-%d %H:%M} UTC")
        handle.flush()
        yield


class Run:
    """One run: its current stage, and its row in ops.run_history."""

    def __init__(self, project: Path, command: str) -> None:
        """Nothing is noted until `go` begins."""
        self.project = project
        self.stage = "start"
        # What went wrong after the file was published.
        self.trouble = ""
        self.row: dict[str, object] = {"run_id": uuid.uuid4().hex[:12], "command": command, "started_at": log.now()}

    @property
    def is_published(self) -> bool:
        """Whether the run has replaced the published file."""
        return bool(self.row.get("published"))

    def enter(self, stage: str) -> None:
        """Print the stage of the run."""
        self.stage = stage
        print(f"kewei: {stage}", flush=True)

    def end(self, code: int, line: str) -> int:
        """Note the end, alert if need be, and print the last line. Returns the exit code."""
        command, seconds = self.row["command"], (log.now() - self.row["started_at"]).total_seconds()
        if code == PUBLISHED:
            line = f"published {WAREHOUSE} ({line}) in {seconds:.0f} s, run {self.row['run_id']}"
            if self.trouble:
                code, line = BROKEN, f"{line}, but {self.trouble}"
        else:
            line = f"Not published: {line}. {UNCHANGED}"
        if command == "nightly":
            line = f"nightly: {line}"
            if code != PUBLISHED:
                alert(code, line)
        print(line, flush=True)
        return code

    def note_failure(self, outcome: str, message: str) -> None:
        """Note how a run ended that did not publish; message says nothing of this machine."""
        self.row |= {"outcome": outcome, "published": False, "ended_at": log.now(), "message": message}
        try:
            log.note(self.project, self.row)
        except OSError as error:
            print(f"The end of this run could not be noted in {log.LOG}: {error.strerror}", flush=True)


def go(project: Path, command: str, work: Callable[[Run], str]) -> int:
    """Do the work of a run under the lock, note what became of it, and print one last line. Returns the exit code."""
    run = Run(project, command)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        # A signal that the caller ignores, as nohup does, stays ignored.
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, lambda *_: stop(run))
    try:
        with locked(project, command):
            return run.end(*noted(run, work))
    except LockedError as holder:
        return run.end(LOCKED, f"{holder} holds the lock")
    except OSError as error:
        return run.end(BROKEN, f"could not go on at {run.stage}: {error.strerror or error}")


def stop(run: Run) -> None:
    """End at once on a signal: dbt's threads would go on. The next run cleans up."""
    if not run.is_published:
        run.note_failure("interrupted", f"stopped by a signal at {run.stage}")
    os._exit(run.end(PUBLISHED if run.is_published else BROKEN, f"stopped by a signal at {run.stage}"))


def is_written(database: Path) -> bool:
    """Whether another program holds a database open for writing; then its write-ahead log is in use."""
    if not database.is_file():
        return False
    with database.open("rb") as handle:
        try:
            fcntl.lockf(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def noted(run: Run, work: Callable[[Run], str]) -> tuple[int, str]:
    """Do the work and note its outcome. Returns the exit code and what the last line says."""
    log.note(run.project, run.row | {"git_commit": log.git_commit(run.project)})
    try:
        if is_written(run.project / WAREHOUSE):
            raise FailedError(f"{WAREHOUSE} is open for writing in another program. Close it there")
        for path in leftovers(run.project):
            print(f"Deleted {path.name}, which a program left when it was killed.", flush=True)
            path.unlink()
        return PUBLISHED, work(run)
    except FailedError as failed:
        code, outcome, line, message = FAILED, "failed", f"failed at {run.stage}: {failed}", f"{run.stage}: {failed}"
    except Exception as error:
        reason = (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")
        code, outcome, line = BROKEN, "error", f"could not go on at {run.stage}: {reason}"
        # What is published must not name the folders of this machine, so it is not the whole reason.
        message = f"{run.stage}: {getattr(error, 'strerror', None) or type(error).__name__}"
    if run.is_published:
        return PUBLISHED, "and then stopped by an error"
    run.note_failure(outcome, message)
    return code, line


def build(project: Path, without_evidence: bool) -> int:
    """`kewei build`: check, build, publish. Returns the exit code."""
    return go(project, "build", lambda run: build_and_publish(run, without_evidence))


def nightly(project: Path) -> int:
    """`kewei nightly`: the same with alerts, with pages of the gates, and with the site."""

    def work(run: Run) -> str:
        published = build_and_publish(run, with_pages=True)
        write_pages(run)
        return published

    return go(project, "nightly", work)


def write_pages(run: Run) -> None:
    """Write the site of what was published. Whatever fails, the file stays published and the last site stays."""
    run.enter("site")
    try:
        from kewei.site.site import write_site

        write_site(run.project / WAREHOUSE, run.project / "site", project=run.project)
    except Exception as error:
        reason = (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")
        run.trouble = f"the site could not be written and stays as it was: {reason}"


def publish_last_build(project: Path, without_evidence: bool) -> int:
    """`kewei publish`: publish what a plain `dbt build` has built, if all of it passed."""
    return go(project, "publish", lambda run: publish_draft(run, without_evidence))


def build_and_publish(run: Run, without_evidence: bool = False, with_pages: bool = False) -> str:
    """The steps of build and nightly. Returns what was published, in a few words."""
    run.enter("form of the CSVs")
    problems = csv_form.check(run.project)
    if problems:
        raise FailedError(report(problems))
    run.enter("dbt build")
    what_holds(run.project / WAREHOUSE)
    run_dbt(run)
    return publish_draft(run, without_evidence, with_pages)


def publish_draft(run: Run, without_evidence: bool, with_pages: bool = False) -> str:
    """Publish the draft if all gates hold, and note it. Returns what was published, in a few words."""
    run.enter("publish")
    run.row |= publish(run.project, run.row, without_evidence, lambda draft: judge(run, draft, with_pages))
    with suppress(OSError):  # the published file holds the same
        log.note(run.project, run.row)
    return str(run.row["message"]).removeprefix("published ")


def judge(run: Run, draft: duckdb.DuckDBPyConnection, with_pages: bool) -> None:
    """Judge the gates on CSVs and draft, and note what they said; raises FailedError unless all hold.

    Called by every command that publishes, so that build and night judge alike; only the pages need Great Expectations.
    """
    if with_pages:
        from expectations.checkpoint import judge_all
    else:
        from expectations import judge_all

    run.stage = "gates"
    outcome = judge_all(run.project, draft)
    run.row["expectations_passed"] = len(outcome.passed)
    run.row["expectations_failed"] = len(outcome.failed) + len(outcome.errored)
    for details in outcome.details():
        print(details, flush=True)
    if outcome.exit_code:
        wrong = [f"{counted(len(outcome.failed), 'gate')} failed"]
        if outcome.errored:
            wrong.append(f"{len(outcome.errored)} could not be judged")
        if outcome.problems:
            wrong.append(report(outcome.problems))
        raise FailedError(", ".join(wrong))
    run.stage = "publish"


def run_dbt(run: Run) -> None:
    """Build new drafts with `dbt build`; reports what failed and raises FailedError."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    for name in (BUILD, DRAFT):
        if is_written(run.project / name):
            raise FailedError(
                f"{name} is open for writing in another program. Wait for the dbt that builds it, or close it"
            )
    for name in (BUILD, DRAFT):
        for path in (run.project / name).parent.glob(f"{Path(name).name}*"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    folder = str(run.project)
    # Only drafts of the project itself are published.
    if Path(os.environ.get("KEWEI_DRAFT", "")).resolve() != (run.project / DRAFT).parent.resolve():
        os.environ.pop("KEWEI_DRAFT", None)
    # dbt makes many objects that live as long as the process; to look through them again and again costs time.
    gc.disable()
    result = dbtRunner().invoke(["build", "--project-dir", folder, "--profiles-dir", folder, "--exclude", *LEFT_OUT])
    # dbt-duckdb keeps the files open in this process.
    DuckDBConnectionManager.close_all_connections()
    if result.result is None:
        raise FailedError("dbt stopped before it built anything; the reason is printed above")
    results = artifact(run.project, "run_results.json")
    run.row |= {**test_counts(results["results"]), "invocation_id": results["metadata"]["invocation_id"]}
    warned = [one for one in result.result.results if str(one.status) == "warn"]
    if warned:
        print(f"Warning: {report(problems_of(run.project, warned))}.", flush=True)
    if not result.success:
        failed = [one for one in result.result.results if str(one.status) in ("fail", "error", "runtime error")]
        problems = list(problems_of(run.project, failed))
        raise FailedError(report(problems) if problems else f"{counted(len(failed) or 1, 'failure')} in dbt build")


def problems_of(project: Path, failed: list[dbtRunnerResult]) -> Iterator[Problem]:
    """What failed tests of the CSVs found, by file, line and column; other failures dbt has printed."""
    from kewei.curate.checks import problems_in

    with duckdb.connect() as connection:
        functions.register(connection)
        for name in (BUILD, DRAFT):
            attach(connection, project / name, Path(name).stem)
        for one in failed:
            if str(one.node.resource_type) != "test" or not one.failures:
                continue
            # Other failures than those of the CSVs dbt has printed.
            found = problems_in(connection, one.node.name, one.node.compiled_code)
            yield from (problem for problem in found if not problem.file.startswith("tests/"))
