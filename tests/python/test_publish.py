"""Publishing: one step, old readers undisturbed, failures without a trace, nothing of a data file is run."""

from __future__ import annotations

import getpass
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from conftest import PROJECT, copy_built, dbt, documents_folder, run

from kewei import log, publish
from kewei.problem import FailedError
from kewei.run import Run, noted
from tests.browser import Visit
from tests.project import count

ROW = {"run_id": "again", "command": "publish", "started_at": log.now()}


@pytest.fixture
def project(built_project: Path, tmp_path: Path) -> Path:
    """A project with a finished build and a published file, in a folder with a blank in its name."""
    return copy_built(built_project, tmp_path / "a project")


def ask(database: Path, sql: str) -> list[tuple]:
    """Run SQL on a database file."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def change(database: Path, *statements: str) -> None:
    """Run SQL that changes a database file."""
    with duckdb.connect(str(database)) as connection:
        for statement in statements:
            connection.execute(statement)


def test_a_reader_of_the_old_file_goes_on_reading(project: Path) -> None:
    reader = duckdb.connect(str(project / "warehouse.duckdb"), read_only=True)
    before = reader.execute("select count(*) from marts.fct_observations").fetchall()
    publish.publish(project, ROW)
    assert reader.execute("select count(*) from marts.fct_observations").fetchall() == before
    reader.close()


def test_a_publish_that_fails_leaves_the_old_file_and_no_copy(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (project / "warehouse.duckdb").read_bytes()
    monkeypatch.setattr(publish, "finish_runs", lambda *_: (_ for _ in ()).throw(RuntimeError("stop")))
    with pytest.raises(RuntimeError, match="stop"):
        publish.publish(project, ROW)
    assert (project / "warehouse.duckdb").read_bytes() == before
    assert publish.leftovers(project) == []


def test_every_column_of_the_published_file_has_a_description(warehouse: duckdb.DuckDBPyConnection) -> None:
    columns = warehouse.execute(
        "select concat_ws('.', schema_name, table_name, column_name) from duckdb_columns() "
        "where not internal and coalesce(comment, '') = ''"
    ).fetchall()
    assert columns == []


def test_references_are_in_the_published_file(warehouse: duckdb.DuckDBPyConnection) -> None:
    """Clients draw the diagram from them, and DuckDB has checked every row against them."""
    references = set(
        warehouse.execute(
            "select table_name, array_to_string(constraint_column_names, ', '), referenced_table "
            "from duckdb_constraints() where constraint_type = 'FOREIGN KEY'"
        ).fetchall()
    )
    assert ("fct_links", "observation_id", "fct_observations") in references
    marts = warehouse.execute("select table_name from duckdb_tables() where schema_name = 'marts'").fetchall()
    referring = {table for table, *_ in references}
    alone = {name for (name,) in marts} - referring - {table for *_, table in references}
    # Codes and what changed or was read refer to columns, not to rows.
    assert alone == {"dim_codelists", "rpt_capture", "rpt_changes"}


def test_a_row_that_refers_to_nothing_is_not_published(tmp_path: Path) -> None:
    draft, copy = tmp_path / "draft.duckdb", tmp_path / "copy.duckdb"
    change(
        draft,
        "create schema marts",
        "create table marts.fct_a (id int primary key, code varchar)",
        "create table marts.fct_b (code varchar primary key)",
        "comment on column marts.fct_a.code is 'It''s a code.'",
        "insert into marts.fct_b values ('x')",
        "insert into marts.fct_a values (1, 'x'), (2, null)",
    )
    references = {"fct_a": [("foreign key (code) references marts.fct_b (code)", "fct_b")]}
    publish.copy_draft(draft, copy, references)
    assert ask(copy, "select * from marts.fct_a") == [(1, "x"), (2, None)]
    assert ask(copy, "select comment from duckdb_columns() where comment is not null") == [("It's a code.",)]
    with pytest.raises(duckdb.ConstraintException, match="foreign key"):
        change(copy, "insert into marts.fct_a values (3, 'y')")
    change(draft, "insert into marts.fct_a values (3, 'y')")
    copy.unlink()
    with pytest.raises(duckdb.ConstraintException, match="code: y"):
        publish.copy_draft(draft, copy, references)


def test_a_copy_has_no_free_blocks(tmp_path: Path) -> None:
    """Free blocks are counted, since the size in bytes varies from copy to copy of the same tables."""
    draft, copy = tmp_path / "draft.duckdb", tmp_path / "copy.duckdb"
    for name in ("first", "last"):
        change(draft, f"create table {name} as select hash(range) as number from range(200000)", "checkpoint")
    change(draft, "drop table first", "checkpoint")
    publish.copy_draft(draft, copy, {})
    free = "select free_blocks / total_blocks from pragma_database_size()"
    [(before,)], [(after,)] = ask(draft, free), ask(copy, free)
    assert before > 0.2
    assert after < 0.05


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
    """What must not be in anything that is published: folders and user of this machine."""
    words = [str(project), str(PROJECT), str(Path.home()) + "/", documents_folder(), f"{getpass.getuser()}@"]
    return [word.encode() for word in words if len(word) > 4]


def test_the_file_names_no_folder_of_the_machine(project: Path) -> None:
    content = (project / "warehouse.duckdb").read_bytes()
    with duckdb.connect(str(project / "warehouse.duckdb"), read_only=True) as connection:
        tables = connection.execute("select concat(schema_name, '.', table_name) from duckdb_tables()").fetchall()
        texts = [str(connection.execute(f"select * from {table}").fetchall()) for (table,) in tables]
        texts.append(str(connection.execute("select comment from duckdb_columns() where not internal").fetchall()))
    content += "".join(texts).encode()
    assert [word for word in private_words(project) if word in content] == []


@pytest.fixture(scope="module")
def documented(built_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with its docs, in a folder with a blank in its name."""
    project = copy_built(built_project, tmp_path_factory.mktemp("docs") / "a project")
    result = run(project, "kewei", "docs", documents=documents_folder())
    assert result.returncode == 0, result.stdout + result.stderr
    return project


