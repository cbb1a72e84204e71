"""`kewei exports` and what `kewei query` writes. Other people's libraries read the exports in tests/exports."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
import subprocess
import tomllib
import zipfile
from pathlib import Path

import duckdb
import pytest
import yaml
from conftest import PROJECT, copy_built, environment, run

from kewei.export import exports, sdmx
from kewei.problem import FailedError

READERS = PROJECT / ".venv/exports/bin/python"
# A table with every kind of value, both ways of being referred to, and texts that formats stumble over.
MADE_UP = (
    """
    create table marts.fct_made_up (
        made_up_id integer primary key,
        parent_id integer references marts.fct_made_up (made_up_id),
        district_code varchar references marts.dim_districts (district_code),
        area_code varchar not null references marts.dim_areas (area_code),
        entry varchar,
        amount decimal(38, 6),
        whole decimal(9, 0),
        share double,
        is_true boolean not null,
        day date,
        moment timestamp
    )
    """,
    "comment on column marts.fct_made_up.amount is 'An amount | 金额'",
    """
    insert into marts.fct_made_up values
        (1, null, '310107', '310000', '=1+1', 0.5, 100, 0.25, true, '2023-12-31', '2023-12-31 23:59:59.123456'),
        (4, null, null, '310000', null, null, null, null, false, null, null)
    """,
    """
    insert into marts.fct_made_up values
        (2, 1, null, '310000', '@SUM(A1)', 12345678901234567890.123456, 0, -1.5, false, null, null),
        (3, 1, '310112', '310000', '007', -13191000000, null, null, true, '2024-02-29', '2024-02-29 00:00:00'),
        (5, 4, null, '310000', 'a, "b" | <i>', 0, 7, 1e20, false, null, null),
        (6, 4, null, '310000', 'two' || chr(10) || 'lines', 100, 8, 3, true, null, null),
        (7, 4, null, '310000', 'https://data.example/', 0.000001, 9, 4, true, null, null),
        (8, 4, null, '310000', '{=1}', 1, 9, 4, true, null, null),
        (10, 4, null, '310000', '', 1, 9, 4, true, null, null),
        (9, 4, null, '310000', 'NA', 1, 9, 4, true, null, null)
    """,
)


@pytest.fixture(scope="session")
def project(built_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built project whose published file has the made-up table too. No test may change it."""
    copy = copy_built(built_project, tmp_path_factory.mktemp("exports") / "project")
    change(copy, *MADE_UP)
    return copy


@pytest.fixture(scope="session")
def exported(project: Path) -> Path:
    """The folder that `kewei exports` wrote."""
    result = run(project, "kewei", "exports")
    assert result.returncode == 0, result.stdout + result.stderr
    return project / "exports"


