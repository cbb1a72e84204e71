"""One checkpoint of Great Expectations over all suites, whose result is the report and the exit code."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import duckdb
import great_expectations as gx
import pandas as pd
from great_expectations.core.run_identifier import RunIdentifier
from great_expectations.data_context.types.base import DataContextConfig, InMemoryStoreBackendDefaults

from expectations import marts, seeds
from expectations.outcome import ERRORED, FAILED, PASSED, Finding, Outcome
from expectations.suite import Suite, number
from kewei import publish
from kewei.problem import FailedError

DATA_DOCS = "target/data_docs"
TABLES = "target/expectations"
# Pages from templates that load nothing from the network.
VIEW = {"view": {"module_name": "expectations.views", "class_name": "PageView"}}
SITE = {
    "class_name": "SiteBuilder",
    "show_how_to_buttons": False,
    "site_section_builders": {"expectations": VIEW, "validations": VIEW},
    "site_index_builder": {"class_name": "DefaultSiteIndexBuilder", **VIEW},
}
# Messages name the folders of this machine, in quotes or not; in quotes with blanks, too.
FOLDERS = re.compile(r"""(?<=")/[^"]*/|(?<=')/[^']*/|(?:/[^/\s'":]+)+/""")

# Where the tables of a suite are made; or why they cannot be.
Source = duckdb.DuckDBPyConnection | Exception


def gate(project: Path) -> Outcome:
    """Judge the curated CSVs of a project, before they load."""
    with curated(project) as csvs:
        return check(project, [(suite, csvs) for suite in seeds.SUITES])


def check_marts(project: Path, warehouse: Path) -> Outcome:
    """Judge the marts of a published warehouse, which is only read."""
    with opened(warehouse) as published:
        return check(project, [(suite, published) for suite in marts.SUITES])


def check_all(project: Path, warehouse: Path) -> Outcome:
    """Both, with Data Docs that show both."""
    with curated(project) as csvs, opened(warehouse) as published:
        sources = [(suite, csvs) for suite in seeds.SUITES] + [(suite, published) for suite in marts.SUITES]
        return check(project, sources)


@contextmanager
def curated(project: Path) -> Iterator[Source]:
    """A connection in which every CSV of seeds/ is a table, with every cell as text."""
    with duckdb.connect() as connection:
        try:
            for path in (project / "seeds").glob("*.csv"):
                connection.register(path.stem, pd.read_csv(path, dtype=str, keep_default_na=False))
        except ValueError as error:
            yield error
            return
        yield connection


@contextmanager
def opened(warehouse: Path) -> Iterator[Source]:
    """A connection that only reads; or the error, so that every suite on the marts can say why it errs."""
    with ExitStack() as stack:
        try:
            source = stack.enter_context(publish.opened(warehouse))
        except FailedError as error:
            source = error
        yield source


def check(project: Path, suites: list[tuple[Suite, Source]]) -> Outcome:
    """Run the suites as one checkpoint, and write Data Docs in the place of the last ones."""
    for folder in (DATA_DOCS, TABLES):
        shutil.rmtree(project / folder, ignore_errors=True)
    (project / TABLES).mkdir(parents=True)
    backend = {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(project / DATA_DOCS)}
    config = DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(),
        data_docs_sites={"kewei": {**SITE, "store_backend": backend}},
        analytics_enabled=False,
        progress_bars={"globally": False, "metric_calculations": False},
    )
    context = gx.get_context(mode="ephemeral", project_config=config)
    context.data_sources.add_pandas("tables")

    tables, reasons = {}, {}
    for suite, source in suites:
        tables[suite.name], reasons[suite.name] = judgeable_table(suite, source)
        tables[suite.name].to_csv(project / TABLES / f"{suite.name}.csv", index=False)
    checkpoint = context.checkpoints.add(
        gx.Checkpoint(
            name="kewei",
            validation_definitions=[define(context, project, suite, reasons[suite.name]) for suite, _ in suites],
            result_format={"result_format": "COMPLETE", "unexpected_index_column_names": ["row_name"]},
        )
    )
    results = checkpoint.run(run_id=RunIdentifier(run_name="latest")).run_results
    # Once here, because the action of a checkpoint writes the whole index again for every suite.
    context.build_data_docs()
    by_suite = {result.suite_name: result.results for result in results.values()}
    return Outcome(
        [
            finding(suite, result, tables[suite.name], reasons[suite.name])
            for suite, _ in suites
            for result in by_suite[suite.name]
        ]
    )


def define(context, project: Path, suite: Suite, reasons: dict[str, str]) -> gx.ValidationDefinition:
    """The validation of one suite. Its table is a CSV, since a checkpoint passes one data frame to all validations.

    reasons: why columns cannot be judged, for the pages.
    """
    path = project / TABLES / f"{suite.name}.csv"
    asset = context.data_sources.get("tables").add_csv_asset(
        suite.rows, filepath_or_buffer=path, dtype={"row_name": "str"}, keep_default_na=False
    )
    batch = asset.add_batch_definition_whole_dataframe("all rows")
    # A suite takes its expectations over, and the next run needs them again.
    expectations = [expectation.copy(deep=True) for expectation in suite.expectations]
    for expectation in expectations:
        if expectation.column in reasons:
            expectation.description += f" Not judged: {reasons[expectation.column]}"
    added = context.suites.add(gx.ExpectationSuite(suite.name, expectations=expectations))
    return context.validation_definitions.add(gx.ValidationDefinition(name=suite.name, data=batch, suite=added))


def judgeable_table(suite: Suite, source: Source) -> tuple[pd.DataFrame, dict[str, str]]:
    """The table of a suite, and the reason for each column that it lacks.

    Great Expectations passes a column without values, and skips nulls: such a column is taken out here, so that
    every expectation on it errs instead.
    """
    columns = {expectation.column for expectation in suite.expectations}
    try:
        if isinstance(source, Exception):
            raise source
        table = source.execute(suite.sql).df()
        row_names = table["row_name"].astype(str)
    except Exception as error:
        reason = f"{type(error).__name__}: {next(iter(str(error).splitlines()), '')}"
        return pd.DataFrame({"row_name": ["nothing"]}), dict.fromkeys(columns, FOLDERS.sub("", reason))
    reasons = {}
    for column in columns & set(table.columns):
        missing = row_names[table[column].isna()]
        if table.empty:
            reasons[column] = "the table has no rows"
        elif not pd.api.types.is_numeric_dtype(table[column]):
            reasons[column] = f"found values of type {table[column].dtype}, expected numbers"
        elif not missing.empty:
            reasons[column] = f"no value for {', '.join(missing)}"
    return table.drop(columns=list(reasons)), reasons


def finding(suite: Suite, result, table: pd.DataFrame, reasons: dict[str, str]) -> Finding:
    """The result of one expectation; one that raised anything has errored."""
    config = result.expectation_config
    column = config.kwargs["column"]
    errors = raised(result.exception_info)
    if column in reasons or errors:
        status, observed = ERRORED, reasons.get(column) or FOLDERS.sub("", errors[0])
    else:
        status, observed = (PASSED if result.success else FAILED), observation(result.result, table, column)
    return Finding(
        status=status,
        suite=suite.name,
        rows=suite.rows,
        expectation=config.type,
        column=column,
        observed=observed,
        expected=config.meta["expected"],
        reason=config.meta["reason"],
    )


def raised(exception_info: dict) -> list[str]:
    """Messages of the exceptions of a result: one for the expectation, or one for each metric."""
    infos = [exception_info] if "raised_exception" in exception_info else exception_info.values()
    return [info["exception_message"] or "no message" for info in infos if info["raised_exception"]]


def observation(result: dict, table: pd.DataFrame, column: str) -> str:
    """The rows out of bounds, or the statistic, or the range of all rows."""
    outside = [f"{row['row_name']} {number(row[column])}" for row in result.get("unexpected_index_list") or []]
    if outside:
        return "; ".join(outside[:10]) + (f"; and {len(outside) - 10} more" if len(outside) > 10 else "")
    if "observed_value" in result:
        return number(result["observed_value"])
    low, high = number(table[column].min()), number(table[column].max())
    rows = "1 row" if len(table) == 1 else f"{len(table)} rows"
    return f"{low} in {rows}" if low == high else f"{low} to {high} in {rows}"
