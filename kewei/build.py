"""The steps of a build: check the CSVs, run dbt, tell problems by line, sum up what was published."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from kewei import csv_form
from kewei.problem import Problem, find_line

if TYPE_CHECKING:
    # It takes two seconds to import, which a run that has nothing to do should not take.
    from dbt.cli.main import dbtRunnerResult


# Documents that the summary of a build lists one by one.
LISTED = 20


class FailedError(Exception):
    """A check found something. The message is one line; what was found has been printed before."""


def say(text: str) -> None:
    """Print a line at once, so that progress shows in pipes too."""
    print(text, flush=True)


def check_form(project: Path) -> None:
    """Print every problem of form in the CSVs; raises FailedError if there is one."""
    problems = csv_form.check(project)
    if problems:
        tell(problems)
        raise FailedError(counted(problems))


def evidence_note(documents: str) -> str:
    """One line that says whether the evidence checks run, and why not."""
    if documents:
        return f"the documents in {documents} are checked character by character"
    return (
        "skipped, because the documents are not at hand (no documents/ in the project, no ../shared/documents, "
        "DOCUMENTS_DIR not set)"
    )


def run_dbt(documents: str, *flags: str) -> dbtRunnerResult:
    """Run `dbt build` without unit tests, with a line of progress for each kind of node."""
    from dbt.cli.main import dbtRunner

    os.environ["DOCUMENTS_DIR"] = documents
    progress = Progress()
    runner = dbtRunner(callbacks=[progress.hear])
    command = ["build", "--exclude-resource-type", "unit_test", "--log-level", "none", "--no-use-colors"]
    result = runner.invoke([*command, *flags])
    progress.close()
    close_connections()
    return result


def close_connections() -> None:
    """Let go of the build database, which dbt-duckdb keeps open in this process."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    DuckDBConnectionManager.close_all_connections()


class Progress:
    """Counts finished nodes by kind while dbt runs."""

    def __init__(self) -> None:
        """Start with nothing done."""
        self.done: dict[str, int] = {}

    def hear(self, event) -> None:
        """Take note of a finished node and redraw the line on a terminal."""
        if event.info.name != "NodeFinished" or event.data.node_info.node_status == "skipped":
            return
        kind = event.data.node_info.resource_type
        self.done[kind] = self.done.get(kind, 0) + 1
        if sys.stdout.isatty():
            print("\r    " + self.line(), end="", flush=True)
        elif sum(self.done.values()) % 25 == 0:
            say("    " + self.line())

    def line(self) -> str:
        """The counts so far."""
        return ", ".join(f"{count} {kind.replace('query', 'querie')}s" for kind, count in self.done.items())

    def close(self) -> None:
        """Print the last state."""
        print(("\r" if sys.stdout.isatty() else "") + "    " + self.line(), flush=True)


def check_dbt(project: Path, result: dbtRunnerResult, database: str) -> None:
    """Print what failed in a dbt run, by line of the CSVs where it can be told; raises FailedError if anything did."""
    if result.success:
        return
    problems = problems_of(project, result, database)
    tell(problems, result)
    raise FailedError(counted(problems) if problems else f"{len(failures(result)) or 1} failures in dbt build")


def problems_of(project: Path, result: dbtRunnerResult, database: str) -> list[Problem]:
    """What failed tests found in a build database, each with the line of its CSV."""
    problems = []
    connection = duckdb.connect(str(project / database))
    try:
        for failed in failures(result):
            if str(failed.node.resource_type) != "test" or not failed.failures:
                continue
            found = connection.execute(failed.node.compiled_code)
            names = [column[0] for column in found.description]
            if "csv_file" not in names:
                continue
            for values in found.fetchall():
                row = dict(zip(names, values, strict=True))
                problems.append(
                    Problem(
                        row["csv_file"],
                        find_line(project, row["csv_file"], row["row_key"]),
                        row["column_name"],
                        repr(row["found"]),
                        row["expected"],
                        row["remedy"],
                    )
                )
    finally:
        connection.close()
    return sorted(set(problems))


def failures(result: dbtRunnerResult) -> list:
    """Results of nodes that failed, without those skipped because of them."""
    if result.result is None or not hasattr(result.result, "results"):
        return []
    return [one for one in result.result.results if str(one.status) in ("fail", "error", "runtime error")]


