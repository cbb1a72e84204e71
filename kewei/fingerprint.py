"""Whether anything changed since warehouse.duckdb was published: a fingerprint of all that it depends on.

Nothing here imports dbt, because the point is to be done before dbt would have been imported.
"""

from __future__ import annotations

import hashlib
import os
import platform
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import duckdb

from kewei import location
from kewei.documents import find_documents
from kewei.history import HISTORY, WAREHOUSE
from kewei.publish import BUILD_DATABASE

# Folders that dbt and kewei read, with the files in them that count. tests/python and tests/mutation hold no SQL.
FOLDERS = {
    "kewei": ("*.py",),
    "macros": ("*",),
    "models": ("*",),
    "seeds": ("*",),
    "snapshots": ("*",),
    "tests": ("*.sql", "*.yml"),
}
# dbt reads more settings than those that are here today, such as selectors.yml.
SETTINGS = ("*.yml", "requirements/build.txt")
PACKAGES = ("dbt-core", "dbt-duckdb", "duckdb")
VARIABLES = ("DBT_", "FACTS_", "KEWEI_")
# Their files count by content, wherever they lie; or a run sets them itself.
NOT_VARIABLES = ("DBT_PROFILES_DIR", "KEWEI_BUILD_DATABASE", "KEWEI_HISTORY_DATABASE", "KEWEI_MEMORY_LIMIT")
LAST_PUBLISHED = """
    select run_id, ended_at, fingerprint, file_sha256
    from ops.run_history
    where published
    order by started_at desc
    limit 1
"""


def unchanged_since(project: Path, fingerprint: str | None) -> str:
    """The run that published with this fingerprint the file that is there now; '' if there is none.

    What cannot be read is no reason to stop: the build says better what is wrong with it.
    """
    # `make docs` and `kewei publish` go on from the build database.
    if fingerprint is None or not (project / BUILD_DATABASE).is_file() or os.environ.get("START_HISTORY") == "1":
        return ""
    try:
        with duckdb.connect(str(project / HISTORY), read_only=True) as connection:
            last = connection.execute(LAST_PUBLISHED).fetchone()
        if last is None or last[2:] != (fingerprint, sha256_of(project / WAREHOUSE)):
            return ""
    except (OSError, duckdb.Error):
        return ""
    return f"run {last[0]} of {last[1]:%Y-%m-%d %H:%M} UTC"


def fingerprint_of(project: Path, with_location: bool = True) -> str | None:
    """SHA-256 over all that the published file depends on; None where something cannot be read.

    with_location: also over the files below facts_location, if facts come from there.
    """
    total = hashlib.sha256()
    try:
        further = location.files(project) if with_location else ()
        for name, value in sorted([*inputs(project), *further]):
            total.update(os.fsencode(name) + b"\0" + os.fsencode(value) + b"\0")
    except (OSError, ValueError, metadata.PackageNotFoundError):
        return None
    return total.hexdigest()


def inputs(project: Path) -> Iterator[tuple[str, str]]:
    """Everything that the published file depends on but facts_location, as pairs of a name and a value or SHA-256."""
    for folder, patterns in FOLDERS.items():
        yield from contents(project / folder, folder, [f"**/{pattern}" for pattern in patterns])
    yield from contents(project, "settings", SETTINGS)
    yield from contents(project / os.environ.get("DBT_PROFILES_DIR", "."), "profiles", ["profiles.yml"])
    documents = find_documents(project)
    yield "documents at hand", str(bool(documents))
    if documents:
        yield from contents(project / documents, "documents", ["*.txt"])
    for name, value in os.environ.items():
        if name.startswith(VARIABLES) and name not in NOT_VARIABLES:
            yield f"variable {name}", value
    yield "python", platform.python_version()
    for package in PACKAGES:
        yield package, metadata.version(package)


def contents(folder: Path, label: str, patterns: list[str] | tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The files of a folder that fit a pattern, each with its SHA-256."""
    for pattern in patterns:
        for path in folder.glob(pattern):
            if path.is_dir() or "__pycache__" in path.parts:
                continue
            yield f"{label}: {path.relative_to(folder)}", sha256_of(path)


def sha256_of(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
