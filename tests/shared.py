"""How tests run commands in copies of the project, and copies that are made once for all processes of a test run."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import project as sources
from tests.nation import generate as nation
from tests.process import PARSED, run_module
from tests.project import PROJECT, documents_folder

# What a user's shell may set and a run of a test must not depend on.
OWN = ("KEWEI_", "FACTS_", "DBT_", "DOCUMENTS_DIR", "ALERT_COMMAND")


def environment(documents: str = "", **more: str | None) -> dict[str, str]:
    """The environment of a run in a project's folder, with the documents in `documents` or without any.

    more: further variables; None for one that is not set.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OWN)}
    # dbt parses all again when a path in the profile changes; a relative one is the same in each copy of a project.
    given = {"DOCUMENTS_DIR": documents, "KEWEI_DRAFT": "draft", **more}
    return kept | {name: value for name, value in given.items() if value is not None}


def run(project: Path, *command: str, documents: str = "", **more: str | None) -> subprocess.CompletedProcess:
    """Run a module of this Python in a project. more: further variables of its environment."""
    return run_module(project, command, environment(documents, **more))


def dbt(project: Path, *arguments: str, documents: str = "", **more: str | None) -> subprocess.CompletedProcess:
    """Run dbt in a project."""
    return run(project, "dbt.cli.main", "--no-use-colors", *arguments, documents=documents, **more)


# What dbt parsed in the first build of this run, as soon as there is one.
KEPT: list[Path] = []


def copy_project(target: Path, project: Path = PROJECT) -> Path:
    """Copy a project, with what dbt need not parse again, into a new folder. Returns the folder."""
    sources.copy_project(target, project)
    for path in KEPT:
        if path.exists():
            (target / PARSED).parent.mkdir()
            shutil.copy2(path, target / PARSED)
    return target


def once(tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that `make` fills, made once for all workers of a test run. No test may change it.

    `make test` names the place in KEWEI_TESTS, so that the tests on Spark have what the others made.
    """
    folder = Path(os.environ.get("KEWEI_TESTS") or tmp_path_factory.getbasetemp())
    if folder == tmp_path_factory.getbasetemp() and "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    KEPT[:] = [folder / PARSED.name]
    made, whole = folder / name, folder / f"{name}.whole"
    with (folder / f"{name}.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        if not whole.exists():
            # Of a worker that failed here nothing may stay.
            shutil.rmtree(made, ignore_errors=True)
            made.mkdir()
            make(made)
            whole.touch()
    return made


def shared(tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A project that `make` fills, made once for all workers of a test run. No test may change it."""

    def fill(folder: Path) -> None:
        project = copy_project(folder / "project")
        make(project)
        if not KEPT[0].exists():
            # Another worker sees it whole or not at all.
            os.rename(shutil.copy2(project / PARSED, f"{KEPT[0]}.{os.getpid()}"), KEPT[0])

    return once(tmp_path_factory, name, fill) / "project"


def build_with_dbt(project: Path) -> None:
    """Build with plain dbt, publish."""
    folder = documents_folder()
    result = dbt(project, "build", documents=folder)
    print(result.stdout[-2000:])
    assert result.returncode == 0, result.stdout[-6000:]
    published = run(project, "kewei", "publish")
    assert published.returncode == 0, published.stdout + published.stderr


# Figures of the nation: enough for every finding and every rule to occur.
FIGURES = 10_000


def build_nation(project: Path) -> None:
    """Build a nation below `nation` with every data test, and publish; what the build alone needs stays as well."""
    nation.generate(project / "nation", FIGURES)
    elsewhere = project.parent / "elsewhere"
    elsewhere.mkdir()
    # Only drafts of the project itself are published.
    result = run(project, "kewei", "build", FACTS_LOCATION="nation", KEWEI_DRAFT=str(elsewhere))
    assert result.returncode == 0, result.stdout[-6000:] + result.stderr
    assert list(elsewhere.iterdir()) == []
