"""The expectations pass on what is good, fail on wholesale errors, and never call an error a pass or a failure."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from conftest import PROJECT, run

from expectations import __main__ as command
from expectations import marts, seeds
from expectations.run import DATA_DOCS, Finding, Outcome, check_marts, gate, judge
from expectations.suite import Suite, each

SUITES = seeds.SUITES + marts.SUITES
SUMMARY = "facts/facts_putuo_2023_summary"


@pytest.fixture
def curated(tmp_path: Path) -> Path:
    """A folder with nothing but a copy of the CSVs, to be broken."""
    shutil.copytree(PROJECT / "seeds", tmp_path / "seeds")
    return tmp_path


@pytest.fixture
def open_copy(built_project: Path):
    """The marts copied into memory, to be broken."""
    connection = duckdb.connect()
    connection.execute(f"attach '{built_project / 'warehouse.duckdb'}' as good (read_only)")
    connection.execute("create schema marts")
    for (table,) in connection.execute(
        "select table_name from duckdb_tables() where database_name = 'good' and schema_name = 'marts'"
    ).fetchall():
        connection.execute(f"create table marts.{table} as from good.marts.{table}")
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def whole_run(built_project: Path):
    """`python -m expectations` on the good project, with all its output."""
    return run(built_project, "expectations")


def change(project: Path, name: str, **columns: str | Callable[[pd.DataFrame], pd.Series]) -> None:
    """Overwrite columns of a CSV."""
    seeds.read(project, name).assign(**columns).to_csv(project / f"seeds/{name}.csv", index=False)


def keep_rows(project: Path, name: str, rows: slice) -> None:
    """Drop all other rows of a CSV."""
    seeds.read(project, name).iloc[rows].to_csv(project / f"seeds/{name}.csv", index=False)


def judge_suite(name: str, source: object, folder: Path) -> Outcome:
    """One suite on one source."""
    return judge(folder, [(suite, source) for suite in SUITES if suite.name == name])


def failure(outcome: Outcome, column: str) -> Finding:
    """The failure on a column; the outcome is shown when there is none."""
    failed = [finding for finding in outcome.failed if finding.column == column]
    assert failed, outcome.report(verbose=True)
    return failed[0]


def test_good_seeds_and_marts_pass(whole_run):
    assert whole_run.returncode == 0, whole_run.stdout + whole_run.stderr
    count = sum(len(suite.expectations) for suite in SUITES)
    last = whole_run.stdout.strip().splitlines()[-1]
    assert last == f"expectations: {count} passed, 0 failed, 0 errored; Data Docs: {DATA_DOCS}/index.html"


def test_nothing_but_the_report_is_printed(whole_run):
    assert whole_run.stderr == ""
    assert not re.search(r"calculating|it/s|\||warning|analytics|http", whole_run.stdout, re.IGNORECASE)
    assert len(whole_run.stdout.strip().splitlines()) == len(SUITES) + 2


def test_data_docs_show_suites_reasons_and_observed_values(whole_run, built_project: Path):
    pages = list((built_project / DATA_DOCS / "validations").rglob("*.html"))
    assert {page.parts[-4] for page in pages} == {suite.name for suite in SUITES}
    index = (built_project / DATA_DOCS / "index.html").read_text(encoding="utf-8")
    assert all(f">{suite.name}</a>" in index for suite in SUITES)
    text = next(page for page in pages if "gate_plans" in page.parts).read_text(encoding="utf-8")
    assert re.search(r"[0-9.]+ to [0-9.]+ in [0-9]+ rows", text)
    assert "Every value between 70 and 100. A plan promises" in text


def test_data_docs_tell_nothing_of_this_machine(whole_run, built_project: Path):
    text = "".join(page.read_text(encoding="utf-8") for page in (built_project / DATA_DOCS).rglob("*.html"))
    assert str(built_project) not in text
    assert str(PROJECT) not in text
    assert str(Path.home()) + "/" not in text
    assert not re.search(r"<img[^>]*http|url\([^)]*http|<script[^>]*src=.http|<link[^>]*href=.http", text)


def test_every_expectation_says_what_is_expected_and_why():
    names = [(suite.name, one.column, type(one)) for suite in SUITES for one in suite.expectations]
    assert len(set(names)) == len(names)
    for suite in SUITES:
        for expectation in suite.expectations:
            assert len(expectation.meta["note"]) > 40, (suite.name, expectation.column)
            assert re.search("[0-9]", expectation.meta["expected"]), (suite.name, expectation.column)


def absurd(suite: Suite, source: object) -> Suite:
    """The suite on its good table, with all values that it looks at out of reach."""
    values = {one.column: "9" if one.column == "first_digit" else 1e15 for one in suite.expectations}
    table = suite.table(source).assign(**values)
    return Suite(suite.name, suite.rows, suite.key, lambda _: table, suite.expectations)


def test_every_expectation_fails_on_absurd_values(open_copy, tmp_path: Path):
    broken = [absurd(suite, PROJECT) for suite in seeds.SUITES] + [absurd(suite, open_copy) for suite in marts.SUITES]
    outcome = judge(tmp_path, [(suite, None) for suite in broken])
    assert not outcome.passed + outcome.errored, outcome.report(verbose=True)
    assert outcome.exit_code == 1


def half_of_the_rows(project: Path) -> None:
    keep_rows(project, SUMMARY, slice(None, None, 2))


def stopped_half_way(project: Path) -> None:
    keep_rows(project, SUMMARY, slice(0, 75))


def all_targets(project: Path) -> None:
    change(project, SUMMARY, kind="target")


def all_levels(project: Path) -> None:
    change(project, SUMMARY, measure="level")


def one_indicator(project: Path) -> None:
    change(project, SUMMARY, indicator_code="rd_gdp_share")


def one_area(project: Path) -> None:
    change(project, SUMMARY, area_code="310107-CIIP")


def another_year(project: Path) -> None:
    change(project, SUMMARY, year="2022")


def another_district(project: Path) -> None:
    change(project, SUMMARY, district_code="310112")


def two_facts_for_each_figure(project: Path) -> None:
    facts = seeds.read(project, SUMMARY)
    pd.concat([facts, facts]).to_csv(project / f"seeds/{SUMMARY}.csv", index=False)


def outcomes_in_a_plan(project: Path) -> None:
    change(project, "facts/facts_putuo_2015_plan", kind="actual")


def one_figure_everywhere(project: Path) -> None:
    for path in (project / "seeds/facts").glob("*.csv"):
        change(project, f"facts/{path.stem}", figure="90家")


def all_idioms(project: Path) -> None:
    change(project, "numerals/numerals_putuo_2023_summary", disposition="idiom")


def copied_definitions(project: Path) -> None:
    change(project, "indicators", definition="Enterprises that pass certification in the year.")


def issued_before_its_year_ended(project: Path) -> None:
    change(project, "documents", issued_on=lambda rows: rows["issued_on"].str.replace("2024-", "2023-"))


@pytest.mark.parametrize(
    ("break_it", "suite", "column"),
    [
        (half_of_the_rows, "gate_summaries", "figures_per_100_numerals"),
        (stopped_half_way, "gate_summaries", "longest_gap_pct"),
        (all_targets, "gate_summaries", "promised_pct"),
        (all_levels, "gate_summaries", "level_pct"),
        (one_indicator, "gate_summaries", "distinct_indicator_pct"),
        (one_indicator, "gate_summaries", "headline_pct"),
        (one_area, "gate_summaries", "area_pct"),
        (another_year, "gate_summaries", "covered_year_pct"),
        (another_district, "gate_summaries", "foreign_district_pct"),
        (two_facts_for_each_figure, "gate_summaries", "facts_per_figure"),
        (outcomes_in_a_plan, "gate_plans", "promised_pct"),
        (one_figure_everywhere, "gate_figures", "first_digit"),
        (all_idioms, "gate_ledgers", "largest_disposition_pct"),
        (copied_definitions, "gate_catalogue", "distinct_definition_pct"),
        (issued_before_its_year_ended, "gate_summaries", "days_to_issue"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_wholesale_errors_of_capture_fail_at_the_gate(curated: Path, break_it: Callable, suite: str, column: str):
    break_it(curated)
    outcome = judge_suite(suite, curated, curated)
    failure(outcome, column)
    assert outcome.exit_code == 1
    assert not outcome.errored


def test_a_failure_tells_suite_batch_column_observed_expected_and_note(curated: Path):
    all_targets(curated)
    text = str(failure(judge_suite("gate_summaries", curated, curated), "promised_pct"))
    assert text.startswith("failed: gate_summaries (facts of a summary), expect_column_values_to_be_between, column ")
    assert "observed  putuo_2023_summary 100" in text
    assert "expected  every value between 0 and 20" in text
    assert "note      A summary tells what happened" in text


@pytest.mark.parametrize(
    ("sql", "suite", "column", "observed"),
    [
        (
            "update marts.fct_observations set value = value * 10000 "
            "where indicator_code = 'technology_contract_value' and year = 2023",
            "marts_jumps",
            "factor",
            "technology_contract_value 普陀 2019-2023 105,",
        ),
        ("update marts.fct_observations set value = value * 10000", "marts_money", "value", "-"),
        ("update marts.fct_observations set value = value / 10000 where unit = '元'", "marts_money", "value", "-"),
        ("update marts.fct_observations set value = value / 100 where unit = '%'", "marts_shares", "value", "-"),
        (
            "delete from marts.fct_observations where district = '普陀' and theme = 'talent'",
            "marts_core_cells",
            "figures",
            "普陀 2019 theme talent 0",
        ),
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
def test_wholesale_errors_in_the_marts_fail(
    open_copy, tmp_path: Path, sql: str, suite: str, column: str, observed: str
):
    open_copy.execute(sql)
    outcome = judge_suite(suite, open_copy, tmp_path)
    assert observed in failure(outcome, column).observed, outcome.report()


def test_a_column_that_the_table_lacks_is_an_error(tmp_path: Path):
    suite = Suite(
        "typo", "row", "key", lambda _: pd.DataFrame({"key": ["a"], "share": [1.0]}),
        [each("share", 0, 1, "It is there."), each("shard", 0, 1, "It is not.")],
    )  # fmt: skip
    outcome = judge(tmp_path, [(suite, None)])
    assert [finding.column for finding in outcome.passed] == ["share"]
    assert [finding.column for finding in outcome.errored] == ["shard"]
    assert "does not exist" in outcome.errored[0].observed
    assert (outcome.failed, outcome.exit_code) == ([], 2)


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("drop table marts.fct_growth", "CatalogException"),
        ("alter table marts.fct_growth drop column source", "BinderException"),
        ("delete from marts.fct_growth", "no"),
    ],
)
def test_a_mart_that_is_lost_or_empty_is_an_error(open_copy, tmp_path: Path, sql: str, reason: str):
    open_copy.execute(sql)
    for suite in ("marts_printed_rates", "marts_growth"):
        outcome = judge_suite(suite, open_copy, tmp_path)
        assert len(outcome.errored) == 2, outcome.report(verbose=True)
        assert all(reason in finding.observed for finding in outcome.errored)
        assert outcome.exit_code == 2


def test_a_suite_that_great_expectations_cannot_run_is_an_error(tmp_path: Path):
    suite = Suite(
        "broken", "row", "no such key", lambda _: pd.DataFrame({"share": [2.0]}), [each("share", 0, 1, "Why.")]
    )
    outcome = judge(tmp_path, [(suite, None)])
    assert (len(outcome.errored), outcome.failed, outcome.exit_code) == (1, [], 2)


def test_nulls_are_an_error_and_not_skipped(tmp_path: Path):
    table = pd.DataFrame({"key": ["a", "b"], "share": [1.0, None]})
    outcome = judge(tmp_path, [(Suite("nulls", "row", "key", lambda _: table, [each("share", 0, 1, "Why.")]), None)])
    assert [finding.observed for finding in outcome.errored] == ["no value for b"]


def test_a_csv_that_is_missing_is_an_error_and_an_error_outweighs_a_failure(curated: Path):
    copied_definitions(curated)
    (curated / "seeds/numerals/numerals_putuo_2015_plan.csv").unlink()
    outcome = gate(curated)
    assert outcome.errored
    assert outcome.exit_code == 2
    (curated / "seeds/indicators.csv").unlink()
    assert gate(curated).passed == []


def test_a_warehouse_that_is_missing_errs_in_every_expectation_and_names_no_folder(tmp_path: Path):
    outcome = check_marts(tmp_path, tmp_path / "nowhere.duckdb")
    assert len(outcome.errored) == sum(len(suite.expectations) for suite in marts.SUITES)
    text = outcome.report() + "".join(page.read_text(encoding="utf-8") for page in tmp_path.rglob("*.html"))
    assert "nowhere.duckdb" in text
    assert str(tmp_path) not in text
    assert "Traceback (most" not in text


def test_the_command_exits_with_1_on_failures_and_with_2_on_errors(
    built_project: Path, tmp_path: Path, monkeypatch, capsys
):
    broken, lost = tmp_path / "broken.duckdb", tmp_path / "nowhere.duckdb"
    shutil.copy(built_project / "warehouse.duckdb", broken)
    with duckdb.connect(str(broken)) as connection:
        connection.execute("update marts.fct_observations set value = value * 10000 where unit = '元'")
    monkeypatch.setattr(command, "PROJECT", tmp_path)
    for warehouse, code, last in (
        (broken, 1, "expectations: [0-9]+ passed, [1-9] failed, 0 errored; "),
        (lost, 2, "expectations: 0 passed, 0 failed, [0-9]+ errored; "),
    ):
        monkeypatch.setattr("sys.argv", ["expectations", "marts", "--warehouse", str(warehouse)])
        assert command.main() == code
        assert re.match(last, capsys.readouterr().out.strip().splitlines()[-1])


def test_a_run_that_breaks_exits_with_2_and_says_so(tmp_path: Path, monkeypatch, capsys):
    def break_down(*_) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(command, "gate", break_down)
    monkeypatch.setattr("sys.argv", ["expectations", "gate"])
    assert command.main() == 2
    assert "nothing can be said" in capsys.readouterr().out
