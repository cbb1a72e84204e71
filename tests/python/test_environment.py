"""State and environment: texts that are missing, histories that are lost, early summaries, gates and their waivers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import copy_built, dbt, run

GBK = "北京 12家".encode("gbk")


@pytest.fixture
def project(curated_project: Path, tmp_path: Path) -> Path:
    """A copy of the project that was built and published without documents, to be broken."""
    return copy_built(curated_project, tmp_path / "it's a project")


def problems(printed: str) -> dict[str, list[str]]:
    """Found, expected and remedy of each problem that a run printed, by its place."""
    found: dict[str, list[str]] = {}
    place = ""
    for line in printed.splitlines():
        if line.startswith("seeds/"):
            place = line
        elif place and line.startswith(("    found ", "    expected ", "    remedy ")):
            found.setdefault(place, []).append(line.split(maxsplit=1)[1])
    return found


def test_each_text_that_is_missing_empty_or_not_utf8_is_reported_alone(project: Path, tmp_path: Path) -> None:
    texts = tmp_path / "it's [the] texts?"
    texts.mkdir()
    (texts / "001_9c3f654a89426a59.TXT").write_text("12家", encoding="utf-8")
    (texts / "002_fc19f2addfa6dca9.txt").write_text("", encoding="utf-8")
    (texts / "003_54bb072f99b94610.txt").write_bytes(GBK)
    (texts / "stray.txt").write_bytes(GBK)
    result = run(project, "kewei", "build", documents=str(texts))
    assert result.returncode == 1, result.stdout + result.stderr
    found = problems(result.stdout)
    assert [causes[0] for causes in found.values()] == [
        "'no such text: 004_ed320ace82496732.txt'",
        "'no such text: 000_fb1919be47f0f134.txt'",
        "'no such text: 001_9c3f654a89426a59.txt'",
        "'a text that is not UTF-8: 003_54bb072f99b94610.txt'",
        "'an empty text: 002_fc19f2addfa6dca9.txt'",
    ]
    assert (
        "under exactly the name 001_9c3f654a89426a59.txt (upper"
        in found["seeds/documents.csv:4, column source_file"][2]
    )
    assert result.stdout.splitlines()[-1].startswith("Not published: failed at dbt build: 5 problems in the CSVs")


def test_a_stray_file_beside_the_texts_stops_nothing(project: Path, documents: str, tmp_path: Path) -> None:
    texts = tmp_path / "texts [1]"
    shutil.copytree(documents, texts)
    (texts / "stray.txt").write_bytes(GBK)
    selected = ["--select", "stg_document_texts", "texts_are_unchanged", "--indirect-selection", "empty"]
    result = dbt(project, "build", *selected, documents=str(texts))
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("name", [None, "stray.txt", "000_fb1919be47f0f134.TXT"])
def test_a_folder_with_none_of_the_listed_texts_is_refused(project: Path, tmp_path: Path, name: str | None) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    if name:
        (texts / name).write_bytes(GBK)
    result = dbt(project, "build", "--select", "districts", documents=str(texts))
    assert result.returncode != 0
    assert "which is no folder with any of the texts that documents.csv lists" in " ".join(result.stdout.split())
