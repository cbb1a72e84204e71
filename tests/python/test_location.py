"""Rebuilding only what changed below facts_location: the marts of a full build, or a full build where it must be."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import pytest
from conftest import PROJECT, copy_project, run
from test_nation import differences

from benchmarks import nation
from kewei import location


def build(project: Path, *arguments: str) -> subprocess.CompletedProcess:
    """`kewei build` with the facts of the nation in the project."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FACTS_LOCATION", "nation")
        result = run(project, "kewei", "build", *arguments)
    assert result.returncode == 0, result.stdout + result.stderr
    return result


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that has published a nation of seven cities."""
    project = copy_project(tmp_path_factory.mktemp("location") / "project")
    nation.generate(project / "nation", 90_000)
    assert "dbt build: nothing has been published yet" in build(project).stdout
    return project


@pytest.fixture
def project(published: Path, tmp_path: Path) -> Path:
    """A copy of it, to change."""
    return shutil.copytree(published, tmp_path / "project")


def rewrite(project: Path, table: str, query: str) -> None:
    """Replace the rows of the first file of a table by a query over them, which it finds as `rows`."""
    path = project / f"nation/{table}/part-0000.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"create table rows as from '{path}'")
        connection.execute(f"copy ({query}) to '{path}' (format parquet)")


def plan(project: Path) -> location.Plan:
    """What would be rebuilt, with the code and settings of the published file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FACTS_LOCATION", "nation")
        patch.chdir(project)
        with duckdb.connect("warehouse.duckdb", read_only=True) as connection:
            settings = connection.execute(
                "select settings_fingerprint from ops.run_history where published order by started_at desc limit 1"
            ).fetchone()[0]
        return location.plan(project, settings)


def test_an_incremental_build_equals_a_full_one(project: Path) -> None:
    # One document prints other ranks, one of its neighbours is gone, and one of another city was issued later than all.
    rewrite(
        project,
        "facts",
        "select * replace (case when document_id = 'd130102_2019_summary' and measure = 'rank' and figure like '第_' "
        "then '第5' else figure end as figure) from rows where document_id <> 'd130103_2020_plan'",
    )
    rewrite(
        project,
        "numerals",
        "select rows.* replace (case when facts.figure is not null then '5' else numeral end as numeral) from rows "
        "left join 'nation/facts/part-0000.parquet' as facts on rows.document_id = facts.document_id and "
        "rows.char_start = facts.char_start and facts.document_id = 'd130102_2019_summary' and facts.figure = '第5' "
        "where rows.document_id <> 'd130103_2020_plan'".replace("'nation/", f"'{project}/nation/"),
    )
    rewrite(
        project,
        "documents",
        f"""
        select rows.* replace (sums.checksum as numerals_sha256,
            case document_id when 'd150104_2024_summary' then '2025-05-05' else issued_on end as issued_on)
        from rows inner join (
            select document_id, sha256(string_agg(lpad(char_start, 8, '0') || ' ' || numeral, ', '
                order by lpad(char_start, 8, '0') || ' ' || numeral)) as checksum
            from '{project}/nation/numerals/part-0000.parquet' group by document_id) as sums using (document_id)
        where document_id <> 'd130103_2020_plan'
        """,
    )
    before = shutil.copy(project / "warehouse.duckdb", project / "before.duckdb")

    told = build(project).stdout
    assert "3 documents changed, so 2 cities are rebuilt" in told
    changed = shutil.copy(project / "warehouse.duckdb", project / "changed.duckdb")
    build(project, "--force")

    assert differences(Path(changed), project / "warehouse.duckdb") == []
    assert differences(Path(before), Path(changed)) != []
    with duckdb.connect(changed, read_only=True) as connection:
        assert connection.execute("select distinct as_of_date from marts.fct_target_attainment").fetchall() == [
            (date(2025, 5, 5),)
        ]
        dead = "select count(*) from marts.fct_observations where document_id = 'd130103_2020_plan'"
        assert connection.execute(dead).fetchone() == (0,)


def test_nothing_changed_is_found_out_and_a_touched_file_rebuilds_no_city(project: Path) -> None:
    assert "Nothing has changed" in build(project).stdout
    rewrite(project, "facts", "from rows")
    told = build(project).stdout
    assert "0 documents changed, so 0 cities are rebuilt" in told
    assert "Nothing has changed" in build(project).stdout


FULL: dict[str, tuple[str, str, str]] = {
    "the list of districts changed": (
        "districts",
        "select * replace (district || '新' as district, full_name || '新' as full_name) from rows",
        "the list of districts changed",
    ),
    "another year has ended": (
        "documents",
        "select * replace (case document_id when 'd130102_2024_plan' then '2026-01-05' else issued_on end "
        "as issued_on) from rows",
        "the year 2025 has ended since",
    ),
    "most cities changed": ("documents", "select * replace ('x' as url) from rows", "cities changed"),
    "a document of no district": (
        "facts",
        "from rows union all select * replace ('stray' as document_id) from rows where char_start = '62'",
        "a document stands in no district",
    ),
}


@pytest.mark.parametrize("case", FULL)
def test_everything_is_rebuilt_where_more_than_a_city_may_change(project: Path, case: str) -> None:
    table, query, reason = FULL[case]
    rewrite(project, table, query)
    found = plan(project)
    assert found.cities is None
    assert reason in found.reason


@pytest.mark.parametrize(
    ("table", "query"),
    [
        ("facts", "select * replace (case when document_id = '{}' then '9家' else figure end as figure) from rows"),
        ("facts", "from rows where document_id <> '{}'"),
        ("numerals", "select * replace (case when document_id = '{}' then '9' else numeral end as numeral) from rows"),
        ("documents", "select * replace (case when document_id = '{}' then 'x' else url end as url) from rows"),
    ],
)
def test_any_change_of_a_document_is_seen_and_leads_to_its_city(project: Path, table: str, query: str) -> None:
    rewrite(project, table, query.format("d130102_2019_summary"))
    found = plan(project)
    assert found.cities == ("130100",), found
    assert found.documents == 1


def test_a_file_that_cannot_be_built_upon_is_built_anew(project: Path) -> None:
    (project / "warehouse.duckdb").write_bytes(b"no database")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FACTS_LOCATION", "nation")
        patch.chdir(project)
        found = location.plan(project, "any")
    assert found.cities is None
    assert "cannot be built upon" in found.reason


@pytest.mark.parametrize("client", ["1.3", "1.5"])
def test_older_clients_open_a_file_whose_rows_were_replaced(project: Path, client: str) -> None:
    folder = PROJECT / ".venv/clients" / client
    if not folder.is_dir():
        pytest.skip(f"DuckDB {client} is not installed; `make test` installs it")
    rewrite(project, "facts", "from rows order by char_start")
    build(project)
    code = (
        "import duckdb; print(duckdb.__version__, duckdb.connect('warehouse.duckdb', read_only=True)"
        ".execute('select count(*) from marts.fct_growth').fetchone()[0])"
    )
    command = [sys.executable, "-c", code]
    answer = subprocess.run(command, cwd=project, env={"PYTHONPATH": str(folder)}, capture_output=True, text=True)
    version, rows = answer.stdout.split()
    assert version.startswith(client), answer.stderr
    assert int(rows) > 0