def change(project: Path, *statements: str) -> None:
    """Change the published file."""
    with duckdb.connect(str(project / "warehouse.duckdb")) as connection:
        for statement in statements:
            connection.execute(statement)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_libraries_of_others_read_every_format(exported: Path, report_line) -> None:
    assert READERS.is_file(), "make test installs what reads the exports: make .venv/exports/.installed"
    command = [str(READERS), "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", "tests/exports"]
    result = subprocess.run(
        [*command, "-W", "ignore", "tests/exports"],
        cwd=PROJECT,
        env=environment(KEWEI_EXPORTS=str(exported)),
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stdout[-8000:] + result.stderr[-2000:]
    report_line(f"Exports read by other people's libraries: {result.stdout.strip().splitlines()[-1]}")


def test_parquet_and_csv_hold_every_mart_but_the_evidence(project: Path, exported: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"attach '{project / 'warehouse.duckdb'}' as warehouse (read_only)")
        found = "select table_name from duckdb_tables() where schema_name = 'marts' order by all"
        tables = [name for (name,) in connection.execute(found).fetchall()]
        tables.remove("fct_evidence")
        marts = set(tables)
        tables = sorted([*tables, "fct_other_figures", "fct_public_money"])
        assert sorted(path.stem for path in (exported / "csv").iterdir()) == tables
        assert sorted(path.stem for path in (exported / "parquet").iterdir()) == tables
        safe = "select view_name from duckdb_views() where comment like 'Safe for a first query: %' order by all"
        safe = [name for (name,) in connection.execute(safe).fetchall()]
        assert len(safe) == 9
        whole = sorted(f"marts.{name}.{ending}" for name in safe if name in marts for ending in ("csv", "parquet"))
        assert sorted(path.name for path in (exported / "marts").iterdir()) == whole
        files = [(f"main.{name}" if name in safe else f"marts.{name}", "csv", "parquet", name) for name in tables]
        files += [(f"marts.{name}", "marts", "marts", f"marts.{name}") for name in safe if name in marts]
        for source, csv_folder, parquet_folder, table in files:
            mart = f"warehouse.{source}"
            described = connection.execute(f"describe {mart}").fetchall()
            types = {name: kind for name, kind, *_ in described}
            parquet = f"'{exported}/{parquet_folder}/{table}.parquet'"
            options = f"columns = {types}, nullstr = '', allow_quoted_nulls = false, strict_mode = true"
            csv_read = f"read_csv('{exported}/{csv_folder}/{table}.csv', header = true, {options})"
            in_parquet = connection.execute(f"describe from {parquet}").fetchall()
            assert [row[:2] for row in in_parquet] == [row[:2] for row in described]
            for copy in (parquet, csv_read):
                for sql in (f"from {mart} except all from {copy}", f"from {copy} except all from {mart}"):
                    assert connection.execute(sql).fetchall() == [], (table, copy)
            rows = connection.execute(f"from {parquet}").fetchall()
            assert rows == connection.execute(f"from {parquet} order by all").fetchall(), table


def test_no_sentence_of_a_document_is_exported(built_project: Path, exported: Path, documents: str) -> None:
    length = 18
    grams = set()
    for path in Path(documents).glob("*.txt"):
        text = re.sub(r"\s+", "", path.read_text(encoding="utf-8"))
        grams.update(text[place : place + length] for place in range(len(text) - length + 1))
    with (exported / "csv/dim_documents.csv").open(encoding="utf-8", newline="") as handle:
        titles = [row["title"] for row in csv.DictReader(handle)]
    copied = []
    for name, content in contents(exported).items():
        if not name.endswith((".parquet", ".xlsx", ".zip")):  # of these the CSVs hold every text
            for line in content.decode().splitlines():
                for title in titles:
                    line = line.replace(title, "")
                line = re.sub(r"\s+", "", line)
                if any(line[place : place + length] in grams for place in range(len(line) - length + 1)):
                    copied.append(f"{name}: {line[:80]}")
    assert copied == []


def test_equal_marts_are_equal_bytes(project: Path, exported: Path, tmp_path: Path) -> None:
    """Another order of rows, and a file without evidence, change nothing."""
    other = copy_built(project, tmp_path / "project")
    change(
        other,
        "delete from marts.fct_evidence",
        "create temp table kept as from marts.fct_made_up order by made_up_id desc",
        "delete from marts.fct_made_up where parent_id is not null",
        "delete from marts.fct_made_up",
        "insert into marts.fct_made_up from kept where parent_id is null",
        "insert into marts.fct_made_up from kept where parent_id is not null",
    )
    result = run(other, "kewei", "exports", "--out", "taken away")
    assert result.returncode == 0, result.stdout + result.stderr
    assert contents(other / "taken away") == contents(exported)


def test_checksums_and_zip_hold_every_file(exported: Path) -> None:
    files = contents(exported)
    archive = files.pop("kewei.zip")
    assert archive
    lines = files["SHA256SUMS"].decode().splitlines()
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name != "SHA256SUMS"}
    assert dict(reversed(line.split("  ")) for line in lines) == sums
    with zipfile.ZipFile(exported / "kewei.zip") as handle:
        assert {name.removeprefix("kewei/"): handle.read(name) for name in handle.namelist()} == files
    for name in ("README.md", "README.zh-CN.md"):
        text = files[name].decode()
        assert "CC BY 4.0" in text
        assert [path.stem for path in (exported / "csv").iterdir() if f"`{path.stem}`" not in text] == []
    described = json.loads(files["datapackage.json"])
    for resource in described["resources"]:
        assert resource["bytes"] == len(files[resource["path"]])
        assert resource["hash"] == f"sha256:{sums[resource['path']]}"
    [made_up] = [resource["schema"] for resource in described["resources"] if resource["name"] == "fct_made_up"]
    assert made_up["primaryKey"] == ["made_up_id"]
    assert sorted(key["reference"]["resource"] for key in made_up["foreignKeys"]) == ["", "dim_areas", "dim_districts"]


