"""The synthetic nation, the answers that its marts give, and reading facts from a folder instead of from seeds/."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from conftest import PROJECT, copy_built, run, shared
from test_lookup import follow

from kewei.publish import BUILD
from kewei.site.site import write_site
from tests.nation import answers, benchmark
from tests.nation import generate as nation
from tests.project import MARTS
from tests.shared import build_nation

# The log of all debug messages takes a tenth of a run.
DBT = ("dbt.cli.main", "--no-use-colors", "--log-level-file", "none", "--no-populate-cache")
# These need the history and on the documents' texts, which a folder of facts does not have.
ONLY_OF_SEEDS = {"rpt_changes", "fct_evidence"}

# Only of curated facts a second reader says what their targets ask for: the row, its kind and its claim.
READ_TWICE = ["rpt_capture: 3 rows only left, 0 only right"]
# What reads a location.
LOCATED = ("stg_documents", "stg_districts", "stg_facts", "stg_numerals")


def dbt(project: Path, *arguments: str, location: Path | str = "", form: str = "") -> subprocess.CompletedProcess:
    """Run dbt with FACTS_LOCATION and FACTS_FORMAT as given."""
    return run(project, *DBT, *arguments, FACTS_LOCATION=str(location), FACTS_FORMAT=form)


def kept(project: Path, name: str, result: subprocess.CompletedProcess) -> Path:
    """A copy of what dbt has just built, because its next run writes over it."""
    assert result.returncode == 0, result.stdout[-6000:] + result.stderr
    return Path(shutil.copy(project / MARTS, project / f"{name}.duckdb"))


def rows(folder: Path) -> dict[str, list[str]]:
    """Every row of every table of a nation, as text and in order."""
    tables = {path.parent for path in folder.rglob("*.parquet")}
    with duckdb.connect() as connection:
        return {
            str(table.relative_to(folder)): [
                row[0]
                for row in connection.execute(
                    f"select cast(to_json(t) as varchar) as line from '{table}/*.parquet' as t order by line"
                ).fetchall()
            ]
            for table in tables
        }


def differences(left: Path, right: Path) -> list[str]:
    """What is not equal between the marts of two databases, value for value; fails if there is nothing to compare."""
    with duckdb.connect() as connection:
        columns = {}
        for side, path in (("a", left), ("b", right)):
            connection.execute(f"attach '{path}' as {side} (read_only)")
            columns[side] = dict(
                connection.execute(
                    """
                    select table_name, list(column_name || ' ' || data_type order by column_index)
                    from duckdb_columns() where database_name = ? and schema_name = 'marts' group by table_name
                    """,
                    [side],
                ).fetchall()
            )
        names = sorted((columns["a"].keys() | columns["b"].keys()) - ONLY_OF_SEEDS)
        assert len(names) >= 14
        found = [f"columns of {name}" for name in names if columns["a"].get(name) != columns["b"].get(name)]
        for name in names if not found else ():
            a, b = f"a.marts.{name}", f"b.marts.{name}"
            lost, gained, all_rows = connection.execute(
                f"""
                select
                    (select count(*) from (from {a} except all from {b})),
                    (select count(*) from (from {b} except all from {a})),
                    (select count(*) from {a})
                """
            ).fetchone()
            # Tasks are of the documents that people curate.
            assert all_rows > 0 or name == "fct_tasks", f"{name} is empty"
            if lost or gained:
                found.append(f"{name}: {lost} rows only left, {gained} only right")
        return found


@pytest.fixture(scope="module")
def nation_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with a nation of 10^4 figures that `kewei build` has built and published."""
    return shared(tmp_path_factory, "nation", build_nation)


@pytest.fixture(scope="module")
def folder(nation_project: Path) -> Path:
    """The nation."""
    return nation_project / "nation"


@pytest.fixture(scope="module")
def built(nation_project: Path) -> Path:
    """The database with the marts of the nation."""
    return nation_project / MARTS