def test_the_docs_name_no_folder_of_the_machine(documented: Path) -> None:
    page = (documented / "target/static_index.html").read_bytes()
    assert b"fct_observations" in page
    assert [word for word in private_words(documented) if word in page] == []


def test_the_docs_draw_the_layers_and_ask_for_nothing(documented: Path, browser) -> None:
    visit = Visit(browser, (documented / "target").as_uri())
    page = visit.open("static_index.html")
    page.get_by_text("what people type, a CSV for each kind of fact").wait_for()
    assert "seeds ───▶ staging ───▶ intermediate ───▶ marts" in page.content()
    page.get_by_role("link", name="pages", exact=True).first.click()
    page.get_by_text("Pages for people who do not write SQL").first.wait_for()
    assert visit.close() == []


def test_messages_of_errors_are_noted_without_folders(project: Path) -> None:
    def work(_: Run) -> str:
        (project / "seeds/no such folder/units.csv").read_text()
        return ""

    code, line = noted(Run(project, "build"), work)
    assert code == 2
    assert str(project) in line
    row = next(row for row in log.noted_runs(project).values() if row["outcome"] == "error")
    assert row["message"] == "start: No such file or directory"


def change_results(project: Path, change) -> None:
    """Let `change` alter what the last dbt run wrote of itself."""
    path = project / "target/run_results.json"
    results = json.loads(path.read_text(encoding="utf-8"))
    change(results)
    path.write_text(json.dumps(results), encoding="utf-8")


def leave_tests_out(results: dict) -> None:
    """No test ran, as with --exclude-resource-type test."""
    results["results"] = [one for one in results["results"] if not one["unique_id"].startswith("test.")]


def in_draft(*statements: str):
    """Change the draft after the build."""
    return lambda project: change(project / publish.DRAFT, *statements)


