"""A build with nothing changed ends at once, and only then: every kind of change makes it build."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from conftest import KEPT_OUT, PROJECT, run

from kewei import fingerprint, history
from kewei.fingerprint import fingerprint_of, unchanged_since

PUBLISHED = ("warehouse.duckdb", "history.duckdb", "target/build.duckdb")
SUMMARY = "seeds/facts/facts_putuo_2023_summary.csv"


@pytest.fixture
def project(curated_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of a project that was built and published without the documents, in the environment of its build."""
    copy = tmp_path / "project"
    # From there and not from the project itself, which somebody may be editing while the tests run.
    shutil.copytree(curated_project, copy, ignore=KEPT_OUT)
    (copy / "target").mkdir()
    for name in PUBLISHED:
        shutil.copy(curated_project / name, copy / name)
    for name in [name for name in os.environ if name.startswith(fingerprint.VARIABLES)]:
        monkeypatch.delenv(name)
    for name in ("DOCUMENTS_DIR", "START_HISTORY"):
        monkeypatch.delenv(name, raising=False)
    return copy


def is_unchanged(project: Path) -> bool:
    """Whether a build would have nothing to do."""
    return unchanged_since(project, fingerprint_of(project)) != ""


def state(project: Path) -> list[tuple[bytes, int, int]]:
    """Bytes, inode and time of change of everything that a build publishes or writes."""
    paths = [project / name for name in PUBLISHED]
    return [(path.read_bytes(), path.stat().st_ino, path.stat().st_mtime_ns) for path in paths]


def add_a_byte(project: Path, file: str) -> None:
    """Put one byte at the end of a file."""
    with (project / file).open("ab") as handle:
        handle.write(b"\n")


def test_a_build_with_nothing_changed_ends_within_three_seconds_and_touches_nothing(project: Path, tell) -> None:
    before = state(project)
    seconds = []
    for _ in range(3):
        started = time.monotonic()
        result = run(project, "kewei", "build")
        seconds.append(time.monotonic() - started)
        assert result.returncode == 0, result.stdout + result.stderr
        assert result.stdout.startswith("Nothing has changed since run "), result.stdout
        assert len(result.stdout.splitlines()) == 2
        assert result.stderr == ""
        assert state(project) == before
    tell(f"unchanged: a build with nothing changed took {min(seconds):.2f} s")
    # The quickest, because other tests and other people use the machine meanwhile.
    assert min(seconds) < 3


def test_nothing_heavy_is_imported_to_find_that_out() -> None:
    code = "import sys, kewei.__main__, kewei.run; print(sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True).stdout
    for heavy in ("dbt", "great_expectations", "pandas", "agate", "metricflow"):
        assert f"'{heavy}'" not in loaded


def test_a_build_that_failed_does_not_count_and_a_change_taken_back_is_none(project: Path) -> None:
    content = (project / SUMMARY).read_bytes()
    (project / SUMMARY).write_bytes(b"\xef\xbb\xbf" + content)
    failed = run(project, "kewei", "build")
    assert failed.returncode == 1, failed.stdout
    again = run(project, "kewei", "build")
    assert again.returncode == 1, again.stdout
    (project / SUMMARY).write_bytes(content)
    taken_back = run(project, "kewei", "build")
    assert taken_back.returncode == 0, taken_back.stdout
    assert "Nothing has changed" in taken_back.stdout


@pytest.mark.parametrize("command", [("build", "--force"), ("nightly",)], ids=["build --force", "nightly"])
def test_a_run_that_is_wanted_all_the_same_goes_on(project: Path, command: tuple[str, ...]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "kewei", *command], cwd=project, stdout=subprocess.PIPE, text=True
    )
    first = process.stdout.readline()
    process.kill()
    process.communicate()
    assert "form of the CSVs" in first


def test_make_hands_the_wish_to_build_on() -> None:
    said = [
        subprocess.run(["make", "-n", "build", *wish], cwd=PROJECT, capture_output=True, text=True).stdout
        for wish in ([], ["FORCE=1"])
    ]
    assert ["kewei build --force" in one for one in said] == [False, True]


