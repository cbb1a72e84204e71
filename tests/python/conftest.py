"""Fixtures: a private copy of the project, built once with every dbt test, and its published warehouse."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import duckdb
import pytest

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

from kewei.site.site import write_site  # noqa: E402
from tests.browser import CHROMIUM, started  # noqa: E402
from tests.project import documents_folder  # noqa: E402
from tests.shared import build_with_dbt, copy_project, dbt, environment, once, run, shared  # noqa: E402, F401


@pytest.fixture(scope="session")
def documents() -> str:
    """The documents available; skips where there are none, fails in CI, where they must be."""
    folder = documents_folder()
    if not folder and os.environ.get("CI"):
        pytest.fail("CI must run the evidence checks, but no documents are available.")
    if not folder:
        pytest.skip("the documents are not available: no documents/, no ../shared/documents, DOCUMENTS_DIR not set")
    return folder


@pytest.fixture(scope="module")
def browser():
    """Debian's chromium; skips where there is none, fails in CI, where it must be."""
    if not CHROMIUM and os.environ.get("CI"):
        pytest.fail("CI must look at the pages in a browser, but there is no chromium; .ci/run installs it.")
    if not CHROMIUM:
        pytest.skip("there is no chromium: install chromium and fonts-noto-cjk to see the pages in a browser")
    with started() as one:
        yield one


# Files that take longest, so that no worker is left with one at the end; the first two build what the others share.
LONGEST = "environment faults nation curation browser exports mutation plain_dbt nightly publish site expectations"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the files that take longest first."""
    ranks = {f"test_{name}": rank for rank, name in enumerate(LONGEST.split())}
    items.sort(key=lambda item: ranks.get(item.path.stem, len(ranks)))


@pytest.fixture(scope="session")
def built_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project after `dbt build` with unit tests, with evidence where the documents are available."""
    return shared(tmp_path_factory, "built", build_with_dbt)


@pytest.fixture(scope="session")
def pages_folder(built_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the built warehouse, with the texts where the documents are available. No test may change them."""
    return once(tmp_path_factory, "pages", lambda folder: write_pages(built_project, folder / "site")) / "site"


def write_pages(project: Path, folder: Path) -> None:
    """Write the pages of the published file of a project."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOCUMENTS_DIR", documents_folder())
        write_site(project / "warehouse.duckdb", folder)


@pytest.fixture(scope="session")
def curated_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project that `kewei build` built and published without the documents."""
    return shared(tmp_path_factory, "curated", build_without_documents)


def build_without_documents(project: Path) -> None:
    """Build and publish as a curator does who has no documents."""
    result = run(project, "kewei", "build")
    assert result.returncode == 0, result.stdout + result.stderr
    assert "No documents were found, so the evidence checks have nothing to check." in result.stdout
    assert "snapshots.figures_history begins today." in result.stdout


# Of what dbt wrote: the texts of its statements, of which it reads none again, and pages.
LEFT_OUT = shutil.ignore_patterns("compiled", "run", "data_docs")


def copy_built(built: Path, target: Path) -> Path:
    """A copy of a built project that a test may change: its sources, its drafts, and what dbt wrote of itself."""
    copy_project(target, built)
    for name in ("draft", "target"):
        shutil.copytree(built / name, target / name, dirs_exist_ok=True, ignore=LEFT_OUT)
    shutil.copy2(built / "warehouse.duckdb", target)
    return target


@pytest.fixture
def warehouse(built_project: Path):
    """A connection to the published file, opened read-only as analysts do."""
    connection = duckdb.connect(str(built_project / "warehouse.duckdb"), read_only=True)
    yield connection
    connection.close()


REPORTED: list[str] = []


@pytest.fixture
def report_line(record_property):
    """Keep a line that the end of the tests prints, for figures that a reader may need."""
    # Properties are what a worker hands to the process that prints.
    return lambda line: record_property("reported", line)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Collect the lines that tests reported, also in other processes."""
    if report.when == "call":
        REPORTED.extend(line for name, line in report.user_properties if name == "reported")


def pytest_terminal_summary(terminalreporter) -> None:
    """Print the lines that tests reported."""
    for line in REPORTED:
        terminalreporter.write_line(line)
