"""Plain dbt is the way in: in a fresh clone with nothing set, from elsewhere, on a target of its own, in any zone."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from conftest import copy_built, dbt, run

from tests.project import copy_project, count


@pytest.fixture
def project(built_project: Path, tmp_path: Path) -> Path:
    """A project with finished drafts and a published file, in a folder with an apostrophe and brackets in its name."""
    return copy_built(built_project, tmp_path / "it's a [copied] project")


def digest(project: Path) -> dict[str, bytes]:
    """The published file and the drafts it is made from."""
    names = ("warehouse.duckdb", "draft/warehouse.duckdb", "draft/build.duckdb")
    return {name: (project / name).read_bytes() for name in names}


def test_seed_run_and_test_work_one_after_the_other_in_a_fresh_clone(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    for command in ("seed", "run", "test"):
        left_out = ["--exclude-resource-type", "unit_test"] if command == "test" else []
        result = dbt(project, command, *left_out, KEWEI_DRAFT=None)
        assert result.returncode == 0, result.stdout[-3000:]
    # What was made only so that rpt_changes could be built is no history.
    built = dbt(project, "build", "--select", "figures_history", KEWEI_DRAFT=None)
    assert "snapshots.figures_history begins today." in built.stdout
    with duckdb.connect(str(project / "draft/warehouse.duckdb"), read_only=True) as connection:
        found = connection.execute("select count(*) from snapshots.figures_history").fetchall()
    assert found == [(count("facts"),)]


def test_figures_published_under_other_ids_go_on(project: Path) -> None:
    # Ids had a number for each meaning at a place, which depended on its neighbours.
    with duckdb.connect(str(project / "warehouse.duckdb")) as connection:
        connection.execute(
            "update snapshots.figures_history as states set observation_id = old.id from (select rowid as row_number, "
            "concat(document_id, '-', lpad(char_start::varchar, 5, '0'), '-', row_number() over (partition by "
            "document_id, char_start order by indicator_code, area_code, measure)) as id "
            "from snapshots.figures_history) as old "
            "where states.rowid = old.row_number"
        )
        # One was removed, and the other meaning of its place took its id.
        connection.execute(
            "insert into snapshots.figures_history by name select * replace (observation_id || '9' as observation_id, "
            "'True' as dbt_is_deleted) from snapshots.figures_history where observation_id like '%-2' limit 1"
        )
    result = dbt(project, "build", "--select", "path:snapshots", "path:models/intermediate/history", "rpt_changes")
    assert result.returncode == 0, result.stdout[-3000:]
    with duckdb.connect(str(project / "draft/warehouse.duckdb"), read_only=True) as connection:
        found = connection.execute(
            "select count(*), count(distinct figures.observation_id), (select count(*) from marts.rpt_changes) "
            "from snapshots.figures_history as history left join marts.fct_observations as figures "
            "using (observation_id)"
        ).fetchall()
    assert found == [(count("facts") + 1, count("facts"), 0)]


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ("{as_off: 2025-12-31}", "found as_off, expected one of as_of"),
        ("{as_of: '2025-02-30'}", "found as_of 2025-02-30, expected a date"),
        ("{as_of: 2025}", "found as_of 2025, expected a date"),
    ],
)
def test_variables_that_mean_nothing_are_refused(tmp_path: Path, variables: str, words: str) -> None:
    project = copy_project(tmp_path / "project")
    # Variables make dbt parse everything again, and it refuses them before any node.
    for folder in ("models", "snapshots", "tests", "seeds/second_reading"):
        shutil.rmtree(project / folder)
    for path in project.glob("seeds/*.*"):
        if path.name != "districts.csv":
            path.unlink()
    # Settings of what is gone are settings of nothing.
    result = dbt(project, "--warn-error-options", "{}", "seed", "--vars", variables)
    assert result.returncode != 0
    assert words in result.stdout


# From fewer rows DuckDB would guess which quotes the cells have.
GUESSED_FROM = 20_480


def test_cells_keep_their_apostrophes_and_quotes_after_any_number_of_rows(project: Path) -> None:
    path = project / "seeds/units.csv"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if '"' not in line]
    lines[-1] = lines[-1].rsplit(",", 1)[0] + ",'quoted'"
    lines += ["件,件,1,count,things"] * GUESSED_FROM + ['件,件,1,count,"one, two ""three"""']
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    result = dbt(project, "seed", "--select", "units")
    assert result.returncode == 0, result.stdout
    with duckdb.connect(str(project / "draft/build.duckdb"), read_only=True) as connection:
        found = connection.execute("select distinct unit_en from seeds.units where unit_en similar to '.*[, ''].*'")
        found = {cell for (cell,) in found.fetchall()}
    assert {"'quoted'", 'one, two "three"'} <= found


