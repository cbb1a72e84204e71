"""The evidence checks can fail: a text that is not the captured one, and figures that are not in it."""

from __future__ import annotations

import shutil
from pathlib import Path

from conftest import copy_project, run

SUMMARY = "000_fb1919be47f0f134.txt"


def test_a_changed_text_is_reported_where_it_changed(documents: str, tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    texts = tmp_path / "texts"
    shutil.copytree(documents, texts)
    path = texts / SUMMARY
    path.chmod(0o644)
    content = path.read_bytes().decode("utf-8")
    # One digit of a figure, and one qualifier in front of another.
    assert content[3682:3687] == "17.57"
    content = content[:3682] + "17.75" + content[3687:]
    assert content[4403:4405] == "超过"
    content = content[:4403] + "达到" + content[4405:]
    path.write_bytes(content.encode("utf-8"))
    # A verb that turns the sign.
    other = texts / "001_9c3f654a89426a59.txt"
    other.chmod(0o644)
    content = other.read_bytes().decode("utf-8")
    assert content.count("增长 15.58%") == 1
    other.write_bytes(content.replace("增长 15.58%", "下降 15.58%").encode("utf-8"))

    result = run(project, "kewei", "build", documents=str(texts))

    assert result.returncode == 1, result.stdout + result.stderr
    printed = result.stdout
    assert "seeds/documents.csv:3, column sha256" in printed
    assert "seeds/numerals.csv:" in printed
    assert "17.75 at character 3682 of putuo_2019_summary" in printed
    assert "超过1600处" in printed
    assert "what the sentence says there: 下降15.58%" in printed
    assert not (project / "warehouse.duckdb").exists()