def test_counts(result: dbtRunnerResult) -> dict[str, int]:
    """Data tests by outcome, as columns of the history of runs."""
    results = getattr(result.result, "results", None) or []
    return count_tests((str(one.node.resource_type), str(one.status)) for one in results)


def count_tests(results) -> dict[str, int]:
    """Count pairs of resource type and status as columns of the history of runs."""
    counts = {"tests_passed": 0, "tests_warned": 0, "tests_failed": 0}
    column = {"pass": "tests_passed", "warn": "tests_warned", "fail": "tests_failed", "error": "tests_failed"}
    for kind, status in results:
        if kind == "test" and status in column:
            counts[column[status]] += 1
    return counts


def counted(problems: list[Problem]) -> str:
    """In how many places problems are, in words."""
    places = len({(problem.file, problem.line, problem.column) for problem in problems})
    return f"{places} problem{'s' if places != 1 else ''} in the CSVs"


def tell(problems: list[Problem], result: dbtRunnerResult | None = None) -> None:
    """Print problems, one block for each place, then what failed in dbt without naming a place."""
    places: dict[tuple, list[Problem]] = {}
    for problem in sorted(set(problems)):
        places.setdefault((problem.file, problem.line, problem.column), []).append(problem)
    for of_place in places.values():
        print(f"\n{told_together(of_place)}")
    if result is not None:
        if result.exception is not None:
            print(f"\ndbt: {result.exception}")
        for failed in failures(result):
            if failed.failures and "csv_file" in (failed.node.compiled_code or ""):
                continue  # told above, by place
            meta = failed.node.config.meta
            print(f"\n{failed.node.resource_type} {failed.node.name}: {failed.message}")
            for label, text in (
                ("guards", failed.node.description or meta.get("guards")),
                ("remedy", meta.get("next_steps")),
            ):
                if text:
                    print(f"    {label:<10}{text}")
    print(flush=True)


def told_together(problems: list[Problem]) -> str:
    """Problems of one place as one: what several checks found and expected there, each said once."""
    first = problems[0]
    found = "; ".join(dict.fromkeys(problem.found for problem in problems))
    expected = "\n              ".join(dict.fromkeys(problem.expected for problem in problems))
    remedy = "\n              ".join(dict.fromkeys(problem.remedy for problem in problems))
    return str(Problem(first.file, first.line, first.column, found, expected, remedy))


def summarise(warehouse: Path, tests: int, documents: str, seconds: float) -> str:
    """Print what was published and where to look next. Returns one line that says so."""
    connection = duckdb.connect(str(warehouse), read_only=True)
    coverage = connection.execute(
        "select document_id, numerals, observations, repeats, accounted_pct "
        "from marts.rpt_coverage order by document_id"
    ).fetchall()
    indicators, kinds = (
        connection.execute("select count(*) from marts.dim_indicators").fetchone()[0],
        connection.execute(
            "select string_agg(c || ' ' || kind, ', ' order by c desc) "
            "from (select kind, count(*) as c from marts.fct_observations group by kind)"
        ).fetchone()[0],
    )
    connection.close()
    print(f"\n{'document':<24}{'numerals':>10}{'figures':>10}{'repeats':>10}{'accounted':>12}")
    for document_id, numerals, observations, repeats, accounted in coverage[:LISTED]:
        print(f"{document_id:<24}{numerals:>10}{observations:>10}{repeats:>10}{accounted:>10} %")
    if len(coverage) > LISTED:
        least = min(row[4] for row in coverage)
        print(f"and {len(coverage) - LISTED} more documents, the least accounted for at {least} %")
    total = [sum(row[place] for row in coverage) for place in (1, 2, 3)]
    print(f"{'all':<24}{total[0]:>10}{total[1]:>10}{total[2]:>10}")
    print(f"\n{total[1]} figures ({kinds}) of {indicators} indicators; {tests} tests passed in {seconds:.0f} s.")
    if not documents:
        print("Evidence checks: " + evidence_note(documents) + ".")
    print(f"Published {warehouse.name}, {warehouse.stat().st_size / 1e6:.1f} MB. Next:")
    print(
        '    .venv/bin/python -m kewei query "select year, figure, value, unit, source_file, char_start '
        "from marts.fct_observations where indicator_code = 'technology_contract_value' and measure = 'level' "
        'and repeat_of is null order by year"'
    )
    print("    make docs     lineage and descriptions in a browser", flush=True)
    return f"{total[1]} figures, {tests} tests passed"