def test_a_failure_leaves_the_last_export(project: Path, exported: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(exported)
    monkeypatch.setitem(sdmx.ROLES, "figure", "print")
    with pytest.raises(FailedError, match=r"marts\.fct_observations has no column print, which the SDMX export needs"):
        exports.export(project, project / "warehouse.duckdb", exported)
    monkeypatch.undo()
    monkeypatch.setattr(exports.metadata, "as_json", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        exports.export(project, project / "warehouse.duckdb", exported)
    assert contents(exported) == before
    assert [path.name for path in project.iterdir() if path.name.endswith(".tmp")] == []


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("alter table marts.rpt_coverage add column sentence_en varchar", "rpt_coverage.sentence_en holds sentences"),
        (
            "alter table marts.rpt_coverage add column parts integer[]",
            "has the type INTEGER[], which the exports cannot",
        ),
        ("update ops.run_history set published = false", "the file does not say when it was published"),
        ("create view marts.more as select 1", "the view more is in warehouse.duckdb"),
    ],
)
def test_what_cannot_be_exported_is_reported_in_one_line(
    project: Path, tmp_path: Path, statement: str, message: str
) -> None:
    shutil.copy(project / "warehouse.duckdb", tmp_path)
    change(tmp_path, statement)
    with pytest.raises((FailedError, duckdb.Error)) as failed:
        exports.export(project, tmp_path / "warehouse.duckdb", tmp_path / "out")
    assert message in str(failed.value)
    assert "\n" not in str(failed.value)
    assert not (tmp_path / "out").exists()


def test_only_files_of_exports_are_replaced(project: Path, exported: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "README.md").write_text("mine", encoding="utf-8")
    result = run(project, "kewei", "exports", "--out", str(mine))
    assert result.returncode == 1
    assert result.stdout == f"Not exported: {mine} holds other files. Name a folder that is empty or does not exist\n"
    assert contents(mine) == {"README.md": b"mine"}
    # Of an earlier export goes what is no longer made, and nothing outside its folder.
    earlier = tmp_path / "earlier"
    shutil.copytree(exported, earlier)
    (earlier / "csv/fct_gone.csv").touch()
    (earlier / "notes.txt").touch()
    with (earlier / "SHA256SUMS").open("a", encoding="utf-8") as handle:
        handle.write("0  csv/fct_gone.csv\n0  ../mine/README.md\n")
    exports.export(project, project / "warehouse.duckdb", earlier)
    assert set(contents(earlier)) == {*contents(exported), "notes.txt"}
    assert (mine / "README.md").is_file()