@pytest.fixture(scope="module")
def project(nation_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of it for all other builds of this file."""
    return copy_built(nation_project, tmp_path_factory.mktemp("nation_project") / "project")


@pytest.fixture(scope="module")
def seeds_built(project: Path) -> Path:
    """The database that dbt makes of the five curated documents; the seeds are loaded by then."""
    return kept(project, "seeds", dbt(project, "run", "--exclude", "rpt_changes"))


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five curated documents as files that facts_location reads."""
    folder = tmp_path_factory.mktemp("curated")
    with duckdb.connect() as connection:
        for table in ("facts", "numerals", "documents", "districts"):
            rows = f"from read_csv('{PROJECT}/seeds/{table}.csv', all_varchar = true)"
            nation.write(connection, rows, folder / table / "part-0000.parquet")
    return folder


def test_pages_of_a_district_of_a_nation_stay_small(built: Path, tmp_path: Path) -> None:
    """Of too many figures the newest have panels, the others lead to their places; every link leads somewhere."""
    database = Path(shutil.copy(built, tmp_path))
    with duckdb.connect(str(database)) as connection:
        # All that the pages need of publishing.
        connection.execute(
            "create or replace table ops.run_history as select true as published, timestamp '2026-01-01' as ended_at"
        )
    found = write_site(database, tmp_path / "site", ("310107",))
    assert found["bytes"] <= 8_000_000
    assert found["largest"] <= 200_000
    assert follow(tmp_path / "site") > 10_000
    with duckdb.connect(str(built), read_only=True) as connection:
        [(figures,)] = connection.execute(
            "select count(*) from marts.fct_observations inner join marts.dim_documents using (document_id) "
            "where dim_documents.district_code = '310107'"
        ).fetchall()
    texts = [path.read_text(encoding="utf-8") for path in (tmp_path / "site/zh/indicators").glob("*.html")]
    panels = sum(text.count('<aside class="panel" id="') for text in texts)
    assert 300 < panels < figures
    # The pages say what they leave out.
    assert any(f"共{count}条，这里列出最近印发的" in text for text in texts for count in range(2, 100))


def test_equal_seeds_give_equal_nations_and_another_seed_another(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        nation.generate(tmp_path / name, 3_000, seed)
    a, b, c = (rows(tmp_path / name) for name in "abc")
    assert a == b
    assert len(a) == 9
    assert {table for table in a if a[table] == c[table]} == {"districts"}


def test_a_nation_of_more_than_one_batch_is_the_same_nation(tmp_path: Path, monkeypatch) -> None:
    nation.generate(tmp_path / "one", 20_000)
    monkeypatch.setattr(nation, "CITIES_PER_BATCH", 1)
    nation.generate(tmp_path / "two", 20_000)
    assert len(list((tmp_path / "two/facts").iterdir())) == 2
    one, two = rows(tmp_path / "one"), rows(tmp_path / "two")
    # Totals are kept by batch.
    assert {table for table in one if one[table] != two[table]} == {"answers/totals"}


@pytest.mark.parametrize("figures", [1, 10_000])
def test_there_are_two_districts_at_least(tmp_path: Path, figures: int) -> None:
    nation.generate(tmp_path, figures)
    with duckdb.connect() as connection:
        found = dict(
            connection.execute(f"select district, district_code from '{tmp_path}/districts/*.parquet'").fetchall()
        )
    assert found["普陀"] == "310107"
    assert found["闵行"] == "310112"
    assert len(found) == nation.districts_for(figures)


def test_districts_of_the_largest_nation_have_names_and_codes_of_their_own_and_no_numeral() -> None:
    districts = nation.districts_for(nation.MOST_FIGURES)
    with duckdb.connect() as connection:
        nation.remember(connection, districts=districts, districts_per_city=nation.DISTRICTS_PER_CITY)
        connection.execute(nation.read(nation.SQL / "districts.sql"))
        assert connection.execute(
            """
            select count(*), count(distinct district), count(distinct district_code), max(length(district_code)),
                count_if(regexp_matches(district, '[0-9０-９〇零一二三四五六七八九十百千万亿兆两双半廿卅]'))
            from districts
            """
        ).fetchone() == (districts, districts, districts, 6, 0)


# What 10^4 figures must hold at least, so that no rule of the marts goes untried.
LEAST = {
    "select bound, count(*) from marts.fct_observations group by bound": {
        "exact": 4000,
        "rounded": 1500,
        "greater_than": 500,
        "at_least": 400,
        "less_than": 100,
        "approximate": 60,
        "range": 80,
    },
    "select kind || ' ' || measure, count(*) from marts.fct_observations group by all": {
        "actual level": 6000,
        "actual change_pct": 400,
        "actual change_abs": 30,
        "actual rank": 100,
        "actual attainment_pct": 80,
        "expected level": 50,
        "target level": 1000,
        "target change_pct": 60,
    },
    "select target_kind || if(is_implied, ' implied', ''), count(*) from marts.fct_target_attainment group by all": {
        "level": 900,
        "level implied": 80,
        "range": 80,
        "share": 60,
        "growth_rate": 60,
    },
    "select verdict, count(*) from marts.fct_target_attainment group by all": {
        "met": 60,
        "exceeded": 100,
        "not_met": 100,
        "indeterminate": 30,
        "no_actual": 500,
        "not_comparable": 50,
        "not_due": 20,
    },
    "select kind, count(*) from marts.rpt_discrepancies group by all": {
        "contradictory_qualifiers": 4,
        "growth_mismatch": 3,
        "rival_figures": 10,
        "unit_not_printed": 5,
    },
    "select disposition, count(*) from marts.fct_numerals group by all": {
        "figure": 10000,
        "date": 3000,
        "heading": 3000,
        "name": 2000,
        "plan_period": 500,
        "idiom": 1500,
    },
    "select case when repeat_of is not null then 'repeat' when conflicts_with is not null then 'rival' end, count(*) "
    "from marts.fct_observations group by all": {"repeat": 200, "rival": 10},
    "select area_code, count(*) from marts.fct_observations group by all": {"310000": 80, "310107-CIIP": 80},
    "select strength, count(*) from marts.fct_target_attainment group by all": {
        "binding": 200,
        "planned": 500,
        "stretch": 200,
    },
}


@pytest.mark.parametrize("query", LEAST)
def test_everything_that_documents_print_occurs(built: Path, query: str) -> None:
    with duckdb.connect(str(built), read_only=True) as connection:
        found = dict(connection.execute(query).fetchall())
    assert {kind: found.get(kind, 0) for kind, least in LEAST[query].items() if found.get(kind, 0) < least} == {}


def test_all_answers_agree(built: Path, folder: Path) -> None:
    outcomes = answers.check(built, folder)
    assert len(outcomes) == len(answers.CHECKS) + len(answers.COUNTS)
    assert [outcome for outcome in outcomes if outcome.differing or not outcome.rows] == []


# A figure that is in the key once, and a wrong rate between levels that a check may look at.
ONE_FIGURE = "(document_id, char_start) = (select min((document_id, char_start)) from key where value > 0)"
ONE_WRONG_RATE = """
    (district_code, indicator_code, year) in (
        select (later.district_code, later.indicator_code, later.year)
        from '{folder}/answers/levels/*.parquet' as later
        inner join '{folder}/answers/levels/*.parquet' as earlier
            on later.d = earlier.d and later.i = earlier.i and later.year = earlier.year + 1
        inner join key on later.d = key.d and later.i = key.i and later.year = key.year and key.is_wrong
        where later.is_plain and earlier.is_plain
        order by all limit 1)
"""


@pytest.mark.parametrize(
    ("table", "change", "check"),
    [
        ("observations", f"update key set value = value + 1 where {ONE_FIGURE}", "value, interval, bound"),
        ("observations", f"delete from key where {ONE_FIGURE}", "value, interval, bound"),
        ("rates", f"update key set is_wrong = false where {ONE_WRONG_RATE}", "printed rates that contradict"),
        (
            "totals",
            "update key set number = number - 1 where name = 'contradictory_qualifiers'",
            "number of contradictory qualifiers",
        ),
    ],
    ids=["a_value_changed", "a_row_removed", "a_wrong_rate_removed", "a_contradiction_removed"],
)
def test_a_wrong_answer_key_is_reported(
    built: Path, folder: Path, tmp_path: Path, table: str, change: str, check: str
) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(folder, broken)
    file = broken / "answers" / table / "part-0000.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"create table key as from '{file}'")
        assert connection.execute(change.format(folder=folder)).fetchone() == (1,)
        nation.write(connection, "from key", file)
    seen = [(outcome.name, outcome.differing) for outcome in answers.check(built, broken) if outcome.differing]
    assert len(seen) == 1
    assert seen[0][0].startswith(check)
    assert seen[0][1] == 1


def staged(database: Path) -> dict[str, list[tuple]]:
    """Every row of what staging makes of a location, in order."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return {model: connection.execute(f"from staging.{model} order by all").fetchall() for model in LOCATED}


def test_csv_files_are_staged_as_parquet_is(project: Path, nation_project: Path, folder: Path, tmp_path: Path) -> None:
    location = tmp_path / "it's"
    with duckdb.connect() as connection:
        for table in ("facts", "numerals", "documents", "districts"):
            (location / table).mkdir(parents=True)
            file = str(location / table / "part-0000.csv").replace("'", "''")
            connection.execute(f"copy (from '{folder}/{table}/*.parquet') to '{file}' (format csv, header)")
    result = dbt(project, "run", "--select", *LOCATED, location=location, form="csv")
    assert result.returncode == 0, result.stdout[-6000:] + result.stderr
    parquet = staged(nation_project / BUILD)
    assert min(map(len, parquet.values())) > 0
    assert staged(project / BUILD) == parquet


def test_the_marts_of_a_location_are_published(nation_project: Path, built: Path) -> None:
    assert differences(built, nation_project / "warehouse.duckdb") == []


def test_the_curated_documents_in_a_folder_give_the_same_marts(project: Path, seeds_built: Path, curated: Path) -> None:
    result = dbt(project, "run", location=curated)
    assert differences(seeds_built, kept(project, "curated", result)) == READ_TWICE


def test_the_var_gives_the_same_rows_and_wins_over_the_environment(
    project: Path, nation_project: Path, curated: Path, folder: Path
) -> None:
    # A parse with other vars would make the next run of the other tests parse again.
    apart = ["--vars", f"{{facts_location: {folder}, facts_format: parquet}}", "--target-path", "target/var"]
    result = dbt(project, "run", "--select", *LOCATED, *apart, location=curated, form="csv")
    assert result.returncode == 0, result.stdout[-6000:] + result.stderr
    assert staged(project / BUILD) == staged(nation_project / BUILD)


def test_marts_that_differ_are_distinguished(built: Path, tmp_path: Path) -> None:
    changed = Path(shutil.copy(built, tmp_path / "changed.duckdb"))
    with duckdb.connect(str(changed)) as connection:
        connection.execute(
            "delete from marts.fct_growth where rowid = 7; update marts.dim_areas set area = '?' where rowid = 0"
        )
    assert differences(built, changed) == [
        "dim_areas: 1 rows only left, 1 only right",
        "fct_growth: 1 rows only left, 0 only right",
    ]


def test_another_format_stops_dbt(project: Path, folder: Path) -> None:
    result = dbt(project, "parse", location=folder, form="json")
    assert result.returncode == 2
    assert "facts_format: found 'json', expected parquet or csv. Correct the var or FACTS_FORMAT." in result.stdout


def test_facts_of_a_document_that_is_not_listed_fail(project: Path, curated: Path, tmp_path: Path) -> None:
    location = tmp_path / "location"
    shutil.copytree(curated, location)
    with duckdb.connect() as connection:
        nation.write(
            connection,
            f"select * replace ('unlisted' as document_id) from '{curated}/facts/*.parquet' limit 1",
            location / "facts/part-0001.parquet",
        )
    test = ["build", "--select", "+cells_are_valid", "--indirect-selection", "empty"]
    result = dbt(project, *test, location=location)
    assert result.returncode == 1, result.stdout[-3000:]
    assert "FAIL 1 cells_are_valid" in result.stdout


def nation_command(*arguments: str) -> subprocess.CompletedProcess:
    """Run the generator as a command."""
    command = [sys.executable, "-m", "tests.nation.generate", *arguments]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=60)


def one_line(result: subprocess.CompletedProcess) -> str:
    """What a command that could not go on said, which is one line."""
    assert result.returncode == 2, result.stdout + result.stderr
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1, result.stderr
    return result.stderr.strip()


@pytest.mark.parametrize("scale", ["0", "-5", "1.5", "1e5", "many", "30000001", "１００", ""])
def test_a_scale_that_is_no_number_writes_nothing(tmp_path: Path, scale: str) -> None:
    message = one_line(nation_command("--", scale, str(tmp_path / "nation")))
    assert message == f"nation: SCALE: found '{scale}', expected a whole number from 1 to 30000000."
    assert list(tmp_path.iterdir()) == []


def test_other_files_are_not_deleted(tmp_path: Path) -> None:
    (tmp_path / "build.duckdb").touch()
    assert nation_command("3000", str(tmp_path)).returncode == 0
    # Again, over the older nation.
    assert nation_command("3000", str(tmp_path)).returncode == 0
    assert (tmp_path / "build.duckdb").exists()
    (tmp_path / "facts/mine.csv").touch()
    message = one_line(nation_command("3000", str(tmp_path)))
    assert (
        message == f"nation: found {tmp_path}/facts/mine.csv, expected nothing but an older nation. "
        "Choose another folder."
    )
    assert len(list(tmp_path.rglob("*.parquet"))) == 9


def test_a_folder_that_cannot_be_written_is_reported_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "Not a directory" in one_line(nation_command("3000", str(tmp_path / "file/nation")))


def test_a_full_disk_is_reported_in_one_line_and_leaves_no_half_nation(tmp_path: Path) -> None:
    # A limit on the size of a file fails as a full disk does, without one.
    limited = f"ulimit -f 64; exec '{sys.executable}' -m tests.nation.generate 10000 '{tmp_path}/nation'"
    result = subprocess.run(["bash", "-c", limited], cwd=PROJECT, capture_output=True, text=True, timeout=60)
    assert "File too large" in one_line(result)
    assert list(tmp_path.rglob("*.parquet")) == []


def test_make_nation_says_what_to_do_next(project: Path) -> None:
    # What runs the tests is set up; make need not look at it.
    make = ["make", "--no-print-directory", "nation", f"VENV={sys.prefix}", "-o", f"{sys.prefix}/.build"]
    environment = {**os.environ, "MAKEFLAGS": ""}
    kinds = {"cwd": project, "env": environment, "capture_output": True, "text": True, "timeout": 60}
    bad = subprocess.run([*make, "SCALE=12x"], **kinds)
    assert bad.returncode == 2
    assert "SCALE: found '12x'" in bad.stderr
    assert not (project / "target/nation").exists()
    good = subprocess.run([*make, "SCALE=3000", "SEED=5"], **kinds)
    assert good.returncode == 0, good.stderr
    assert "2 districts" in good.stdout
    assert "FACTS_LOCATION=target/nation/3000 make build" in good.stdout
    assert (project / "target/nation/3000/facts/part-0000.parquet").exists()


def test_the_project_without_work_has_the_nodes_of_the_real_one(project: Path, tmp_path: Path) -> None:
    manifest = project / "target/manifest.json"
    numbers = benchmark.write_nothing(manifest, tmp_path / "nothing")
    benchmark.Build("nothing", tmp_path / "nothing").dbt("parse")
    true, nothing = (
        sorted(
            (node["resource_type"], len([one for one in node["depends_on"].get("nodes", []) if "macro" not in one]))
            for node in json.loads(path.read_text(encoding="utf-8"))["nodes"].values()
            if node["resource_type"] in benchmark.NODES
        )
        for path in (manifest, tmp_path / "nothing/target/manifest.json")
    )
    assert nothing == true
    assert sum(int(number) for number in re.findall("[0-9]+", numbers)) == len(true) > 100


def test_a_process_is_measured_whole_and_a_failure_stops_the_benchmark(tmp_path: Path) -> None:
    (tmp_path / "work.py").write_text(
        "import os, time; block = bytearray(200_000_000); time.sleep(0.3); print(os.environ.get('FACTS_LOCATION'))"
    )
    measured = benchmark.timed(tmp_path, "work")
    assert measured["output"] == "None\n"
    assert measured["seconds"] >= 0.3
    assert measured["peak"] >= 190
    (tmp_path / "fail.py").write_text("raise SystemExit('it broke')")
    with pytest.raises(RuntimeError, match="it broke"):
        benchmark.timed(tmp_path, "fail")
