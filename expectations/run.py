"""Run suites and tell what passed, what failed, and what could not be judged at all."""

from __future__ import annotations

import logging
import os
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from expectations.finding import ERRORED, FAILED, PASSED, STATUS, Finding
from expectations.pages import finish_pages

if TYPE_CHECKING:
    import pandas as pd

    from expectations.suite import Suite

DATA_DOCS = "target/data_docs"
# Messages and tracebacks name the folders of this machine.
FOLDERS = re.compile(r"(?:/[^/\s'\":]+)+/")


@dataclass(frozen=True)
class Outcome:
    """All findings of a run, told apart."""

    findings: tuple[Finding, ...]

    @property
    def passed(self) -> list[Finding]:
        """Expectations that were judged and hold."""
        return self._with(PASSED)

    @property
    def failed(self) -> list[Finding]:
        """Expectations that were judged and do not hold."""
        return self._with(FAILED)

    @property
    def errored(self) -> list[Finding]:
        """Expectations that could not be judged."""
        return self._with(ERRORED)

    @property
    def exit_code(self) -> int:
        """0 all passed, 1 at least one failed, 2 at least one errored, or nothing was judged."""
        return max((finding.status for finding in self.findings), default=ERRORED)

    def __add__(self, other: Outcome) -> Outcome:
        """Both outcomes as one."""
        return Outcome(self.findings + other.findings)

    def __str__(self) -> str:
        """The counts in one line."""
        return f"expectations: {len(self.passed)} passed, {len(self.failed)} failed, {len(self.errored)} errored"

    def report(self, verbose: bool = False) -> str:
        """One line for each suite, then every finding that is no pass; verbose tells of passes as well."""
        suites = dict.fromkeys((finding.suite, finding.batch) for finding in self.findings)
        lines = []
        for suite, batch in suites:
            counts = [sum(one.suite == suite and one.status == status for one in self.findings) for status in STATUS]
            told = ", ".join(f"{n} {STATUS[status]}" for status, n in enumerate(counts) if n)
            lines.append(f"{suite:<20}{batch:<58}{told}")
        told = [str(finding) for finding in self.findings if verbose or finding.status != PASSED]
        return "\n\n".join(["\n".join(lines), *told]) + "\n"

    def _with(self, status: int) -> list[Finding]:
        return [finding for finding in self.findings if finding.status == status]


def gate(project: Path) -> Outcome:
    """Judge the curated CSVs of a project, before they load."""
    return judge(project, gate_suites(project))


def check_marts(project: Path, warehouse: Path) -> Outcome:
    """Judge the marts of a published warehouse, which is only read."""
    with opened(warehouse) as source:
        return judge(project, marts_suites(source))


def check_all(project: Path, warehouse: Path) -> Outcome:
    """Both, with Data Docs that show both."""
    with opened(warehouse) as source:
        return judge(project, gate_suites(project) + marts_suites(source))


def gate_suites(project: Path) -> list[tuple[Suite, object]]:
    """The suites on the CSVs, with the project that holds these."""
    from expectations.seeds import SUITES

    return [(suite, project) for suite in SUITES]


def marts_suites(source: object) -> list[tuple[Suite, object]]:
    """The suites on the marts, with the open warehouse, or with the reason why it is not open."""
    from expectations.marts import SUITES

    return [(suite, source) for suite in SUITES]


@contextmanager
def opened(warehouse: Path) -> Iterator[object]:
    """A connection that only reads; or the error, so that every suite on the marts can say why it errs."""
    import duckdb

    try:
        connection = duckdb.connect(str(warehouse), read_only=True)
    except duckdb.Error as error:
        yield error
        return
    try:
        yield connection
    finally:
        connection.close()


def judge(project: Path, suites: list[tuple[Suite, object]]) -> Outcome:
    """Run each suite on its source, and write Data Docs in the place of the last ones."""
    data_docs = project / DATA_DOCS
    context = quiet_context(data_docs)
    findings = [finding for suite, source in suites for finding in judge_suite(context, suite, source)]
    context.build_data_docs()
    finish_pages(data_docs, findings)
    return Outcome(tuple(findings))