def test_licence_and_citation_say_the_same_everywhere(exported: Path) -> None:
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    dataset, project = settings["tool"]["kewei"]["dataset"], settings["project"]
    citation = yaml.safe_load((PROJECT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["title"] == dataset["title_en"]
    assert citation["license"] == dataset["licence"]
    assert citation["version"] == project["version"]
    assert citation["keywords"] == dataset["keywords"]
    assert " ".join(citation["abstract"].split()) == " ".join(dataset["description_en"].split())
    holders = [citation["authors"][0]["name"], project["authors"][0]["name"], dataset["publisher"]]
    assert holders == ["Kewei maintainers"] * 3
    assert project["license"] == "MIT"
    for name in project["license-files"]:
        assert "Copyright (c) 2026 Kewei maintainers" in (PROJECT / name).read_text(encoding="utf-8")
    for name in ("croissant.json", "schema_org.json", "csvw.json", "datapackage.json", "dcat.json"):
        assert dataset["licence_url"] in (exported / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("year", "period", "expected"),
    [
        (2019, "year", "2019"),
        (2019, "H2", "2019-S2"),
        (2019, "Q3", "2019-Q3"),
        (2019, "M06", "2019-06"),
        (2019, "E11", "2019-11"),
        (2019, "M01-M11", "2019-01-01/P11M"),
        (2020, "2016-2020", "2016-01-01/P5Y"),
    ],
)
def test_periods_are_written_as_sdmx_writes_them(year: int, period: str, expected: str) -> None:
    assert sdmx.time_period(year, period) == expected


def test_a_period_without_a_form_is_reported() -> None:
    with pytest.raises(FailedError, match="the period W07 of 2019 has no form in SDMX"):
        sdmx.time_period(2019, "W07")


@pytest.mark.parametrize(
    ("unit", "code"), [("元", "CNY"), ("%", "PT"), ("pp", "PP"), ("rank", "RANK"), ("家次", "U5BB6_U6B21")]
)
def test_units_have_latin_codes(unit: str, code: str) -> None:
    assert sdmx.unit_code(unit) == code


def test_the_sql_of_the_manual_runs(exported: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (PROJECT / "docs/exports.md").read_text(encoding="utf-8")
    [block] = re.findall("```sql\n(.*?)```", text, re.DOTALL)
    monkeypatch.chdir(exported.parent)
    with duckdb.connect() as connection:
        in_parquet, in_csv = (connection.sql(statement.query) for statement in connection.extract_statements(block))
        column = "select district_code from figures where district_code is not null order by all"
        assert in_csv.query("figures", column).fetchall() == in_parquet.query("figures", column).fetchall() != []


# kewei query


def query(project: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Run `kewei query`."""
    return run(project, "kewei", "query", *arguments)


@pytest.mark.parametrize("ending", ["csv", "parquet", "json"])
def test_a_query_writes_what_duckdb_reads_back(project: Path, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"it's.{ending}"
    result = query(project, "from marts.fct_made_up order by all;  -- all", "--out", str(out))
    assert (result.returncode, result.stdout) == (0, f"Wrote {out}.\n"), result.stderr
    with duckdb.connect() as connection:
        connection.execute(f"attach '{project / 'warehouse.duckdb'}' as warehouse (read_only)")
        path = str(out).replace("'", "''")
        options = "all_varchar = true, nullstr = '', allow_quoted_nulls = false"
        source = f"read_csv('{path}', {options})" if ending == "csv" else f"'{path}'"
        columns = "made_up_id::integer, district_code::varchar, entry, is_true::boolean, day::date"
        found = connection.execute(f"select {columns} from {source}").fetchall()
        assert found == connection.execute(f"select {columns} from warehouse.marts.fct_made_up order by all").fetchall()
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_a_query_writes_excel_without_anything_that_runs(project: Path, tmp_path: Path) -> None:
    out, again = tmp_path / "answer.xlsx", tmp_path / "again.xlsx"
    for path in (out, again):
        result = query(project, "from marts.fct_made_up order by all", "--out", str(path))
        assert result.returncode == 0, result.stdout + result.stderr
    assert out.read_bytes() == again.read_bytes()
    with zipfile.ZipFile(out) as handle:
        [sheet] = [handle.read(name).decode() for name in handle.namelist() if name.startswith("xl/worksheets/sheet")]
        texts = handle.read("xl/sharedStrings.xml").decode()
        # No clock is in it.
        assert "2000-01-01T00:00:00Z</dcterms:created>" in handle.read("docProps/core.xml").decode()
        assert not [name for name in handle.namelist() if "vba" in name.lower() or "external" in name.lower()]
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert ">=1+1<" in texts
    assert ">12345678901234567890.123456<" in texts
    assert "<v>-13191000000</v>" in sheet


def test_a_query_prints_markdown_json_and_csv(project: Path) -> None:
    sql = "select made_up_id, entry, amount, is_true from marts.fct_made_up where made_up_id in (1, 4, 5, 6) order by 1"
    assert query(project, sql, "--format", "markdown").stdout == (
        "| made_up_id | entry | amount | is_true |\n| ---: | --- | ---: | --- |\n"
        "| 1 | =1+1 | 0.5 | true |\n| 4 |  |  | false |\n"
        '| 5 | a, "b" \\| &lt;i> | 0 | false |\n| 6 | two lines | 100 | true |\n'
    )
    rows = json.loads(query(project, sql, "--format", "json").stdout)
    assert [row["entry"] for row in rows] == ["=1+1", None, 'a, "b" | <i>', "two\nlines"]
    assert query(project, sql, "--format", "csv").stdout.startswith("made_up_id,entry,amount,is_true\n1,=1+1,")


def test_a_query_shows_everything_on_demand(project: Path) -> None:
    sql = "select * from marts.fct_numerals"
    few, every = query(project, sql).stdout, query(project, sql, "--all").stdout
    assert few.count("\n") < 250
    assert every.count("\n") > 902
    wide = "select * from marts.fct_observations limit 1"
    assert "superseded_by" in query(project, wide, "--all").stdout
    assert "…" in query(project, wide).stdout
    assert "…" not in query(project, wide, "--all").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["selec 1"], 'Parser Error: syntax error at or near "selec"'),
        (["select nothing from marts.dim_areas"], 'Binder Error: Referenced column "nothing" not found'),
        (["delete from marts.dim_areas"], "read-only"),
        (["create table more as select 1"], "read-only"),
        (["select 1", "--format", "xlsx"], "xlsx is no text: name a file with --out"),
        (["select 1", "--out", "answer.txt"], "answer.txt does not end in one of .csv, .parquet, .xlsx, .json, .md"),
        (["select 1", "--out", "answer.md", "--format", "table"], "the table is for the screen"),
        (["select 1; select 2", "--out", "answer.csv"], "there are 2 statements"),
        (["set threads = 1", "--out", "answer.csv"], "the statement has no answer to write"),
        (["select 1", "--out", "nowhere/answer.csv"], "the folder nowhere is not there"),
        (["select error('no')", "--out", "answer.csv"], "no"),
    ],
)
def test_an_error_of_a_query_is_one_line(project: Path, arguments: list[str], message: str) -> None:
    before = (project / "warehouse.duckdb").read_bytes()
    result = query(project, *arguments)
    said = result.stdout + result.stderr
    assert result.returncode == 1
    assert message in said
    assert said.count("\n") == 1
    assert not [path for path in project.iterdir() if "answer" in path.name]
    assert (project / "warehouse.duckdb").read_bytes() == before


def test_a_set_up_without_excel_is_reported_in_one_line(project: Path, tmp_path: Path) -> None:
    (tmp_path / "xlsxwriter.py").write_text("raise ImportError('No module named xlsxwriter')", encoding="utf-8")
    for command in (("exports",), ("query", "select 1", "--out", str(tmp_path / "answer.xlsx"))):
        result = run(project, "kewei", *command, PYTHONPATH=str(tmp_path))
        assert result.returncode == 1
        assert (result.stdout + result.stderr).endswith("No module named xlsxwriter. Run `make setup`.\n")
        assert (result.stdout + result.stderr).count("\n") == 1


def test_a_query_that_fails_leaves_the_file_that_was_there(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "answer.csv"
    out.write_text("before", encoding="utf-8")
    sql = "select case when made_up_id = 9 then error('no') else made_up_id end from marts.fct_made_up"
    assert query(project, sql, "--out", str(out)).returncode == 1
    assert contents(tmp_path) == {"answer.csv": b"before"}
