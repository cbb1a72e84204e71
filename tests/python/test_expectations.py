"""The expectations pass on what is good, fail on wholesale errors, and never call an error a pass or a failure."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import duckdb
import pandas as pd
import pytest
from conftest import PROJECT, run

from expectations import Outcome, chance, judge_all, marts, seeds
from expectations import __main__ as command
from expectations import checkpoint as pages_of
from expectations.checkpoint import DATA_DOCS, check
from expectations.judge import judge, opened
from expectations.outcome import FAILED, WARNED
from expectations.suite import SHARE, Suite, bound

SUITES = {suite.name: suite for suite in seeds.SUITES + marts.SUITES}
COUNT = sum(len(suite.bounds) for suite in SUITES.values())


@pytest.fixture(scope="module")
def good_tables(built_project: Path, tmp_path_factory) -> Path:
    """The CSVs and the marts as tables of one file. No test may change it."""
    file = tmp_path_factory.mktemp("tables") / "tables.duckdb"
    with duckdb.connect(str(file)) as connection:
        for path in (PROJECT / "seeds").glob("*.csv"):
            connection.from_df(pd.read_csv(path, dtype=str, keep_default_na=False)).create(path.stem)
        connection.execute(f"attach '{built_project / 'warehouse.duckdb'}' as good (read_only)")
        connection.execute("create schema marts")
        for (name,) in connection.execute(
            "select table_name from duckdb_tables() where database_name = 'good' and schema_name = 'marts'"
        ).fetchall():
            connection.execute(f"create table marts.{name} as from good.marts.{name}")
    return file


@pytest.fixture
def tables(good_tables: Path, tmp_path: Path):
    """A copy of them, to be broken."""
    with duckdb.connect(str(shutil.copy(good_tables, tmp_path))) as connection:
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
    name = f"suite_of_{columns[0]}"
    bounds = [bound(name, column, "each", "0", "1", "", "It is a share.") for column in columns]
    return Suite(name, f"row of {columns[0]}", sql, bounds)


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
        assert suite.bounds, suite.name
        kinds = {(one.column, one.statistic) for one in suite.bounds}
        assert len(kinds) == len(suite.bounds), suite.name
        assert all(len(one.reason) > 40 for one in suite.bounds), suite.name


def test_a_statistic_that_is_not_known_is_refused():
    with pytest.raises(ValueError, match="found statistic 'mean', expected one of each, share, gap, median, benford"):
        bound("suite", "share", "mean", "0", "1", "", "It is a share.")


def test_only_what_the_build_has_installed_is_needed_to_judge():
    code = "import sys; sys.modules['great_expectations'] = sys.modules['pandas'] = None; import expectations"
    assert subprocess.run([sys.executable, "-c", code], cwd=PROJECT).returncode == 0


@pytest.mark.parametrize(
    ("k", "n", "low", "high", "passes"),
    [
        # Of fair coins 10 of 10 are heads once in 1,024, 11 of 11 once in 2,048.
        (10, 10, 0, 50, False),
        (9, 9, 0, 50, True),
        (0, 9, 50, 100, True),
        (0, 10, 50, 100, False),
        # With 10 % expected, as SciPy has it: P(X >= 7) of 14 is 0.00022, P(X >= 6) is 0.0015.
        (6, 14, 0, 10, True),
        (7, 14, 0, 10, False),
        (1, 1, 0, 10, True),
        # With 80 % expected: P(X <= 6) of 14 is 0.0024, P(X <= 5) is 0.00038.
        (6, 14, 80, 100, True),
        (5, 14, 80, 100, False),
        # A large document has hardly more than its bounds.
        (860, 1000, 0, 80, False),
        (830, 1000, 0, 80, True),
    ],
)
def test_what_chance_explains_depends_on_the_number_of_things(k: int, n: int, low: float, high: float, passes: bool):
    assert (low <= chance.share(100 * k / n, n, low, high) <= high) is passes


def test_a_gap_a_median_and_first_digits_are_judged_by_their_number():
    assert chance.gap(50, 14, 0, 30) == 50
    assert chance.gap(50, 7, 0, 30) == 30
    assert chance.middle([5.0] * 9, 0, 4) == 4
    assert chance.middle([5.0] * 10, 0, 4) == 5
    assert chance.distance([9] * 5, 0.06) > 0.06
    assert chance.distance([1, 1, 1, 1], 0.06) == 0.06


def test_pages_show_every_suite_with_bounds_and_reasons(whole_run, built_project: Path):
    found = pages(built_project)
    for name, suite in SUITES.items():
        (page,) = [page for page in found if page.startswith(f"validations/{name}/")]
        assert all(one.reason.split("&")[0] in found[page] for one in suite.bounds), name
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
        values = {one.column: "9" if one.column == "first_digit" else "1e15" for one in suite.bounds}
        # Where there is no upper bound, nothing is too high.
        values |= {one.column: "-1e15" for one in suite.bounds if one.high == float("inf")}
        for one in suite.bounds:
            if one.statistic == SHARE:
                values |= {one.column: "100" if one.high < 100 else "0", f"{one.column}_of": "1000"}
        columns = ", ".join(f"{value} as {column}" for column, value in values.items())
        # Chance explains any median of fewer than ten rows.
        rows = f"select * replace ({columns}) from ({suite.sql}) as rows cross join range(10)"
        absurd.append(replace(suite, sql=rows))
    outcome = check(tmp_path, [(suite, tables) for suite in absurd])
    assert [finding.gate for finding in outcome.findings if finding.status not in (FAILED, WARNED)] == []
    assert (len(outcome.failed), outcome.exit_code) == (COUNT - 1, 1), outcome.report(verbose=True)


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
        (f"insert into facts from facts {SUMMARY}", "gate_summaries", "second_fact_pct", "putuo_2023_summary 51"),
        (f"update facts set figure = '超' || figure {SUMMARY}", "gate_summaries", "qualified_pct", "100"),
        ("update facts set kind = 'actual'", "gate_plans", "promised_pct", "putuo_2015_plan 0 of 22"),
        ("update facts set figure = '90家'", "gate_figures", "first_digit", "3."),
        (f"update numerals set disposition = 'idiom' {SUMMARY}", "gate_ledgers", "largest_other_pct", "100"),
        ("update indicators set definition = 'Enterprises.'", "gate_catalogue", "distinct_definition_pct", "0."),
        ("update documents set issued_on = '2023-06-30'", "gate_summaries", "days_to_issue", "putuo_2023_summary 180"),
        ("update marts.fct_observations set value = value * 10000 where indicator_code = 'technology_contract_value' "
         "and year = 2023", "marts_jumps", "factor", "technology_contract_value 普陀 2019-2023 105,"),
        ("update marts.fct_observations set value = value * 10000", "marts_money", "value", "-"),
        ("update marts.fct_observations set value = value / 10000 where unit = '元'", "marts_money", "value", "-"),
        ("update marts.fct_observations set value = value / 100 where unit = '%'", "marts_shares", "value", "-"),
        ("delete from marts.fct_observations where district = '普陀' and indicator_code in (select indicator_code from "
         "marts.dim_indicators where theme = 'talent')", "marts_core_cells", "figures", "普陀 2019 theme talent 0"),
        ("update marts.dim_indicators set theme = 'digital'", "marts_documents", "largest_theme_pct", " 100"),
        ("update marts.fct_observations set repeat_of = observation_id", "marts_documents", "repeat_pct", " 100"),
        ("update marts.fct_observations set value_low = 0, value_high = 1", "marts_intervals", "open_pct", " 0"),
        ("update marts.fct_growth set change_pct = change_pct * 100", "marts_printed_rates", "change_pct", "12,570"),
        ("update marts.fct_growth set source = 'implied'", "marts_growth", "implied_pct", "100"),
        ("update marts.fct_growth set change_abs = change_abs * 100", "marts_share_moves", "points", "203"),
        ("update marts.fct_target_attainment set attainment_pct = attainment_pct / 100", "marts_attainment",
         "attainment_pct", "1.06"),
        ("update marts.fct_target_attainment set verdict = 'not_met'", "marts_verdicts", "missed_pct", "100"),
        ("update marts.fct_target_attainment set verdict = 'no_actual'", "marts_verdicts", "judged", " 0"),
        ("update marts.fct_district_comparison set grade = 'A'", "marts_grades", "comparable_pct", " of "),
        ("delete from marts.fct_district_comparison", "marts_grades", "different_pct", "100"),
        ("update marts.fct_district_comparison set ratio = ratio / 10000", "marts_ratios", "factor", ""),
        ("update marts.fct_implied_values set value_low = 0", "marts_implied", "width_pct", "100"),
        ("delete from marts.rpt_discrepancies", "marts_findings", "per_100_figures", " 0"),
        ("delete from marts.fct_implied_values", "marts_findings", "implied_per_100_figures", " 0"),
    ],
)  # fmt: skip
def test_wholesale_errors_fail(tables, tmp_path: Path, sql: str, suite: str, column: str, observed: str):
    tables.execute(sql)
    failed = [one for one in judge(SUITES[suite], tables, []) if one.bound.column == column and one.status == FAILED]
    assert failed, [str(one) for one in judge(SUITES[suite], tables, [])]
    assert observed in str(failed[0])
    # Great Expectations finds the same, or this raises an error.
    check(tmp_path, [(SUITES[suite], tables)])


def test_a_failure_names_suite_column_rows_bounds_and_reason(tables, tmp_path: Path):
    tables.execute(f"update facts set kind = 'target' {SUMMARY}")
    text = check(tmp_path, [(SUITES["gate_summaries"], tables)]).report()
    assert "failed: gate gate_summaries.promised_pct (facts of a summary)" in text
    assert "observed  putuo_2023_summary 100 of 149" in text
    assert "expected  every share between 0 and 10, and what chance adds" in text
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
    with opened(built_project / "warehouse.duckdb") as warehouse:
        assert judge_all(tmp_path, warehouse).exit_code == 1
        (tmp_path / "seeds/documents.csv").unlink()
        outcome = judge_all(tmp_path, warehouse)
        assert {finding.suite for finding in outcome.errored} == {"gate_ledgers", "gate_summaries", "gate_plans"}
        assert {finding.suite for finding in outcome.failed} == {"gate_catalogue"}
        assert outcome.exit_code == 2
        indicators.write_text('a,b\n"1,2\n', encoding="utf-8")
        outcome = judge_all(tmp_path, warehouse)
    assert {finding.suite for finding in outcome.errored} == {suite.name for suite in seeds.SUITES}
    assert {finding.suite for finding in outcome.passed} == {suite.name for suite in marts.SUITES}


def test_a_missing_warehouse_is_an_error_in_every_gate_and_names_no_folder(tmp_path: Path):
    folder = tmp_path / "it's a folder"
    with opened(folder / "nowhere.duckdb") as nothing:
        outcome = check(folder, [(suite, nothing) for suite in marts.SUITES])
    assert len(outcome.errored) == sum(len(suite.bounds) for suite in marts.SUITES)
    text = outcome.report() + "".join(pages(folder).values())
    assert "nowhere.duckdb" in text
    assert "folder" not in text
    assert tmp_path.name not in text
    assert "Traceback" not in text


def test_a_verdict_that_great_expectations_does_not_share_is_an_error(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(pages_of, "raised", lambda _: ["differs"])
    with duckdb.connect() as connection, pytest.raises(RuntimeError, match=r"differ in suite_of_share\.share"):
        check(tmp_path, [(made("select 'a' as row_name, 1 as share", "share"), connection)])


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
        shutil.copytree(PROJECT / "seeds", tmp_path / "seeds")
        shutil.copy(built_project / "warehouse.duckdb", warehouse)
        with duckdb.connect(str(warehouse)) as connection:
            connection.execute("update marts.fct_observations set value = value * 10000 where unit = '元'")
    monkeypatch.setattr(command, "PROJECT", tmp_path)
    monkeypatch.setattr("sys.argv", ["expectations", "--warehouse", str(warehouse)])
    assert command.main() == code
    assert re.match(last, capsys.readouterr().out.strip().splitlines()[-1])


def test_a_run_that_breaks_exits_with_2_and_says_so(monkeypatch, capsys):
    def break_down(*_) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(command, "judge_all", break_down)
    monkeypatch.setattr("sys.argv", ["expectations"])
    assert command.main() == 2
    assert "nothing was judged" in capsys.readouterr().out
