"""The project under test, its documents, and copies of it to build in."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
# The database file that dbt builds the marts in, below the project.
MARTS = "draft/warehouse.duckdb"
# What a copy leaves out: everything that was built, and the documents.
LEFT_OUT = (".git", ".venv", "target", "logs", "documents", "inbox", "*.duckdb*", "__pycache__", ".*_cache", "exports")


def count(table: str) -> int:
    """How many rows a CSV of seeds/ has, so that no test states how many figures there are."""
    return len((PROJECT / f"seeds/{table}.csv").read_text(encoding="utf-8").splitlines()) - 1


def copy_project(target: Path, project: Path = PROJECT) -> Path:
    """Copy a project without builds, documents and history into a new folder. Returns the folder."""
    left_out = shutil.ignore_patterns(*LEFT_OUT)

    def ignored(folder: str, names: list[str]) -> set[str]:
        # Pages that were written; kewei/site writes them.
        return left_out(folder, names) | ({"site"} & set(names) if Path(folder) == project else set())

    shutil.copytree(project, target, ignore=ignored)
    return target


def documents_folder() -> str:
    """Absolute path of the folder with the documents' texts, or '' where they are not available."""
    wanted = os.environ.get("DOCUMENTS_DIR", "")
    for place in [wanted] if wanted else ["documents", "../shared/documents"]:
        if any((PROJECT / place).glob("*.txt")):
            return str((PROJECT / place).resolve())
    return ""
