"""The expectations pass on what is good, fail on wholesale errors, and never call an error a pass or a failure."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import duckdb
import pandas as pd
import pytest
from conftest import PROJECT, run

from expectations import Outcome, check_all, check_marts, gate, marts, seeds
from expectations import __main__ as command
from expectations.checkpoint import DATA_DOCS, check
from expectations.suite import Suite, expectation

SUITES = {suite.name: suite for suite in seeds.SUITES + marts.SUITES}
COUNT = sum(len(suite.expectations) for suite in SUITES.values())


@pytest.fixture
def tables(built_project: Path):
    """The CSVs and the marts copied into memory, to be broken."""
    with duckdb.connect() as connection:
        for path in (PROJECT / "seeds").glob("*.csv"):
            connection.from_df(pd.read_csv(path, dtype=str, keep_default_na=False)).create(path.stem)
        connection.execute(f"attach '{built_project / 'warehouse.duckdb'}' as good (read_only)")
        connection.execute("create schema marts")
        for (name,) in connection.execute(
            "select table_name from duckdb_tables() where database_name = 'good' and schema_name = 'marts'"
        ).fetchall():
            connection.execute(f"create table marts.{name} as from good.marts.{name}")
        yield connection


@pytest.fixture(scope="module")
def whole_run(built_project: Path):
    """`python -m expectations` on the good project, with all its output."""
    return run(built_project, "expectations")


def pages(project: Path) -> dict[str, str]:
    """The pages of Data Docs."""
    folder = project / DATA_DOCS
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}


def made(sql: str, *columns: str) -> Suite:
    """A suite made for a test, whose columns are expected between 0 and 1."""
    expectations = [expectation(column, "each", "0", "1", "It is a share.") for column in columns]
    return Suite(f"suite_of_{columns[0]}", f"row of {columns[0]}", sql, expectations)


def test_good_csvs_and_marts_pass_and_only_the_report_is_printed(whole_run):
    assert whole_run.returncode == 0, whole_run.stdout + whole_run.stderr
    assert whole_run.stderr == ""
    lines = whole_run.stdout.strip().splitlines()
    assert lines[-1] == f"expectations: {COUNT} passed, 0 failed, 0 errored; Data Docs: {DATA_DOCS}/index.html"
    assert [line.split()[0] for line in lines[:-2]] == list(SUITES)


def test_every_suite_has_bounds_with_reasons_and_every_bound_a_suite():
    text = (PROJECT / "expectations/bounds.csv").read_text(encoding="utf-8")
    assert len(text.splitlines()) == COUNT + 1
    for suite in SUITES.values():
        assert suite.expectations, suite.name
        kinds = {(one.column, type(one)) for one in suite.expectations}
        assert len(kinds) == len(suite.expectations), suite.name
        assert all(len(one.meta["reason"]) > 40 for one in suite.expectations), suite.name


def test_a_statistic_that_is_not_known_is_refused():
    with pytest.raises(ValueError, match="found statistic 'mean', expected each, median or benford"):
        expectation("share", "mean", "0", "1", "It is a share.")


def test_pages_show_every_suite_with_bounds_and_reasons(whole_run, built_project: Path):
    found = pages(built_project)
    for name, suite in SUITES.items():
        (page,) = [page for page in found if page.startswith(f"validations/{name}/")]
        assert all(one.description in found[page] for one in suite.expectations), name
        assert f'href="{quote(page)}"' in found["index.html"]
        assert f"expectations/{name}.html" in found


def test_pages_load_nothing_from_the_network_and_name_no_folder(whole_run, built_project: Path):
    text = "".join(pages(built_project).values())
    assert not re.search(r"https?:|//cdn|<script|<img|<link|@import|url\(", text)
    assert not any(str(folder) in text for folder in (built_project, PROJECT, f"{Path.home()}/"))
    assert "Traceback" not in text


def test_every_expectation_fails_on_absurd_values(tables, tmp_path: Path):
    absurd = []
    for suite in SUITES.values():
        values = {one.column: "9" if one.column == "first_digit" else "1e15" for one in suite.expectations}
        columns = ", ".join(f"{value} as {column}" for column, value in values.items())
        absurd.append(replace(suite, sql=f"select * replace ({columns}) from ({suite.sql})"))
    outcome = check(tmp_path, [(suite, tables) for suite in absurd])
    assert (len(outcome.failed), outcome.exit_code) == (COUNT, 1), outcome.report(verbose=True)


SUMMARY = "where document_id = 'putuo_2023_summary'"


@pytest.mark.parametrize(
    ("sql", "suite", "column", "observed"),
    [
        (f"delete from facts {SUMMARY} and rowid % 2 = 1", "gate_summaries", "figures_per_100_numerals", "putuo_2023_"),
        (f"delete from facts {SUMMARY} and char_start::int > 4000", "gate_summaries", "longest_gap_pct", "putuo_2023_"),
        (f"update facts set kind = 'target' {SUMMARY}", "gate_summaries", "promised_pct", "putuo_2023_summary 100"),
        (f"update facts set measure = 'level' {SUMMARY}", "gate_summaries", "level_pct", "100"),
        (f"update facts set indicator_code = 'x' {SUMMARY}", "gate_summaries", "distinct_indicator_pct", "0."),
        (f"update facts set indicator_code = 'x' {SUMMARY}", "gate_summaries", "headline_pct", "0"),
        (f"update facts set area_code = '310107-CIIP' {SUMMARY}", "gate_summaries", "area_pct", "100"),
        (f"update facts set year = '2022' {SUMMARY}", "gate_summaries", "covered_year_pct", "putuo_2023_summary 0"),
        (f"update facts set district_code = '310112' {SUMMARY}", "gate_summaries", "foreign_district_pct", "100"),
        (f"insert into facts from facts {SUMMARY}", "gate_summaries", "facts_per_figure", "putuo_2023_summary 2"),
        (f"update facts set figure = '超' || figure {SUMMARY}", "gate_summaries", "qualified_pct", "100"),
        ("update facts set kind = 'actual'", "gate_plans", "promised_pct", "putuo_2015_plan 0; putuo_2025_plan 0"),
        ("update facts set figure = '90家'", "gate_figures", "first_digit", "3."),
        (f"update numerals set disposition = 'idiom' {SUMMARY}", "gate_ledgers", "largest_disposition_pct", "100"),
        ("update indicators set definition = 'Enterprises.'", "gate_catalogue", "distinct_definition_pct", "0."),
        ("update documents set issued_on = '2023-06-30'", "gate_summaries", "days_to_issue", "putuo_2023_summary 180"),
        ("update marts.fct_observations set value = value * 10000 where indicator_code = 'technology_contract_value' "
         "and year = 2023", "marts_jumps", "factor", "technology_contract_value 普陀 2019-2023 105,"),
        ("update marts.fct_observations set value = value * 10000", "marts_money", "value", "-"),
        ("update marts.fct_observations set value = value / 10000 where unit = '元'", "marts_money", "value", "-"),
        ("update marts.fct_observations set value = value / 100 where unit = '%'", "marts_shares", "value", "-"),
        ("delete from marts.fct_observations where district = '普陀' and theme = 'talent'", "marts_core_cells",
         "figures", "普陀 2019 theme talent 0"),
        ("update marts.fct_observations set theme = 'digital'", "marts_documents", "largest_theme_pct", " 100"),
        ("update marts.fct_observations set repeat_of = observation_id", "marts_documents", "repeat_pct", " 100"),
        ("update marts.fct_observations set value_low = 0, value_high = 1", "marts_intervals", "open_pct", " 0"),
        ("update marts.fct_growth set change_pct = change_pct * 100", "marts_printed_rates", "change_pct", "12,570"),
        ("update marts.fct_growth set source = 'implied'", "marts_growth", "implied_pct", "100"),
        ("update marts.fct_growth set change_abs = change_abs * 100", "marts_share_moves", "points", "203"),
        ("update marts.fct_target_attainment set attainment_pct = attainment_pct / 100", "marts_attainment",
         "attainment_pct", "1.06"),
        ("update marts.fct_target_attainment set verdict = 'not_met'", "marts_verdicts", "missed_pct", "100"),
        ("update marts.fct_target_attainment set verdict = 'no_actual'", "marts_verdicts", "judged_pct", " 0"),
        ("update marts.fct_district_comparison set grade = 'A'", "marts_grades", "comparable_pct", "100"),
        ("update marts.fct_district_comparison set ratio = ratio / 10000", "marts_ratios", "factor", ""),
        ("update marts.fct_implied_values set value_low = 0", "marts_implied", "width_pct", "100"),
        ("delete from marts.rpt_discrepancies", "marts_findings", "per_100_figures", " 0"),
        ("delete from marts.fct_implied_values", "marts_findings", "implied_per_100_figures", " 0"),
    ],
)  # fmt: skip
def test_wholesale_errors_fail(tables, tmp_path: Path, sql: str, suite: str, column: str, observed: str):
    tables.execute(sql)
    outcome = check(tmp_path, [(SUITES[suite], tables)])
    failed = [finding for finding in outcome.failed if finding.column == column]
    assert failed, outcome.report(verbose=True)
    assert observed in failed[0].observed


def test_a_failure_names_suite_column_rows_bounds_and_reason(tables, tmp_path: Path):
    tables.execute(f"update facts set kind = 'target' {SUMMARY}")
    text = check(tmp_path, [(SUITES["gate_summaries"], tables)]).report()
    assert "failed: gate_summaries (facts of a summary), expect_column_values_to_be_between, column promised" in text
    assert "observed  putuo_2023_summary 100" in text
    assert "expected  every value between 0 and 20" in text
    assert "reason    A summary tells what happened" in text


@pytest.mark.parametrize(
    ("sql", "column", "observed"),
    [
        ("select 'a' as row_name, 1.0 as other", "share", "does not exist"),
        ("select 'a' as row_name, 1.0 as share union all select 'b', null", "share", "no value for b"),
        ("select 'a' as row_name, 1.0 as share where false", "share", "the table has no rows"),
        ("select 'a' as row_name, 'much' as share", "share", "expected numbers"),
        ("select 2.0 as share", "share", "KeyError"),
        ("select 1.0 as share", "share", "KeyError"),
        ("select 'a' as row_name, 1.0 as share from nowhere", "share", "CatalogException"),
        ("select 'a' as row_name, error('/tmp/a b/c.csv') as share", "share", "InvalidInputException"),
        ("drop table marts.fct_growth", "marts_growth", "CatalogException"),
        ("alter table marts.fct_growth drop column source", "marts_growth", "BinderException"),
        ("delete from marts.fct_growth", "marts_growth", "no value for all rates"),
        ("delete from marts.fct_growth", "marts_printed_rates", "the table has no rows"),
        ("delete from facts", "gate_figures", "the table has no rows"),
        (f"delete from numerals {SUMMARY}", "gate_ledgers", "no value for putuo_2023_summary"),
    ],
)
def test_what_cannot_be_judged_is_an_error(tables, tmp_path: Path, sql: str, column: str, observed: str):
    suite = SUITES.get(column)
    if suite:
        tables.execute(sql)
    good = made("select 1 as row_name, 1 as good", "good")
    outcome = check(tmp_path, [(suite or made(sql, column), tables), (good, tables)])
    assert [finding.column for finding in outcome.passed] == ["good"], outcome.report(verbose=True)
    assert outcome.errored
    assert all(observed in finding.observed for finding in outcome.errored), outcome.report()
    assert (outcome.failed, outcome.exit_code) == ([], 2)
    assert observed in "".join(pages(tmp_path).values())


def test_a_column_that_cannot_be_judged_leaves_the_others(tables, tmp_path: Path):
    outcome = check(tmp_path, [(made("select 'a' as row_name, 1 as share", "share", "shard"), tables)])
    assert [finding.column for finding in outcome.passed] == ["share"]
    assert [finding.column for finding in outcome.errored] == ["shard"]


def test_nothing_judged_is_an_error():
    assert Outcome([]).exit_code == 2


def test_a_csv_that_is_missing_or_broken_is_an_error_that_outweighs_failures(built_project: Path, tmp_path: Path):
    shutil.copytree(PROJECT / "seeds", tmp_path / "seeds")
    indicators = tmp_path / "seeds/indicators.csv"
    pd.read_csv(indicators, dtype=str).assign(definition="Enterprises.").to_csv(indicators, index=False)
    assert gate(tmp_path).exit_code == 1
    (tmp_path / "seeds/documents.csv").unlink()
    outcome = gate(tmp_path)
    assert {finding.suite for finding in outcome.errored} == {"gate_ledgers", "gate_summaries", "gate_plans"}
    assert {finding.suite for finding in outcome.failed} == {"gate_catalogue"}
    assert outcome.exit_code == 2
    indicators.write_text('a,b\n"1,2\n', encoding="utf-8")
    outcome = check_all(tmp_path, built_project / "warehouse.duckdb")
    assert {finding.suite for finding in outcome.errored} == {suite.name for suite in seeds.SUITES}
    assert {finding.suite for finding in outcome.passed} == {suite.name for suite in marts.SUITES}


def test_a_missing_warehouse_is_an_error_in_every_expectation_and_names_no_folder(tmp_path: Path):
    folder = tmp_path / "it's a folder"
    outcome = check_marts(folder, folder / "nowhere.duckdb")
    assert len(outcome.errored) == sum(len(suite.expectations) for suite in marts.SUITES)
    text = outcome.report() + "".join(pages(folder).values())
    assert "nowhere.duckdb" in text
    assert "folder" not in text
    assert tmp_path.name not in text
    assert "Traceback" not in text


@pytest.mark.parametrize(
    ("broken", "code", "last"),
    [
        (True, 1, "expectations: [0-9]+ passed, [1-9] failed, 0 errored; "),
        (False, 2, "expectations: 0 passed, 0 failed, [0-9]+ errored; "),
    ],
)
def test_the_command_exits_with_1_on_failures_and_with_2_on_errors(
    built_project: Path, tmp_path: Path, monkeypatch, capsys, broken: bool, code: int, last: str
):
    warehouse = tmp_path / "warehouse.duckdb"
    if broken:
        shutil.copy(built_project / "warehouse.duckdb", warehouse)
        with duckdb.connect(str(warehouse)) as connection:
            connection.execute("update marts.fct_observations set value = value * 10000 where unit = '元'")
    monkeypatch.setattr(command, "PROJECT", tmp_path)
    monkeypatch.setattr("sys.argv", ["expectations", "marts", "--warehouse", str(warehouse)])
    assert command.main() == code
    assert re.match(last, capsys.readouterr().out.strip().splitlines()[-1])


def test_a_run_that_breaks_exits_with_2_and_says_so(monkeypatch, capsys):
    def break_down(*_) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(command, "gate", break_down)
    monkeypatch.setattr("sys.argv", ["expectations", "gate"])
    assert command.main() == 2
    assert "nothing was judged" in capsys.readouterr().out
