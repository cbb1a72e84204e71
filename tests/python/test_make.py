"""`make build` does nothing when nothing has changed, and only then: make's own rule on every kind of file."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import environment

from tests.project import copy_project

FACTS = "seeds/facts.csv"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project in which everything is older than the published file; building it only says so."""
    project = copy_project(tmp_path / "a project")
    (project / "documents").mkdir()
    (project / "documents/a.txt").write_text("一", encoding="utf-8")
    (project / ".venv/bin").mkdir(parents=True)
    for name in ("python", "uv"):
        program = project / ".venv/bin" / name
        program.write_text('#!/bin/sh\necho "$*"\n')
        program.chmod(0o755)
    for name in ("setup", "build", "check", "dev"):
        (project / f".venv/.{name}").touch()
    for path in [*project.rglob("*"), project]:
        os.utime(path, (1_000_000_000, 1_000_000_000))
    (project / "warehouse.duckdb").touch()
    os.utime(project / "warehouse.duckdb", (1_000_000_001, 1_000_000_001))
    return project


def builds(project: Path, *arguments: str) -> bool:
    """Whether `make build` would build. It always ends with the line that says where to look next."""
    result = subprocess.run(
        ["make", "--silent", "build", *arguments], cwd=project, env=environment(), capture_output=True, text=True
    )
    assert result.returncode == 0, result.stdout + result.stderr
    lines = result.stdout.splitlines()
    assert lines[-1] == "-m kewei status"
    return "-m kewei build" in lines


def test_nothing_changed(project: Path) -> None:
    assert not builds(project)


def test_force_builds_all_the_same(project: Path) -> None:
    assert builds(project, "FORCE=1")


@pytest.mark.parametrize(
    "file",
    [
        FACTS,
        "seeds/seeds.yml",
        "seeds/second_reading/second_facts.csv",
        "models/marts/core/fct_observations.sql",
        "macros/macros.yml",
        "snapshots/figures_history.sql",
        "tests/facts_are_coherent.sql",
        "tests/tests.yml",
        "tests/generic/keys_are_unique_and_complete.sql",
        "tests/evidence/texts_are_as_listed.sql",
        "dbt_project.yml",
        "profiles.yml",
        "requirements/build.txt",
        "kewei/publish.py",
        "documents/a.txt",
    ],
)
def test_a_file_that_changed_makes_it_build(project: Path, file: str) -> None:
    (project / file).touch()
    assert builds(project)


@pytest.mark.parametrize("folder", ["seeds", "models/marts/core", "macros", "documents"])
def test_a_file_that_is_gone_makes_it_build(project: Path, folder: str) -> None:
    next(path for path in sorted((project / folder).iterdir()) if path.is_file()).unlink()
    assert builds(project)


@pytest.mark.parametrize("name", ["units copy.csv", "a:b.csv", "50%.csv", "#draft.csv", "$(touch hostile).csv"])
def test_a_file_of_any_name_makes_it_build(project: Path, name: str) -> None:
    (project / "seeds" / name).touch()
    assert builds(project)
    assert not (project / "hostile").exists()


def test_a_file_of_any_name_that_is_old_does_not(project: Path) -> None:
    for name in ("units copy.csv", "a:b.csv", "50%.csv", "#draft.csv"):
        (project / "seeds" / name).touch()
        os.utime(project / "seeds" / name, (1_000_000_000, 1_000_000_000))
    os.utime(project / "seeds", (1_000_000_000, 1_000_000_000))
    assert not builds(project)


@pytest.mark.parametrize(
    "file", ["README.md", "docs/operations.md", "tests/python/conftest.py", "expectations/views/page.j2"]
)
def test_what_the_published_file_does_not_depend_on_changes_nothing(project: Path, file: str) -> None:
    (project / file).touch()
    assert not builds(project)


def test_a_published_file_that_is_gone_is_built(project: Path) -> None:
    (project / "warehouse.duckdb").unlink()
    assert builds(project)


def test_documents_may_be_a_link_and_may_be_gone(project: Path, tmp_path: Path) -> None:
    shutil.move(project / "documents", tmp_path / "texts")
    (project / "documents").symlink_to(tmp_path / "texts")
    os.utime(project, (1_000_000_000, 1_000_000_000))
    os.utime(tmp_path / "texts", (1_000_000_000, 1_000_000_000))
    assert not builds(project)
    (tmp_path / "texts/a.txt").touch()
    assert builds(project)
    (project / "documents").unlink()
    (tmp_path / "texts/a.txt").unlink()
    assert not builds(project)
