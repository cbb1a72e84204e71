"""The scheduled run: three nights, their history, alerts, the lock, and a history that cannot get lost in silence."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from conftest import copy_project, run

import kewei.run
from kewei import history
from kewei.run import clean

FACTS = "seeds/facts/facts_putuo_2023_summary.csv"
OLD_NOTE = "The summary of 2023 calls it last year's."
NEW_NOTE = "The summary of 2023 calls it that of last year."


def ask(project: Path, sql: str) -> list[tuple]:
    """Run SQL on the published file."""
    with duckdb.connect(str(project / "warehouse.duckdb"), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def marts(project: Path) -> dict[str, list[tuple]]:
    """All published tables but the history of runs, with their rows."""
    tables = ask(project, "select concat(schema_name, '.', table_name) from duckdb_tables() where schema_name <> 'ops'")
    return {table: ask(project, f"select * from {table} order by all") for (table,) in tables}


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text that stands in a file."""
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def nights(curated_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project after three nights: as it is, with a note reworded, and with a digit of a figure wrong."""
    project = copy_project(tmp_path_factory.mktemp("nights") / "project")
    # What dbt has parsed before, it need not parse again.
    (project / "target").mkdir()
    shutil.copy(curated_project / "target/partial_parse.msgpack", project / "target")
    first = run(project, "kewei", "nightly")
    assert first.returncode == 0, first.stdout + first.stderr
    assert "A history of figures and runs starts today" in first.stdout

    edit(project / FACTS, OLD_NOTE, NEW_NOTE)
    second = run(project, "kewei", "nightly")
    assert second.returncode == 0, second.stdout + second.stderr
    after_second = marts(project)

    edit(project / FACTS, "6425,131.91亿", "6425,131.97亿")
    os.environ["ALERT_COMMAND"] = "cat > alert.txt; echo $KEWEI_EXIT_CODE >> alert.txt"
    try:
        third = run(project, "kewei", "nightly", alerts=True)
    finally:
        del os.environ["ALERT_COMMAND"]
    assert third.returncode == 1, third.stdout + third.stderr
    assert marts(project) == after_second, "a night that failed must leave the marts alone"

    for night, outcome in ((first, "published"), (second, "published"), (third, "Not published: failed at dbt build")):
        last = night.stdout.strip().splitlines()[-1]
        assert last.startswith(f"nightly: {outcome}"), last
        assert night.stderr == ""
    return project


def test_three_nights_are_three_rows_and_the_file_is_the_second_ones(nights: Path) -> None:
    rows = ask(nights, "select outcome, published, tests_failed > 0 from ops.run_history order by started_at")
    assert rows == [("published", True, False), ("published", True, False), ("failed", False, True)]


def test_a_row_tells_the_whole_run(nights: Path) -> None:
    rows = ask(
        nights,
        "select command, ended_at > started_at, length(invocation_id), length(seeds_fingerprint), tests_passed > 50, "
        "tests_warned, expectations_passed > 50, has_evidence from ops.run_history order by started_at limit 2",
    )
    assert rows == [("nightly", True, 36, 64, True, 0, True, False)] * 2
    fingerprints = ask(nights, "select count(distinct seeds_fingerprint) from ops.run_history")
    assert fingerprints == [(3,)]


def test_readers_see_what_changed_from_what_to_what(nights: Path) -> None:
    changes = ask(nights, "select change, subject, column_name, entry_before, entry_after from marts.rpt_changes")
    assert ("changed", "figures", "note", OLD_NOTE, NEW_NOTE) in changes
    assert {change[2] for change in changes} == {"note"}
    printed = run(nights, "kewei", "changes").stdout
    assert "observation_id=putuo_2023_summary" in printed


def test_the_night_that_failed_left_no_trace_in_the_snapshots(nights: Path) -> None:
    figures = ask(nights, "select count(*) from snapshots.figures_history where figure = '131.97亿'")
    assert figures == [(0,)]


def test_an_alert_gets_the_last_line_and_the_exit_code(nights: Path) -> None:
    line, code = (nights / "alert.txt").read_text(encoding="utf-8").strip().splitlines()
    assert line.startswith("nightly: Not published: failed at dbt build")
    assert code == "1"


def test_data_docs_are_written(nights: Path) -> None:
    assert (nights / "target/data_docs/index.html").is_file()


@pytest.fixture
def copied(nights: Path, tmp_path: Path) -> Path:
    """A copy of the project after its nights, to be broken."""
    project = tmp_path / "project"
    shutil.copytree(nights, project)
    return project


def test_a_second_run_does_not_start_beside_the_first(copied: Path) -> None:
    before = (copied / "warehouse.duckdb").read_bytes()
    with (copied / ".kewei.lock").open("a+") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        result = run(copied, "kewei", "nightly")
    assert result.returncode == 3
    assert "holds the lock" in result.stdout.splitlines()[-1]
    assert (copied / "warehouse.duckdb").read_bytes() == before


def test_a_lost_history_is_told_and_restored_from_the_published_file(copied: Path) -> None:
    runs = ask(copied, "select * from ops.run_history order by all")
    figures = ask(copied, "select * from snapshots.figures_history order by all")
    (copied / "history.duckdb").unlink()

    result = run(copied, "kewei", "build")
    assert result.returncode == 2
    assert "Restore it with `python -m kewei restore warehouse.duckdb`" in result.stdout
    assert not (copied / "history.duckdb").exists()

    restored = run(copied, "kewei", "restore", "warehouse.duckdb")
    assert restored.returncode == 0, restored.stdout
    with duckdb.connect(str(copied / "history.duckdb"), read_only=True) as connection:
        assert connection.execute("select * from ops.run_history order by all").fetchall() == runs
        assert connection.execute("select * from snapshots.figures_history order by all").fetchall() == figures


def test_plain_dbt_does_not_start_a_new_history_in_silence(copied: Path) -> None:
    (copied / "history.duckdb").unlink()
    result = run(copied, "dbt.cli.main", "build", "--select", "districts", "--no-use-colors")
    assert result.returncode != 0
    assert "history.duckdb has no history, but warehouse.duckdb was published before" in result.stdout


def test_a_backup_can_be_made_and_restored_and_overwrites_nothing(copied: Path) -> None:
    assert run(copied, "kewei", "backup", "backup.duckdb").returncode == 0
    again = run(copied, "kewei", "backup", "backup.duckdb")
    assert again.returncode == 2
    assert "is there already" in again.stdout
    restored = run(copied, "kewei", "restore", "backup.duckdb")
    assert "with 3 runs" in restored.stdout
    assert len(list(copied.glob("history.duckdb.*.old"))) == 1


def test_a_file_without_a_history_is_not_restored(copied: Path) -> None:
    before = (copied / "history.duckdb").read_bytes()
    duckdb.connect(str(copied / "empty.duckdb")).close()
    result = run(copied, "kewei", "restore", "empty.duckdb")
    assert result.returncode == 2
    assert "holds no history" in result.stdout
    assert (copied / "history.duckdb").read_bytes() == before


def test_a_run_that_was_killed_is_noted_by_the_next(copied: Path) -> None:
    run_id = history.begin(copied, "nightly")
    history.begin(copied, "nightly")
    with duckdb.connect(str(copied / "history.duckdb"), read_only=True) as connection:
        row = connection.execute(
            "select outcome, published, ended_at is null from ops.run_history where run_id = ?", [run_id]
        ).fetchone()
    assert row == ("interrupted", False, True)


def test_a_run_killed_right_after_publishing_counts_as_published(copied: Path) -> None:
    with history.opened(copied) as connection:
        connection.execute(
            "update ops.run_history set outcome = 'running', published = false, ended_at = null "
            "where run_id = (select run_id from ops.run_history where published order by started_at desc limit 1)"
        )
    history.begin(copied, "nightly")
    with duckdb.connect(str(copied / "history.duckdb"), read_only=True) as connection:
        outcomes = connection.execute("select outcome from ops.run_history order by started_at").fetchall()
    assert outcomes == [("published",), ("published",), ("failed",), ("running",)]


def test_a_history_that_is_behind_is_taken_from_the_published_file(copied: Path) -> None:
    with duckdb.connect(str(copied / "history.duckdb")) as connection:
        connection.execute("drop schema snapshots cascade")
    history.check(copied)
    with duckdb.connect(str(copied / "history.duckdb"), read_only=True) as connection:
        assert connection.execute("select count(*) from snapshots.figures_history").fetchone()[0] > 370
    assert len(list(copied.glob("history.duckdb.*.old"))) == 1


def test_a_history_that_went_another_way_stops_the_run(copied: Path) -> None:
    with duckdb.connect(str(copied / "history.duckdb")) as connection:
        connection.execute("update ops.run_history set run_id = concat('x', run_id)")
    with pytest.raises(history.HistoryLostError, match="and the reverse"):
        history.check(copied)


def test_a_broken_history_is_told_with_its_remedy_and_restored(copied: Path) -> None:
    (copied / "history.duckdb").write_bytes(os.urandom(5000))
    result = run(copied, "kewei", "nightly")
    assert result.returncode == 2
    assert "history.duckdb cannot be opened. Restore it with" in result.stdout.splitlines()[-1]
    assert run(copied, "kewei", "restore", "warehouse.duckdb").returncode == 0
    history.check(copied)


def test_a_history_that_another_program_holds_is_told(copied: Path) -> None:
    code = "import duckdb, sys; c = duckdb.connect('history.duckdb'); print('open', flush=True); sys.stdin.read()"
    holder = subprocess.Popen(
        [sys.executable, "-c", code], cwd=copied, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout.readline() == "open\n"
    with pytest.raises(history.HistoryLostError, match="another program holds it open"):
        history.check(copied)
    holder.communicate("")


def test_a_broken_published_file_does_not_stop_the_next_run(copied: Path, capsys: pytest.CaptureFixture) -> None:
    (copied / "warehouse.duckdb").write_bytes(os.urandom(5000))
    history.begin(copied, "nightly")
    history.begin(copied, "nightly")
    assert "warehouse.duckdb cannot be opened; this run will replace it" in capsys.readouterr().out


def test_a_wrong_folder_of_documents_is_an_error_with_an_alert(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALERT_COMMAND", "cat > told.txt")
    result = run(copied, "kewei", "nightly", documents="/nowhere", alerts=True)
    assert result.returncode == 2
    assert "DOCUMENTS_DIR: found '/nowhere', which is no folder" in result.stdout.splitlines()[-1]
    assert (copied / "told.txt").read_text(encoding="utf-8").startswith("nightly: Not published: could not go on")


def test_a_signal_ends_the_run_with_its_last_line(copied: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "kewei", "nightly"],
        cwd=copied,
        env={**os.environ, "DOCUMENTS_DIR": "", "DBT_PROFILES_DIR": str(copied), "ALERT_COMMAND": ""},
        stdout=subprocess.PIPE,
        text=True,
    )
    told = []
    for line in process.stdout:
        told.append(line)
        if "dbt build" in line:
            process.terminate()
    assert process.wait() == 2
    assert told[-1].startswith("nightly: Not published: stopped by a signal at dbt build")


def test_an_empty_build_database_does_not_stop_every_later_night(copied: Path) -> None:
    (copied / "target/build.duckdb").write_bytes(b"")
    (copied / "target/build.duckdb").write_bytes(b"not a database")
    clean(copied)
    assert not (copied / "target/build.duckdb").exists()


def test_a_hanging_alert_command_is_killed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
    monkeypatch.setenv("ALERT_COMMAND", "sleep 300; true")
    monkeypatch.setattr(kewei.run, "ALERT_SECONDS", 1)
    kewei.run.alert(1, "nightly: Not published")
    assert "did not end within 1 s and was killed" in capsys.readouterr().out
    assert subprocess.run(["pgrep", "-f", "sleep 300"], capture_output=True).returncode == 1
