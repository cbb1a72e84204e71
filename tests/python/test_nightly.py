"""The scheduled run: two nights after a build, their history, alerts, the lock, and nights that cannot start."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from conftest import PROJECT, copy_built, copy_project, environment, run

from kewei import alert
from kewei.run import BROKEN, PUBLISHED, Run, write_pages
from tests.project import count

FACTS = "seeds/facts.csv"
OLD_NOTE = "The summary of 2023 calls it last year's."
NEW_NOTE = "The summary of 2023 calls it that of last year."
OTHER_FILES = "{}/site holds other files. Name a folder that is empty or does not exist"
ALERT = "cat > alert.txt; echo $KEWEI_EXIT_CODE >> alert.txt"


def ask(project: Path, sql: str) -> list[tuple]:
    """Run SQL on the published file."""
    with duckdb.connect(str(project / "warehouse.duckdb"), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text in a file."""
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def nights(curated_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was built once, after two nights: with a note reworded, and with a digit of a figure wrong."""
    project = copy_built(curated_project, tmp_path_factory.mktemp("nights") / "project")
    edit(project / FACTS, OLD_NOTE, NEW_NOTE)
    first = run(project, "kewei", "nightly")
    assert first.returncode == 0, first.stdout + first.stderr
    assert f"snapshots.figures_history continues with {count('facts')} rows of warehouse.duckdb." in first.stdout
    after_first = (project / "warehouse.duckdb").read_bytes()

    edit(project / FACTS, "6425,131.91亿", "6425,131.97亿")
    second = run(project, "kewei", "nightly", ALERT_COMMAND=ALERT)
    assert second.returncode == 1, second.stdout + second.stderr
    assert (project / "warehouse.duckdb").read_bytes() == after_first, "a night that failed must change nothing"

    for night, outcome in ((first, "published"), (second, "Not published: failed at dbt build")):
        last = night.stdout.strip().splitlines()[-1]
        assert last.startswith(f"nightly: {outcome}"), last
        assert night.stderr == ""
    return project


def test_runs_that_published_are_in_the_file(nights: Path) -> None:
    rows = ask(
        nights,
        "select command, outcome, published, ended_at > started_at, length(invocation_id), tests_passed > 10, "
        "tests_warned, expectations_passed > 30, has_evidence from ops.run_history order by started_at",
    )
    same = ("published", True, True, 36, True, 0, True, False)
    assert rows == [("build", *same), ("nightly", *same)]


def test_of_the_unit_tests_a_build_runs_those_of_words_alone(curated_project: Path) -> None:
    manifest, results = (
        json.loads((curated_project / f"target/{name}.json").read_text(encoding="utf-8"))
        for name in ("manifest", "run_results")
    )
    run_by_build = {one["unique_id"] for one in results["results"] if one["unique_id"].startswith("unit_test.")}
    files = {name: one["original_file_path"] for name, one in manifest["unit_tests"].items()}
    assert run_by_build == {name for name, file in files.items() if file.startswith("models/staging/")} != set()


def test_a_night_that_failed_is_among_the_runs_at_once(nights: Path) -> None:
    printed = run(nights, "kewei", "runs").stdout.splitlines()
    assert "nightly  failed  dbt build: " in printed[-1]


def test_readers_see_what_changed_from_what_to_what(nights: Path) -> None:
    changes = ask(nights, "select change, subject, column_name, entry_before, entry_after from marts.rpt_changes")
    assert ("changed", "figures", "note", OLD_NOTE, NEW_NOTE) in changes
    assert {change[2] for change in changes} == {"note"}
    printed = run(nights, "kewei", "changes").stdout
    assert "observation_id=putuo_2023_summary" in printed


def test_an_alert_gets_the_last_line_and_the_exit_code(nights: Path) -> None:
    line, code = (nights / "alert.txt").read_text(encoding="utf-8").strip().splitlines()
    assert line.startswith("nightly: Not published: failed at dbt build")
    assert code == "1"


def test_a_night_writes_the_site_of_what_it_published(nights: Path) -> None:
    page = (nights / "site/zh/index.html").read_text(encoding="utf-8")
    [(published,)] = ask(nights, "select max(ended_at) from ops.run_history where published")
    assert f'datetime="{published.isoformat()}Z"' in page


def test_a_site_that_fails_raises_an_alert_and_changes_nothing(
    nights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    shutil.copy2(nights / "warehouse.duckdb", tmp_path)
    (tmp_path / "site").mkdir()
    (tmp_path / "site/mine.html").write_text("not a page of the site", encoding="utf-8")
    before = (tmp_path / "warehouse.duckdb").read_bytes()
    monkeypatch.setenv(
        "ALERT_COMMAND", f"cat > '{tmp_path}/alert.txt'; echo $KEWEI_EXIT_CODE >> '{tmp_path}/alert.txt'"
    )
    night = Run(tmp_path, "nightly")
    write_pages(night)
    assert night.end(PUBLISHED, "369 figures") == BROKEN
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.startswith("nightly: published warehouse.duckdb (369 figures) in 0 s, run ")
    assert last.endswith(", but the site could not be written and stays as it was: " + OTHER_FILES.format(tmp_path))
    assert (tmp_path / "alert.txt").read_text(encoding="utf-8") == f"{last}\n2\n"
    assert (tmp_path / "warehouse.duckdb").read_bytes() == before
    assert os.listdir(tmp_path / "site") == ["mine.html"]


def test_data_docs_are_written(nights: Path) -> None:
    assert (nights / "target/data_docs/index.html").is_file()


def test_the_age_of_the_last_publish_can_raise_an_alert(nights: Path) -> None:
    assert run(nights, "kewei", "status", "--max-age", "1000").returncode == 0
    late = run(nights, "kewei", "status", "--max-age", "0", ALERT_COMMAND="cat > late.txt")
    assert late.returncode == 1
    assert "which is more than 0 hours ago" in (nights / "late.txt").read_text(encoding="utf-8")


@pytest.fixture
def copied(nights: Path, tmp_path: Path) -> Path:
    """A copy of the project after its nights, to be broken."""
    return copy_built(nights, tmp_path / "project")


def test_a_file_that_is_not_there_counts_as_late(copied: Path) -> None:
    (copied / "warehouse.duckdb").unlink()
    late = run(copied, "kewei", "status", "--max-age", "1000", ALERT_COMMAND="cat > late.txt")
    assert late.returncode == 1
    assert "warehouse.duckdb is not there" in (copied / "late.txt").read_text(encoding="utf-8")


def test_a_second_run_does_not_start_beside_the_first(copied: Path) -> None:
    before = (copied / "warehouse.duckdb").read_bytes()
    with (copied / ".kewei.lock").open("a+") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        result = run(copied, "kewei", "nightly", ALERT_COMMAND=ALERT)
    assert result.returncode == 3
    assert "holds the lock" in result.stdout.splitlines()[-1]
    assert (copied / "alert.txt").read_text(encoding="utf-8").endswith("3\n")
    assert (copied / "warehouse.duckdb").read_bytes() == before


def test_a_published_file_that_cannot_be_opened_stops_the_build_with_its_remedy(copied: Path) -> None:
    (copied / "warehouse.duckdb").write_bytes(os.urandom(5000))
    result = run(copied, "kewei", "build")
    assert result.returncode == 1
    assert "warehouse.duckdb cannot be opened. Put a copy of a published file in its place" in result.stdout


@pytest.mark.parametrize("file", ["warehouse.duckdb", "draft/warehouse.duckdb"])
def test_a_file_that_another_program_writes_stops_the_build(copied: Path, file: str) -> None:
    before = (copied / "draft/warehouse.duckdb").read_bytes()
    code = f"import duckdb, sys; c = duckdb.connect('{file}'); print('open', flush=True); sys.stdin.read()"
    holder = subprocess.Popen(
        [sys.executable, "-c", code], cwd=copied, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout.readline() == "open\n"
    result = run(copied, "kewei", "build")
    holder.communicate("")
    assert result.returncode == 1
    assert f"{file} is open for writing in another program" in result.stdout
    assert (copied / "draft/warehouse.duckdb").read_bytes() == before


def test_a_wrong_folder_of_documents_stops_the_build(copied: Path) -> None:
    result = run(copied, "kewei", "build", documents="/no'where")
    assert result.returncode == 1
    assert "DOCUMENTS_DIR: found '/no'where', which is no folder with any of the texts" in result.stdout


def test_documents_that_are_gone_raise_an_alert(copied: Path) -> None:
    with duckdb.connect(str(copied / "warehouse.duckdb")) as connection:
        connection.execute(
            "insert into marts.fct_evidence select observation_id, document_id, 'text', char_start, char_start + 1, 1, "
            "figure, 0, 'sentence' from marts.fct_observations limit 1"
        )
    edit(copied / FACTS, "6425,131.97亿", "6425,131.91亿")
    before = (copied / "warehouse.duckdb").read_bytes()
    result = run(copied, "kewei", "nightly", ALERT_COMMAND=ALERT)
    assert result.returncode == 1
    assert "this build had no text of them" in (copied / "alert.txt").read_text(encoding="utf-8")
    assert (copied / "warehouse.duckdb").read_bytes() == before


def test_a_signal_ends_the_run_with_its_last_line(copied: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "kewei", "nightly"], cwd=copied, env=environment(), stdout=subprocess.PIPE, text=True
    )
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line == "kewei: dbt build\n":
            process.terminate()
    assert process.wait() == 2
    assert lines[-1].startswith("nightly: Not published: stopped by a signal at ")
    assert "interrupted  stopped by a signal at " in run(copied, "kewei", "runs").stdout


def test_a_hanging_alert_command_is_killed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
    monkeypatch.setenv("ALERT_COMMAND", "echo $$ > /dev/stderr; sleep 300; true")
    monkeypatch.setattr(alert, "SECONDS", 1)
    alert.alert(1, "nightly: Not published")
    assert "did not end within 1 s and was killed" in capsys.readouterr().out


def test_a_set_up_without_dbt_raises_an_alert(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    code = (
        "import sys, runpy; sys.modules['dbt'] = None; sys.argv = ['kewei', 'nightly']; "
        "runpy.run_module('kewei', run_name='__main__')"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=project, env=environment(ALERT_COMMAND=ALERT), capture_output=True, text=True
    )
    assert result.returncode == 2, result.stderr
    assert "Run `make setup`" in result.stdout
    assert (project / "alert.txt").read_text(encoding="utf-8").endswith("2\n")


def test_reading_needs_no_dbt(copied: Path) -> None:
    code = (
        "import sys, runpy; sys.modules['dbt'] = None; sys.argv = ['kewei', 'ask', '1']; "
        "runpy.run_module('kewei', run_name='__main__')"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=copied, env=environment(), capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr


def test_a_set_up_without_python_raises_an_alert(tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "ops", tmp_path / "ops")
    result = subprocess.run(
        [str(tmp_path / "ops/nightly")], cwd="/", env=environment(ALERT_COMMAND=ALERT), capture_output=True, text=True
    )
    assert result.returncode == 2, result.stderr
    line, code = (tmp_path / "alert.txt").read_text(encoding="utf-8").strip().splitlines()
    assert line == "nightly: Not published: it could not start (exit code 127). Run make setup."
    assert code == "127"