def test_a_quote_after_many_rows_of_a_location_is_read(project: Path) -> None:
    folder = project / "it's"
    folder.mkdir()
    rows = ["code,words", "a,'quoted'", *["b,plain"] * GUESSED_FROM, 'c,"one, two"']
    (folder / "x.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    relation = f'{{{{ duckdb_csv("{folder}/x.csv") }}}}'
    query = f"select count(*) || ': ' || max(words) as found from {relation} where code <> 'b'"
    result = dbt(project, "show", "--inline", query)
    assert "2: one, two" in result.stdout, result.stdout


def test_debug_passes(project: Path) -> None:
    result = dbt(project, "debug")
    assert result.returncode == 0, result.stdout


def test_dbt_runs_from_elsewhere_and_with_profiles_elsewhere(project: Path, tmp_path: Path) -> None:
    before = digest(project)
    profiles = tmp_path / "profiles"
    (profiles / "draft").mkdir(parents=True)
    shutil.copy(project / "profiles.yml", profiles)
    for folder in (project, profiles):
        command = [
            "build",
            "--select",
            "districts",
            "--exclude-resource-type",
            "test",
            "--project-dir",
            str(project),
            "--profiles-dir",
            str(folder),
        ]
        result = run(tmp_path, "dbt.cli.main", *command, KEWEI_DRAFT=None)
        assert result.returncode == 0, result.stdout
        assert f"snapshots.figures_history continues with {count('facts')} rows of warehouse.duckdb." in result.stdout
    assert digest(project)["draft/build.duckdb"] != before["draft/build.duckdb"]
    assert digest(project)["warehouse.duckdb"] == before["warehouse.duckdb"]
    assert (profiles / "draft/warehouse.duckdb").is_file()


def test_state_modified_with_nothing_modified_selects_nothing(project: Path) -> None:
    shutil.copytree(project / "target", project / "state")
    result = dbt(project, "ls", "--quiet", "--select", "state:modified", "--state", "state")
    assert result.returncode == 0, result.stdout
    assert result.stdout.strip() == ""


def test_the_dev_target_touches_nothing_that_is_published(project: Path) -> None:
    before = digest(project)
    # One of each kind that is published, with what it is made from: a mart, a view and a history.
    selected = ["--select", "+dim_areas", "view_start_here", "+catalogue_history"]
    left_out = ["--exclude-resource-type", "test", "unit_test"]
    # dbt parses for one target at a time.
    apart = ["--target", "dev", "--target-path", "target/dev"]
    result = dbt(project, "build", *apart, "--empty", *selected, *left_out)
    assert result.returncode == 0, result.stdout[-3000:]
    assert digest(project) == before
    # Nor does an empty run on the target that is published reach the file itself.
    assert dbt(project, "run", "--empty", "--select", "dim_areas").returncode == 0
    assert digest(project)["warehouse.duckdb"] == before["warehouse.duckdb"]


def test_times_are_utc_in_any_zone(project: Path) -> None:
    (project / "warehouse.duckdb").unlink()
    result = dbt(project, "snapshot", TZ="Pacific/Kiritimati")
    assert result.returncode == 0, result.stdout
    with duckdb.connect(str(project / "draft/warehouse.duckdb"), read_only=True) as connection:
        times = connection.execute(
            "select min(dbt_valid_from), max(dbt_valid_from), "
            "(select started_at from ops.run_history where outcome = 'running') from snapshots.catalogue_history"
        ).fetchall()
    now = datetime.now(UTC).replace(tzinfo=None)
    # The zone is 14 hours ahead, and no snapshot takes half of that.
    assert all(abs(now - time) < timedelta(hours=7) for time in times[0])


def test_documents_that_are_partly_missing_are_a_warning(project: Path, documents: str, tmp_path: Path) -> None:
    texts = tmp_path / "it's [the] texts"
    shutil.copytree(documents, texts)
    sorted(texts.glob("*.txt"))[0].unlink()
    selected = ["--select", "stg_document_texts", "texts_are_available", "texts_are_as_listed"]
    result = dbt(project, "build", *selected, "--indirect-selection", "empty", documents=str(texts))
    assert result.returncode == 0, result.stdout
    assert "WARN 1 texts_are_available" in result.stdout