FILES = [
    SUMMARY,
    "seeds/facts/facts.yml",
    "models/marts/core/fct_observations.sql",
    "models/marts/core/fct_observations.yml",
    "macros/quotient.sql",
    "macros/macros.yml",
    "snapshots/figures_history.sql",
    "tests/figures_are_readable.sql",
    "tests/tests.yml",
    "tests/generic/rows_are_unique.sql",
    "tests/evidence/texts_are_unchanged.sql",
    "dbt_project.yml",
    "profiles.yml",
    "requirements/build.txt",
    "kewei/publish.py",
]


@pytest.mark.parametrize("file", FILES)
def test_one_byte_more_in_a_file_is_a_change(project: Path, file: str) -> None:
    assert is_unchanged(project)
    add_a_byte(project, file)
    assert not is_unchanged(project)


@pytest.mark.parametrize("file", FILES)
def test_a_file_under_another_name_is_a_change(project: Path, file: str) -> None:
    before = fingerprint_of(project)
    path = project / file
    path.rename(path.with_stem(f"{path.stem}_2"))
    assert fingerprint_of(project) != before


@pytest.mark.parametrize("file", ["README.md", "analyses/03_rd_share_of_gdp.sql", "tests/python/conftest.py"])
def test_what_the_published_file_does_not_depend_on_is_no_change(project: Path, file: str) -> None:
    add_a_byte(project, file)
    assert is_unchanged(project)


def lose(project: Path, name: str) -> None:
    """Delete a file."""
    (project / name).unlink()


