"""The settings that must agree with the curated CSVs, checked before dbt reads them."""

from __future__ import annotations

import csv
import datetime
import re
from pathlib import Path

import yaml

from kewei.problem import Problem

PROJECT_FILE = "dbt_project.yml"
DOCUMENTS = "seeds/documents.csv"
# Folders under seeds/ that hold one CSV per document.
FOLDERS = ("facts", "numerals", "second_entries", "second_ledgers")


def check(project: Path) -> list[Problem]:
    """Problems of dbt_project.yml and of the YAML files beside the seeds."""
    problems = []
    for path in [project / PROJECT_FILE, project / "profiles.yml", *sorted((project / "seeds").rglob("*.yml"))]:
        problems += check_yaml(project, path)
    if problems:
        return problems
    settings = yaml.safe_load((project / PROJECT_FILE).read_text(encoding="utf-8"))
    return check_documents(project, settings) + check_as_of(project, settings) + check_column_types(project, settings)


def check_yaml(project: Path, path: Path) -> list[Problem]:
    """The first place where a YAML file cannot be read."""
    file = path.relative_to(project).as_posix()
    try:
        yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return [Problem(file, 0, "", "no such file", "the settings of the project", "Restore the file.")]
    except UnicodeDecodeError:
        return [Problem(file, 0, "", "bytes that are not UTF-8", "YAML in UTF-8", "Save the file as UTF-8.")]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, found = (mark.line + 1, error.problem) if mark else (0, str(error).splitlines()[0])
        return [Problem(file, line, "", f"text that is no YAML: {found}", "YAML", "Mend indents, quotes and colons.")]
    except ValueError as error:
        # A date that YAML reads and the calendar does not have.
        number, text = first_impossible_date(path.read_text(encoding="utf-8"))
        remedy = "Write a date of the calendar."
        return [Problem(file, number, "", f"{text!r}: {error}", "a date that exists", remedy)]
    return []


def first_impossible_date(text: str) -> tuple[int, str]:
    """Line, from 1, and text of the first date that no calendar has; 0 and nothing if there is none."""
    for number, line in enumerate(text.splitlines(), 1):
        for found in re.findall("[0-9]{4}-[0-9]{2}-[0-9]{2}", line):
            try:
                datetime.date.fromisoformat(found)
            except ValueError:
                return number, found
    return 0, ""


def declared_columns(project: Path) -> dict[str, list[str]]:
    """Columns of every seed in the order of its CSV, from the YAML beside the seeds."""
    columns: dict[str, list[str]] = {}
    for path in sorted((project / "seeds").rglob("*.yml")):
        if check_yaml(project, path):
            continue
        for seed in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("seeds", []):
            columns[seed["name"]] = [column["name"] for column in seed.get("columns", [])]
    return columns


def line_of(project: Path, file: str, text: str) -> int:
    """The first line of a file that holds a text, from 1; 0 if none does."""
    lines = (project / file).read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if text in line), 0)


def check_documents(project: Path, settings: dict) -> list[Problem]:
    """The list of documents is the same in dbt_project.yml, in documents.csv and in every folder."""
    remedy = "Add the document where it is missing, or take it out everywhere."
    wanted = (settings.get("vars") or {}).get("document_ids") or []
    expected = f"the documents of var document_ids in {PROJECT_FILE}"
    problems = []
    listed = documents_listed(project)
    for document in sorted(set(wanted) - set(listed)):
        problems.append(Problem(DOCUMENTS, 0, "document_id", f"nothing for {document}", expected, remedy))
    for document in sorted(set(listed) - set(wanted)):
        line, where = listed[document], f"a document of var document_ids in {PROJECT_FILE}"
        problems.append(Problem(DOCUMENTS, line, "document_id", repr(document), where, remedy))
    for document in sorted({one for one in wanted if wanted.count(one) > 1}):
        line = line_of(project, PROJECT_FILE, document)
        problems.append(Problem(PROJECT_FILE, line, "document_ids", f"{document!r} twice", "each once", remedy))
    declared = declared_columns(project)
    for folder in FOLDERS:
        paths = (project / "seeds" / folder).glob("*.csv")
        files = {path.stem.removeprefix(f"{folder}_") for path in paths if path.name.isascii()}
        for document in sorted(set(wanted) - files):
            file = f"seeds/{folder}/{folder}_{document}.csv"
            problems.append(Problem(file, 0, "", "no such file", f"a file for each of {expected}", remedy))
        for document in sorted(files - set(wanted)):
            file = f"seeds/{folder}/{folder}_{document}.csv"
            problems.append(Problem(file, 0, "", f"a file for {document!r}", expected, remedy))
        for document in wanted:
            if f"{folder}_{document}" not in declared:
                file = f"seeds/{folder}/{folder}.yml"
                found = f"no seed {folder}_{document}"
                problems.append(Problem(file, 0, "", found, f"one for each of {expected}", remedy))
    return problems


def documents_listed(project: Path) -> dict[str, int]:
    """The document_ids of documents.csv with their lines; nothing where it cannot be read."""
    try:
        with (project / DOCUMENTS).open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle)
            return {row["document_id"]: reader.line_num for row in reader if row.get("document_id")}
    except (OSError, UnicodeDecodeError, csv.Error):
        return {}


def check_as_of(project: Path, settings: dict) -> list[Problem]:
    """The var as_of is a date or nothing."""
    as_of = (settings.get("vars") or {}).get("as_of")
    if as_of is None or type(as_of) is datetime.date:
        return []
    try:
        datetime.date.fromisoformat(str(as_of))
    except ValueError:
        line = line_of(project, PROJECT_FILE, "as_of:")
        remedy = "Write a date, or null for the latest issue date of the documents."
        return [Problem(PROJECT_FILE, line, "as_of", repr(as_of), "a date as 2026-01-31, or null", remedy)]
    return []


def check_column_types(project: Path, settings: dict) -> list[Problem]:
    """Every column of every seed loads as text; otherwise a code such as 010107 would lose its zero."""
    configured = (settings.get("seeds") or {}).get("kewei") or {}
    problems = []
    for path in sorted((project / "seeds").rglob("*.yml")):
        folder = path.parent.relative_to(project / "seeds").as_posix()
        for seed in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("seeds", []):
            name = seed["name"] if folder == "." else folder
            types = (configured.get(name) or {}).get("+column_types") or {}
            for column in seed.get("columns", []):
                if types.get(column["name"]) != "string":
                    found = f"no type for the column, or another than string, at seeds: kewei: {name}: +column_types"
                    line = line_of(project, PROJECT_FILE, f"    {name}:")
                    remedy = f"Add `{column['name']}: string` there."
                    problems.append(Problem(PROJECT_FILE, line, column["name"], found, "string", remedy))
    return sorted(set(problems))