REFUSED = {
    "a test failed": (
        lambda project: change_results(project, lambda results: results["results"][-1].update(status="fail")),
        "1 nodes failed or were skipped",
    ),
    "tests left out": (lambda project: change_results(project, leave_tests_out), "were left out"),
    "vars": (
        lambda project: change_results(project, lambda results: results["args"].update(vars={"as_of": "2099-01-01"})),
        "it was called with --vars",
    ),
    "empty": (
        lambda project: change_results(project, lambda results: results["args"].update(empty=True)),
        "it was called with --empty",
    ),
    "no build": (
        lambda project: change_results(project, lambda results: results["args"].update(which="test")),
        "it was dbt test",
    ),
    "no results": (lambda project: (project / "target/run_results.json").unlink(), "no dbt run was found"),
    "no draft": (lambda project: (project / publish.DRAFT).unlink(), "draft/warehouse.duckdb is not there"),
    "a later build was killed": (
        in_draft("update ops.run_history set invocation_id = 'another' where outcome = 'running'"),
        "is not what the last whole `dbt build` left",
    ),
    "a later build was killed while it wrote": (
        lambda project: (project / f"{publish.DRAFT}.wal").write_bytes(b""),
        "is not what the last whole `dbt build` left",
    ),
    "a CSV was edited": (
        lambda project: (project / "seeds/units.csv").touch(),
        "seeds/units.csv was changed after the build began",
    ),
    "a table of an older version": (
        in_draft("create table marts.leftover as select 1 as one"),
        "differs from the project in marts.leftover",
    ),
    "a table is gone": (in_draft("drop table marts.rpt_changes"), "differs from the project in marts.rpt_changes"),
    "a view": (in_draft("create view marts.hostile as select 1 as one"), "the view hostile is in warehouse.duckdb"),
    "a view of a file": (
        in_draft("create or replace view main.dim_areas as select * from read_text('/dev/null')"),
        "the view dim_areas is in warehouse.duckdb",
    ),
    "a view that is not the project's": (
        in_draft("create view main.another as select * from marts.dim_areas"),
        "differs from the project in main.another",
    ),
    "a macro": (in_draft("create macro marts.hostile() as 1"), "the macro hostile is in warehouse.duckdb"),
    "no figures": (in_draft("truncate marts.fct_observations"), "has no figures"),
    "a later publish": (
        lambda project: change(
            project / "warehouse.duckdb", "update ops.run_history set run_id = 'later', invocation_id = 'later'"
        ),
        "warehouse.duckdb has runs that the draft does not have",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_a_whole_build_is_not_published(project: Path, name: str) -> None:
    spoil, reason = REFUSED[name]
    spoil(project)
    before = (project / "warehouse.duckdb").read_bytes()
    with pytest.raises(FailedError, match=reason.replace("(", "[(]")):
        publish.publish(project, ROW)
    assert (project / "warehouse.duckdb").read_bytes() == before
    assert publish.leftovers(project) == []


LOST = {
    "a table": (
        "truncate snapshots.figures_history",
        f"has {count('facts')} states in snapshots.figures_history, and the draft 0",
    ),
    "a state": (
        "delete from snapshots.catalogue_history where rowid = 0",
        "states in snapshots.catalogue_history, and",
    ),
}


@pytest.mark.parametrize("name", LOST)
def test_a_draft_that_lost_history_does_not_replace_the_only_backup(project: Path, name: str) -> None:
    statement, reason = LOST[name]
    change(project / publish.DRAFT, statement)
    before = (project / "warehouse.duckdb").read_bytes()
    reader = duckdb.connect(str(project / "warehouse.duckdb"), read_only=True)
    with pytest.raises(FailedError, match=reason):
        publish.publish(project, ROW)
    reader.close()
    assert (project / "warehouse.duckdb").read_bytes() == before


def test_a_refusal_is_the_last_line_and_exit_code_1(project: Path) -> None:
    (project / "seeds/units.csv").touch()
    result = run(project, "kewei", "publish")
    assert result.returncode == 1, result.stdout
    last = result.stdout.splitlines()[-1]
    assert last.startswith("Not published: failed at publish: seeds/units.csv was changed after the build began.")
    assert last.endswith("warehouse.duckdb stays as it was.")


EVIDENCE = (
    "insert into marts.fct_evidence select observation_id, document_id, 'text', char_start, char_start + 1, 1, figure, "
    "0, 'sentence' from marts.fct_observations order by observation_id limit 1"
)


def test_a_build_without_the_text_of_a_document_keeps_its_published_evidence(project: Path) -> None:
    another = EVIDENCE.replace("limit", "desc limit")
    change(project / publish.DRAFT, "truncate marts.fct_evidence", another)
    change(project / "warehouse.duckdb", "truncate marts.fct_evidence", EVIDENCE, another)
    lost = "has the sentences around 1 figures of [a-z0-9_]+, and this build had no text of them"
    with pytest.raises(FailedError, match=lost):
        publish.publish(project, ROW)
    row = publish.publish(project, ROW, without_evidence=True)
    assert row["has_evidence"] is True
    assert ask(project / "warehouse.duckdb", "select count(*) from marts.fct_evidence") == [(1,)]


def test_a_run_that_did_not_publish_is_in_the_next_published_file(project: Path) -> None:
    log.note(project, {"run_id": "failed", "command": "nightly", "started_at": "2026-01-01 00:00:00"})
    log.note(project, {"run_id": "failed", "outcome": "failed", "published": False, "message": "publish: no figures"})
    log.note(project, {"run_id": "killed", "command": "nightly", "started_at": "2026-01-02 00:00:00"})
    with (project / log.LOG).open("a") as handle:
        handle.write('{"run_id": "a line that a full disk cut o')
    log.note(project, {"run_id": "after", "command": "build", "started_at": "2026-01-03 00:00:00"})
    publish.publish(project, ROW)
    rows = ask(
        project / "warehouse.duckdb",
        "select run_id, outcome, published, message from ops.run_history where run_id in ('failed', 'killed', 'after')",
    )
    assert sorted(rows) == [
        ("after", "interrupted", False, None),
        ("failed", "failed", False, "publish: no figures"),
        ("killed", "interrupted", False, None),
    ]


def test_the_log_of_runs_is_rotated(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "LARGEST", 100)
    for number in range(3):
        log.note(project, {"run_id": f"run {number}", "message": "x" * 100})
    assert (project / log.LOG).stat().st_size < 300
    assert list(log.noted_runs(project)) == ["run 1", "run 2"]


def test_a_write_ahead_log_of_the_old_file_does_not_change_the_new_one(project: Path) -> None:
    code = (
        "import duckdb, os; c = duckdb.connect('warehouse.duckdb'); c.execute(\"set wal_autocheckpoint = '1TB'\"); "
        "[c.execute(f'delete from marts.{table}') for table in ('fct_links', 'fct_evidence', 'fct_observations')]; "
        "os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=project, check=True)
    assert (project / "warehouse.duckdb.wal").stat().st_size > 0
    refused = dbt(project, "build", "--select", "districts")
    assert refused.returncode != 0
    assert "warehouse.duckdb.wal is there" in refused.stdout
    # The refused build has marked the draft; a whole one would not.
    shutil.copy(Path(project, "warehouse.duckdb"), project / "before.duckdb")
    result = run(project, "kewei", "publish")
    assert "Deleted warehouse.duckdb.wal, which a program left when it was killed." in result.stdout
    assert ask(project / "warehouse.duckdb", "select count(*) from marts.fct_observations") == [(count("facts"),)]


# In the place of a table of the published file, something that would run SQL; its name, and what stops the build.
HOSTILE = {
    "a view": (
        "drop table snapshots.figures_history",
        "create view snapshots.figures_history as select error('it ran') as observation_id",
    ),
    "a computed column": (
        "drop table snapshots.figures_history",
        "create table snapshots.figures_history (figure varchar, observation_id varchar as (upper(figure)))",
    ),
    "an unknown column": ("alter table snapshots.figures_history add column \"x) as select error('it ran') --\" int",),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_published_file_stops_the_build(project: Path, name: str) -> None:
    change(project / "warehouse.duckdb", *HOSTILE[name])
    result = dbt(project, "build", "--select", "districts")
    assert result.returncode != 0
    assert "warehouse.duckdb: snapshots.figures_history " in result.stdout
    assert "it ran" not in result.stdout.replace("error('it ran')", "")


@pytest.mark.parametrize(
    "command",
    [
        ("publish",),
        ("status",),
        ("runs",),
        ("changes",),
        ("ask", "1"),
        ("query", "select max(run_id) from ops.run_history"),
    ],
)
def test_no_macro_of_a_hostile_published_file_stands_in_for_a_function(project: Path, command: tuple[str, ...]) -> None:
    change(
        project / "warehouse.duckdb",
        "alter table ops.run_history rename to runs",
        "create view ops.run_history as select error('it ran') as run_id, true as published, now() as ended_at",
        "create macro max(x) as error('it ran')",
        "create macro duckdb_functions() as table select 'x' as function_name where false",
        "create macro duckdb_views() as table select 'x' as view_name where false",
    )
    result = run(project, "kewei", *command)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "which holds only tables" in result.stdout
    assert "it ran" not in result.stdout + result.stderr


def test_a_history_is_found_in_upper_case_as_well(project: Path) -> None:
    change(
        project / "warehouse.duckdb",
        "create table snapshots.copied as from snapshots.figures_history",
        "drop table snapshots.figures_history",
        'alter table snapshots.copied rename to "FIGURES_HISTORY"',
    )
    result = dbt(project, "build", "--select", "districts")
    assert f"snapshots.figures_history continues with {count('facts')} rows" in result.stdout


def test_a_seed_that_looks_old_is_not_published(project: Path) -> None:
    path = project / "seeds/facts.csv"
    old = path.stat()
    path.write_text(path.read_text(encoding="utf-8").rsplit("\n", 2)[0] + "\n", encoding="utf-8")
    os.utime(path, ns=(old.st_atime_ns, old.st_mtime_ns))
    result = run(project, "kewei", "publish")
    assert result.returncode == 1
    assert "seeds/facts.csv is not what was built" in result.stdout


def test_the_log_of_a_program_that_writes_stays(project: Path) -> None:
    insert = "insert into ops.run_history (run_id, published) values ('live', false)"
    program = (
        f"import duckdb; c = duckdb.connect('warehouse.duckdb'); c.execute({insert!r}); print(1, flush=True); input()"
    )
    writer = subprocess.Popen(
        [sys.executable, "-c", program], cwd=project, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        writer.stdout.readline()
        result = run(project, "kewei", "publish")
        assert "warehouse.duckdb is open for writing in another program" in result.stdout
        assert (project / "warehouse.duckdb.wal").exists()
    finally:
        writer.kill()
        writer.wait()


def test_a_published_file_that_cannot_be_read_raises_an_alert(project: Path) -> None:
    (project / "warehouse.duckdb").write_text("x" * 9999)
    result = run(project, "kewei", "status", "--max-age", "36", ALERT_COMMAND="cat > alerted")
    assert result.returncode == 1
    assert "cannot be opened" in (project / "alerted").read_text(encoding="utf-8")
    assert str(project) not in result.stdout


def test_other_objects_of_a_hostile_published_file_are_ignored(project: Path) -> None:
    change(
        project / "warehouse.duckdb",
        "create macro count(x) as error('it ran')",
        'create schema "a; drop schema marts; --"',
        'create table "a; drop schema marts; --"."b\' or \'c" as select 1 as one',
        "create view marts.another as select error('it ran') as one",
    )
    result = dbt(project, "build", "--select", "districts")
    assert result.returncode == 0, result.stdout
    assert f"snapshots.figures_history continues with {count('facts')} rows" in result.stdout


def test_a_history_with_other_columns_of_runs_is_carried_over_by_name(project: Path) -> None:
    change(
        project / "warehouse.duckdb",
        "alter table ops.run_history add column fingerprint varchar",
        "alter table ops.run_history drop column git_commit",
        "update ops.run_history set run_id = 'old', fingerprint = 'abc'",
    )
    assert dbt(project, "build", "--select", "districts").returncode == 0
    columns = [name for name, *_ in ask(project / publish.DRAFT, "describe ops.run_history")]
    assert "git_commit" in columns
    assert "fingerprint" not in columns
    rows = ask(project / publish.DRAFT, "select run_id, outcome, git_commit from ops.run_history order by started_at")
    assert rows[0] == ("old", "published", None)
    assert rows[1][1] == "running"