def spoil(project: Path, name: str) -> None:
    """Change one byte in the middle of a file."""
    content = bytearray((project / name).read_bytes())
    content[len(content) // 2] ^= 1
    (project / name).write_bytes(content)


def in_history(sql: str) -> Callable[[Path], None]:
    """Run SQL in history.duckdb."""

    def change(project: Path) -> None:
        with duckdb.connect(str(project / "history.duckdb")) as connection:
            connection.execute(sql)

    return change


STATES = {
    "published file lost": lambda project: lose(project, "warehouse.duckdb"),
    "published file spoilt": lambda project: spoil(project, "warehouse.duckdb"),
    "published file empty": lambda project: (project / "warehouse.duckdb").write_bytes(b""),
    "history lost": lambda project: lose(project, "history.duckdb"),
    "history no database": lambda project: (project / "history.duckdb").write_bytes(os.urandom(5000)),
    "history of an older version": in_history("alter table ops.run_history drop column fingerprint"),
    "build database lost": lambda project: lose(project, "target/build.duckdb"),
    "another run published later": in_history(
        "insert into ops.run_history by name select * replace ('later' as run_id, started_at + interval 1 day as "
        "started_at, 'other' as fingerprint) from ops.run_history where published"
    ),
    "the run did not publish": in_history("update ops.run_history set published = false"),
    "a link in the seeds that leads nowhere": lambda project: (project / "seeds/new.csv").symlink_to("nowhere"),
}


@pytest.mark.parametrize("name", STATES)
def test_a_file_that_is_not_the_published_one_makes_it_build(project: Path, name: str) -> None:
    STATES[name](project)
    assert not is_unchanged(project)


@pytest.mark.parametrize(
    ("name", "value"),
    [("START_HISTORY", "1"), ("KEWEI_ANYTHING", "1"), ("DBT_FULL_REFRESH", "1"), ("DOCUMENTS_DIR", "/nowhere")],
)
def test_another_environment_makes_it_build(project: Path, monkeypatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    assert not is_unchanged(project)


def test_profiles_count_by_their_content_wherever_they_lie(project: Path, tmp_path: Path, monkeypatch) -> None:
    shutil.copy(project / "profiles.yml", tmp_path / "profiles.yml")
    monkeypatch.setenv("DBT_PROFILES_DIR", str(tmp_path))
    assert is_unchanged(project)
    add_a_byte(tmp_path, "profiles.yml")
    assert not is_unchanged(project)


@pytest.mark.parametrize("package", fingerprint.PACKAGES)
def test_another_version_of_a_package_is_a_change(project: Path, monkeypatch, package: str) -> None:
    version = fingerprint.metadata.version
    monkeypatch.setattr(fingerprint.metadata, "version", lambda name: "0" if name == package else version(name))
    assert not is_unchanged(project)


def test_another_python_is_a_change(project: Path, monkeypatch) -> None:
    monkeypatch.setattr(fingerprint.platform, "python_version", lambda: "3.99.0")
    assert not is_unchanged(project)


def test_a_package_that_is_not_installed_makes_it_build(project: Path, monkeypatch) -> None:
    monkeypatch.setattr(fingerprint, "PACKAGES", (*fingerprint.PACKAGES, "no-such-package"))
    assert fingerprint_of(project) is None
    assert not is_unchanged(project)


def test_documents_count_by_name_and_content_wherever_they_lie(project: Path, tmp_path: Path, monkeypatch) -> None:
    without = fingerprint_of(project)
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text("一", encoding="utf-8")
    monkeypatch.setenv("DOCUMENTS_DIR", str(texts))
    one = fingerprint_of(project)
    shutil.copytree(texts, project / "documents")
    monkeypatch.delenv("DOCUMENTS_DIR")
    assert fingerprint_of(project) == one
    add_a_byte(project, "documents/a.txt")
    assert len({without, one, fingerprint_of(project)}) == 3
    (project / "documents/a.txt").rename(project / "documents/b.txt")
    assert len({without, one, fingerprint_of(project)}) == 3


def test_a_row_says_with_which_fingerprint_the_run_published(project: Path) -> None:
    sql = "select fingerprint, file_sha256 from ops.run_history"
    rows = []
    for name in ("warehouse.duckdb", "history.duckdb"):
        with duckdb.connect(str(project / name), read_only=True) as connection:
            rows += connection.execute(sql).fetchall()
    sha256 = fingerprint.sha256_of(project / "warehouse.duckdb")
    assert rows == [(fingerprint_of(project), None), (fingerprint_of(project), sha256)]


NEW = ("fingerprint", "file_sha256", "settings_fingerprint")
OLD = [name for name in history.RUNS.columns if name not in NEW]


def make_old(database: Path) -> None:
    """Give a database the run history of the version before fingerprints, with its constraints."""
    definition = ", ".join(f"{name} {history.RUNS.columns[name][0]}" for name in OLD)
    with duckdb.connect(str(database)) as connection:
        connection.execute("alter table ops.run_history rename to new_history")
        connection.execute(f"create table ops.run_history ({definition})")
        connection.execute(f"insert into ops.run_history select {', '.join(OLD)} from ops.new_history")
        connection.execute("drop table ops.new_history")


def columns_of(database: Path) -> list[str]:
    """Columns of the run history."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return [row[0] for row in connection.execute("describe ops.run_history").fetchall()]


def test_a_history_of_an_older_version_gets_the_new_columns_and_keeps_its_runs(project: Path) -> None:
    for name in ("warehouse.duckdb", "history.duckdb"):
        make_old(project / name)
        assert columns_of(project / name) == OLD
    assert not is_unchanged(project)
    history.begin(project, "build")
    assert columns_of(project / "history.duckdb") == list(history.RUNS.columns)
    with duckdb.connect(str(project / "history.duckdb"), read_only=True) as connection:
        outcomes = connection.execute("select outcome from ops.run_history order by started_at").fetchall()
        blank = connection.execute(
            "select column_name from duckdb_columns() where schema_name = 'ops' and coalesce(comment, '') = ''"
        ).fetchall()
    assert outcomes == [("published",), ("running",)]
    assert blank == []


def test_a_published_file_of_an_older_version_can_be_restored_from(project: Path) -> None:
    make_old(project / "warehouse.duckdb")
    (project / "history.duckdb").unlink()
    assert history.restore(project, project / "warehouse.duckdb") == 1
    assert columns_of(project / "history.duckdb") == list(history.RUNS.columns)


def test_what_a_plain_dbt_build_built_has_no_fingerprint(built_project: Path) -> None:
    with duckdb.connect(str(built_project / "warehouse.duckdb"), read_only=True) as connection:
        assert connection.execute("select fingerprint from ops.run_history").fetchall() == [(None,)]
    assert json.loads((built_project / "target/run_results.json").read_text())["args"]["which"] == "build"


def test_a_change_during_the_run_leaves_it_without_a_fingerprint(project: Path, monkeypatch) -> None:
    from kewei.run import Run

    monkeypatch.setattr("kewei.run.write_draft", lambda _, draft, source: shutil.copy(source, draft))
    for change, is_noted in ((lambda: None, True), (lambda: add_a_byte(project, SUMMARY), False)):
        work = Run(project, "build", 4)
        work.fingerprint = fingerprint_of(project)
        work.run_id = history.begin(project, "build")
        change()
        with history.drafted(project) as draft:
            work.publish(draft)
        assert is_unchanged(project) == is_noted