def quiet_context(data_docs: Path):
    """A context in memory that reports to nobody and shows no progress."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    warnings.filterwarnings("ignore", module="great_expectations|pandas|altair")
    import great_expectations as gx
    from great_expectations.data_context.types.base import DataContextConfig, InMemoryStoreBackendDefaults

    site = {
        "class_name": "SiteBuilder",
        "show_how_to_buttons": False,
        "site_index_builder": {"class_name": "DefaultSiteIndexBuilder", "show_cta_footer": False},
        "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(data_docs)},
    }
    config = DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(),
        data_docs_sites={"kewei": site},
        analytics_enabled=False,
        progress_bars={"globally": False, "metric_calculations": False},
    )
    return gx.get_context(mode="ephemeral", project_config=config)


def judge_suite(context, suite: Suite, source: object) -> list[Finding]:
    """What each expectation of a suite says; a suite that raises errs in all of them."""
    try:
        return validate(context, suite, source)
    except Exception as error:
        return all_errored(suite, error)


def validate(context, suite: Suite, source: object) -> list[Finding]:
    """Validate one suite, keep the result for the pages, and tell what each expectation said."""
    import great_expectations as gx

    table, reasons = judgeable_table(suite, source)
    asset = context.data_sources.add_pandas(suite.name).add_dataframe_asset(suite.rows)
    batch = asset.add_batch_definition_whole_dataframe("all rows").get_batch({"dataframe": table})
    # Copies, because a suite takes its expectations over and another run needs them again.
    expectations = [expectation.copy(deep=True) for expectation in suite.expectations]
    validated = context.suites.add(gx.ExpectationSuite(suite.name, expectations=expectations, notes=suite.rows))
    result = batch.validate(
        validated, result_format={"result_format": "COMPLETE", "unexpected_index_column_names": [suite.key]}
    )
    findings = [tell(suite, one, table, reasons) for one in result.results]
    keep(context, suite, batch.id, result)
    return findings


def all_errored(suite: Suite, error: Exception) -> list[Finding]:
    """The findings of a suite that Great Expectations could not run at all."""
    reason = FOLDERS.sub("", f"{type(error).__name__}: {error}")
    return [
        Finding(
            status=ERRORED,
            suite=suite.name,
            batch=suite.rows,
            expectation=one.expectation_type,
            column=one.column,
            observed=reason,
            expected=one.meta["expected"],
            note=one.meta["note"],
        )
        for one in suite.expectations
    ]


def judgeable_table(suite: Suite, source: object) -> tuple[pd.DataFrame, dict[str, str]]:
    """The batch, and the reason for each column that it lacks.

    Great Expectations passes a column without values, and skips nulls: such a column is taken out here, so that
    every expectation on it errs instead.
    """
    import pandas as pd

    columns = {expectation.column for expectation in suite.expectations}
    try:
        if isinstance(source, Exception):
            raise source
        table = suite.table(source)
    except Exception as error:
        reason = f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"
        return pd.DataFrame({suite.key: ["nothing"]}), dict.fromkeys(columns, reason)
    reasons = {}
    for column in columns & set(table.columns):
        if table[column].isna().any() or table.empty:
            where = ", ".join(table.loc[table[column].isna(), suite.key].astype(str))
            reasons[column] = f"no value for {where}" if where else "the batch has no rows"
    return table.drop(columns=list(reasons)), reasons


def tell(suite: Suite, result, table: pd.DataFrame, reasons: dict[str, str]) -> Finding:
    """One result as a finding; what was observed goes into the result too, for its page."""
    column = result.expectation_config.kwargs["column"]
    exceptions = raised(result.exception_info)
    if exceptions or column in reasons:
        status, observed = ERRORED, FOLDERS.sub("", reasons.get(column) or exceptions[0])
        result.exception_info = {"raised_exception": True, "exception_message": observed, "exception_traceback": ""}
    else:
        status, observed = (PASSED if result.success else FAILED), observation(result.result, table, column)
        if "unexpected_count" in result.result:
            result.result["observed_value"] = observed
    return Finding(
        status=status,
        suite=suite.name,
        batch=suite.rows,
        expectation=result.expectation_config.type,
        column=column,
        observed=observed,
        expected=result.expectation_config.meta["expected"],
        note=result.expectation_config.meta["note"],
    )


def raised(exception_info: dict) -> list[str]:
    """Messages of the exceptions behind a result: one for the expectation, or one for each metric."""
    infos = [exception_info] if "raised_exception" in exception_info else exception_info.values()
    return [info["exception_message"] or "no message" for info in infos if info["raised_exception"]]


def observation(result: dict, table: pd.DataFrame, column: str) -> str:
    """What was seen: the rows out of bounds, or the range of all rows, or the statistic."""
    from expectations.suite import number

    outside = [
        " ".join([*(str(value) for name, value in row.items() if name != column), number(row[column])])
        for row in result.get("unexpected_index_list") or []
    ]
    if outside:
        return "; ".join(outside[:10]) + (f"; and {len(outside) - 10} more" if len(outside) > 10 else "")
    if "observed_value" in result:
        return number(result["observed_value"])
    low, high = number(table[column].min()), number(table[column].max())
    rows = "1 row" if len(table) == 1 else f"{len(table)} rows"
    return f"{low} in {rows}" if low == high else f"{low} to {high} in {rows}"


def keep(context, suite: Suite, batch_id: str, result) -> None:
    """Store a result under its suite, from where the pages are made."""
    from great_expectations.core.run_identifier import RunIdentifier
    from great_expectations.data_context.types.resource_identifiers import (
        ExpectationSuiteIdentifier,
        ValidationResultIdentifier,
    )

    run = RunIdentifier(run_name="latest")
    result.meta.update(run_id=run, batch_kwargs={"data_asset_name": suite.rows})
    key = ValidationResultIdentifier(ExpectationSuiteIdentifier(suite.name), run, batch_id)
    context.validation_results_store.set(key, result)
