"""The gates as one checkpoint of Great Expectations, which writes the pages: what was judged, with bounds and reasons.

The verdicts are those of judge.py. Great Expectations gets each value without what chance explains, compares it with
the same bounds, and must find the same.
"""

from __future__ import annotations

import logging
import shutil
import warnings
from pathlib import Path

# Before Great Expectations is imported: only the outcome and errors are printed.
logging.getLogger("great_expectations").setLevel(logging.ERROR)
warnings.filterwarnings("ignore", module="great_expectations|pandas|altair")

import great_expectations as gx  # noqa: E402
import pandas as pd  # noqa: E402
from great_expectations.core.run_identifier import RunIdentifier  # noqa: E402
from great_expectations.data_context.types.base import (  # noqa: E402
    DataContextConfig,
    InMemoryStoreBackendDefaults,
)
from great_expectations.expectations import ExpectColumnValuesToBeBetween  # noqa: E402

from expectations.judge import Judged, Source, judge, outcome_of, sources, waivers_of  # noqa: E402
from expectations.outcome import ERRORED, PASSED, Outcome  # noqa: E402
from expectations.suite import BENFORD, MEDIAN, WARNING, Suite  # noqa: E402

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


def judge_all(project: Path, warehouse: Source) -> Outcome:
    """Judge the CSVs of a project and the marts of a warehouse, and write Data Docs."""
    with sources(project, warehouse) as suites:
        return check(project, suites)


def check(project: Path, suites: list[tuple[Suite, Source]]) -> Outcome:
    """Judge the suites, and write Data Docs in the place of the last ones."""
    waivers = waivers_of(project)
    judged = [(suite, judge(suite, source, waivers)) for suite, source in suites]
    show(project, judged)
    return outcome_of(judged, suites, waivers)


def show(project: Path, judged: list[tuple[Suite, list[Judged]]]) -> None:
    """Run the checkpoint; raises RuntimeError where it finds anything else than was judged."""
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
    checkpoint = context.checkpoints.add(
        gx.Checkpoint(
            name="kewei",
            validation_definitions=[define(context, project, suite, gates) for suite, gates in judged],
            result_format={"result_format": "COMPLETE", "unexpected_index_column_names": ["row_name"]},
        )
    )
    results = checkpoint.run(run_id=RunIdentifier(run_name="latest")).run_results
    # Once here, because the action of a checkpoint writes the whole index again for every suite.
    context.build_data_docs()
    by_suite = {result.suite_name: result.results for result in results.values()}
    for suite, gates in judged:
        by_column = {result.expectation_config.kwargs["column"]: result for result in by_suite[suite.name]}
        for one in gates:
            result = by_column[column(one)]
            found = ERRORED if raised(result.exception_info) else result.success
            if found != (ERRORED if one.status == ERRORED else one.status == PASSED):
                raise RuntimeError(f"Great Expectations and the judge differ in {one.bound.gate}")


def define(context, project: Path, suite: Suite, gates: list[Judged]) -> gx.ValidationDefinition:
    """The validation of one suite. Its table is a CSV, since a checkpoint passes one data frame to all validations."""
    path = project / TABLES / f"{suite.name}.csv"
    table(gates).to_csv(path, index=False)
    asset = context.data_sources.get("tables").add_csv_asset(
        suite.rows, filepath_or_buffer=path, dtype={"row_name": "str"}
    )
    batch = asset.add_batch_definition_whole_dataframe("all rows")
    added = context.suites.add(gx.ExpectationSuite(suite.name, expectations=[expectation(one) for one in gates]))
    return context.validation_definitions.add(gx.ValidationDefinition(name=suite.name, data=batch, suite=added))


def table(gates: list[Judged]) -> pd.DataFrame:
    """What Great Expectations compares with the bounds: a column for each gate; none for one that cannot be judged."""
    names = {at: name for one in gates for at, name in zip(one.positions, one.row_names, strict=True)} or {0: "nothing"}
    columns = {column(one): pd.Series(one.explained, one.positions, "float") for one in gates if not one.problem}
    # Great Expectations passes over rows that have no value in a column.
    return pd.DataFrame({"row_name": pd.Series(names).replace("", "all rows"), **columns})


def column(gate: Judged) -> str:
    """The name of a gate's column, of which there may be two of different statistics."""
    bound = gate.bound
    return f"{bound.column}_{bound.statistic}" if bound.statistic in (MEDIAN, BENFORD) else bound.column


def expectation(gate: Judged) -> ExpectColumnValuesToBeBetween:
    """A gate as an expectation, with what is expected and why, for the pages."""
    bound = gate.bound
    description = describe(gate)
    return ExpectColumnValuesToBeBetween(
        column=column(gate),
        min_value=None if bound.low == float("-inf") else bound.low,
        max_value=None if bound.high == float("inf") else bound.high,
        description=description,
        severity="warning" if bound.severity == WARNING else "critical",
        meta={"gate": bound.gate, "expected": bound.expected, "reason": bound.reason},
    )


def describe(gate: Judged) -> str:
    """A gate in words; with what was observed where a page would not show it."""
    text = f"{gate.bound.expected[0].upper()}{gate.bound.expected[1:]}. {gate.bound.reason}"
    if gate.problem:
        return f"{text} Not judged: {gate.problem}"
    waived = "".join(f" Waived for {one.document_id}: {one.reason}" for one in gate.waivers)
    return f"{text}{waived}"


def raised(exception_info: dict) -> list[str]:
    """Messages of the exceptions of a result: one for the expectation, or one for each metric."""
    infos = [exception_info] if "raised_exception" in exception_info else exception_info.values()
    return [info["exception_message"] or "no message" for info in infos if info["raised_exception"]]
