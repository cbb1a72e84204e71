"""Publishing: one step, old readers undisturbed, failures without a trace, a file that travels."""

from __future__ import annotations

import getpass
import json
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from conftest import PROJECT, copy_project, documents_folder, run

from kewei import publish

CLIENTS = sorted((PROJECT / ".venv/clients").glob("*"))


@pytest.fixture
def project(built_project: Path, tmp_path: Path) -> Path:
    """A project with a finished build, its history and a published file."""
    copy = copy_project(tmp_path / "project")
    for name in (
        "target/build.duckdb",
        "target/manifest.json",
        "target/run_results.json",
        "history.duckdb",
        "warehouse.duckdb",
    ):
        (copy / name).parent.mkdir(exist_ok=True)
        shutil.copy(built_project / name, copy / name)
    return copy


def publish_again(project: Path) -> None:
    """Publish the finished build once more."""
    with publish.draft_of(project) as draft:
        publish.write_draft(project, draft, project / "history.duckdb")
        publish.put_in_place(draft, project / "warehouse.duckdb")


def test_a_reader_of_the_old_file_goes_on_reading(project: Path) -> None:
    reader = duckdb.connect(str(project / "warehouse.duckdb"), read_only=True)
    before = reader.execute("select count(*) from marts.fct_observations").fetchone()
    publish_again(project)
    assert reader.execute("select count(*) from marts.fct_observations").fetchone() == before
    reader.close()


def test_a_failed_copy_leaves_the_old_file_and_no_draft(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (project / "warehouse.duckdb").read_bytes()
    monkeypatch.setattr(publish, "copy_comments", lambda *_: (_ for _ in ()).throw(RuntimeError("stop")))
    with pytest.raises(RuntimeError, match="stop"):
        publish_again(project)
    assert (project / "warehouse.duckdb").read_bytes() == before
    assert publish.leftovers(project) == []


def test_leftovers_of_another_build_are_not_published(project: Path) -> None:
    connection = duckdb.connect(str(project / "target/build.duckdb"))
    connection.execute("create table marts.leftover as select 1 as one")
    connection.close()
    publish_again(project)
    connection = duckdb.connect(str(project / "warehouse.duckdb"), read_only=True)
    tables = {row[0] for row in connection.execute("select table_name from duckdb_tables()").fetchall()}
    connection.close()
    assert "leftover" not in tables


def test_every_column_of_the_published_file_has_a_description(warehouse: duckdb.DuckDBPyConnection) -> None:
    columns = warehouse.execute(
        "select concat_ws('.', schema_name, table_name, column_name) from duckdb_columns() "
        "where not internal and coalesce(comment, '') = ''"
    ).fetchall()
    assert columns == []


def test_the_file_is_compact(project: Path) -> None:
    assert (project / "warehouse.duckdb").stat().st_size < 1_500_000


@pytest.mark.parametrize("client", ["1.3", "1.4", "1.5"])
def test_the_file_opens_in_clients_of_the_last_minor_series(project: Path, client: str) -> None:
    folder = PROJECT / ".venv/clients" / client
    if not folder.is_dir():
        pytest.skip(f"DuckDB {client} is not installed; `make test` installs it")
    code = (
        "import duckdb; connection = duckdb.connect('warehouse.duckdb', read_only=True); "
        "print(duckdb.__version__, *connection.execute("
        "'select count(*), (select count(*) from ops.run_history) from marts.fct_observations').fetchone())"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code],
        cwd=project,
        env={"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
    )
    version, figures, runs = answer.stdout.split()
    assert version.startswith(client), answer.stderr
    assert int(figures) > 0
    assert int(runs) == 1


def private_words(project: Path) -> list[bytes]:
    """What must not be in anything that is handed on: folders and user of this machine."""
    words = [str(project), str(PROJECT), str(Path.home()) + "/", documents_folder(), f"{getpass.getuser()}@"]
    return [word.encode() for word in words if len(word) > 4]


def test_the_file_says_nothing_of_the_machine(project: Path) -> None:
    content = (project / "warehouse.duckdb").read_bytes()
    with duckdb.connect(str(project / "warehouse.duckdb"), read_only=True) as connection:
        tables = connection.execute("select concat(schema_name, '.', table_name) from duckdb_tables()").fetchall()
        texts = [str(connection.execute(f"select * from {table}").fetchall()) for (table,) in tables]
        texts.append(str(connection.execute("select comment from duckdb_columns() where not internal").fetchall()))
    content += "".join(texts).encode()
    assert [word for word in private_words(project) if word in content] == []


def test_the_docs_say_nothing_of_the_machine(project: Path) -> None:
    result = run(project, "kewei", "docs", documents=documents_folder())
    assert result.returncode == 0, result.stdout + result.stderr
    page = (project / "target/static_index.html").read_bytes()
    assert b"fct_observations" in page
    assert [word for word in private_words(project) if word in page] == []


def change_results(project: Path, change) -> None:
    """Let `change` alter what the last dbt run wrote of itself."""
    path = project / "target/run_results.json"
    results = json.loads(path.read_text(encoding="utf-8"))
    change(results)
    path.write_text(json.dumps(results), encoding="utf-8")


def fail_a_test(project: Path) -> None:
    """A test failed."""
    change_results(project, lambda results: results["results"][-1].update(status="fail"))


def leave_tests_out(project: Path) -> None:
    """No test ran, as with --exclude-resource-type test."""
    change_results(
        project,
        lambda results: results.update(
            results=[one for one in results["results"] if not one["unique_id"].startswith("test.")]
        ),
    )


def set_vars(project: Path) -> None:
    """The build was made as of another day."""
    change_results(project, lambda results: results["args"].update(vars={"as_of": "2099-01-01"}))


def run_something_else(project: Path) -> None:
    """The last run was no build."""
    change_results(project, lambda results: results["args"].update(which="test"))


def kill_a_later_build(project: Path) -> None:
    """A later build began to write the database and was killed."""
    with duckdb.connect(str(project / "target/build.duckdb")) as connection:
        connection.execute("update main.invocation set invocation_id = 'another'")


def edit_a_csv(project: Path) -> None:
    """A CSV was changed after the build."""
    (project / "seeds/units.csv").touch()


REFUSED = {
    fail_a_test: "1 nodes failed or were skipped",
    leave_tests_out: "were left out",
    set_vars: "it set vars",
    run_something_else: "it was dbt test",
    kill_a_later_build: "is not what the last whole `dbt build` left",
    edit_a_csv: "seeds/units.csv was changed after the build began",
    lambda project: (project / "target/run_results.json").unlink(): "no dbt run was found",
}


@pytest.mark.parametrize("spoil", REFUSED)
def test_what_is_no_whole_build_is_not_published_by_hand(project: Path, spoil) -> None:
    spoil(project)
    before = (project / "warehouse.duckdb").read_bytes()
    result = run(project, "kewei", "publish")
    assert result.returncode == 1, result.stdout
    assert REFUSED[spoil] in result.stdout
    assert "Not published" in result.stdout
    assert (project / "warehouse.duckdb").read_bytes() == before
