"""Publishing: one step, old readers undisturbed, failures without a trace."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest
from conftest import copy_project, run

from kewei import publish


@pytest.fixture
def project(built_project: Path, tmp_path: Path) -> Path:
    """A project with a finished build and a published file."""
    copy = copy_project(tmp_path / "project")
    for name in ("target/build.duckdb", "target/manifest.json", "target/run_results.json", "warehouse.duckdb"):
        (copy / name).parent.mkdir(exist_ok=True)
        shutil.copy(built_project / name, copy / name)
    return copy


def test_a_reader_of_the_old_file_goes_on_reading(project: Path) -> None:
    reader = duckdb.connect(str(project / "warehouse.duckdb"), read_only=True)
    before = reader.execute("select count(*) from marts.fct_observations").fetchone()
    publish.publish(project)
    assert reader.execute("select count(*) from marts.fct_observations").fetchone() == before
    reader.close()


def test_a_failed_copy_leaves_the_old_file_and_no_draft(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (project / "warehouse.duckdb").read_bytes()
    monkeypatch.setattr(publish, "copy_comments", lambda *_: (_ for _ in ()).throw(RuntimeError("stop")))
    with pytest.raises(RuntimeError, match="stop"):
        publish.publish(project)
    assert (project / "warehouse.duckdb").read_bytes() == before
    assert not list(project.glob(".warehouse*"))


def test_leftovers_of_another_build_are_not_published(project: Path) -> None:
    connection = duckdb.connect(str(project / "target/build.duckdb"))
    connection.execute("create table marts.leftover as select 1 as one")
    connection.close()
    publish.publish(project)
    connection = duckdb.connect(str(project / "warehouse.duckdb"), read_only=True)
    tables = {row[0] for row in connection.execute("select table_name from duckdb_tables()").fetchall()}
    connection.close()
    assert "leftover" not in tables


def test_the_file_is_written_for_older_clients(project: Path) -> None:
    publish.publish(project)
    header = (project / "warehouse.duckdb").read_bytes()[:4096]
    # Bytes 12 to 20 of a DuckDB file hold its storage version; 64 to 66 are those of 1.0 to 1.3.
    assert int.from_bytes(header[12:20], "little") <= 66


def test_a_run_that_failed_is_not_published_by_hand(project: Path) -> None:
    results = project / "target/run_results.json"
    results.write_text(results.read_text(encoding="utf-8").replace('"status": "pass"', '"status": "fail"', 1))
    before = (project / "warehouse.duckdb").read_bytes()
    result = run(project, "kewei", "publish")
    assert result.returncode == 1
    assert "Not published" in result.stdout
    assert (project / "warehouse.duckdb").read_bytes() == before
