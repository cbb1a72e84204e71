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
KNOWN_VARS = {"document_ids", "as_of", "facts_location", "facts_format", "facts_cities"}
# Folders under seeds/ that hold one CSV per document.
FOLDERS = ("facts", "numerals", "second_entries", "second_ledgers")


def check(project: Path) -> list[Problem]:
    """Problems of dbt_project.yml, profiles.yml and of the YAML files beside the seeds."""
    problems = []
    for path in [project / PROJECT_FILE, project / "profiles.yml", *sorted((project / "seeds").rglob("*.yml"))]:
        problems += check_yaml(project, path) or check_shape(project, path)
    if problems:
        return problems
    settings = yaml.safe_load((project / PROJECT_FILE).read_text(encoding="utf-8"))
    problems = check_vars(project, settings)
    if problems:
        return problems
    return check_documents(project, settings) + check_column_types(project, settings)


def check_yaml(project: Path, path: Path) -> list[Problem]:
    """The first place where a YAML file cannot be read."""
    file = path.relative_to(project).as_posix()
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return [Problem(file, 0, "", "no such file", "the settings of the project", "Restore the file.")]
    except UnicodeDecodeError:
        return [Problem(file, 0, "", "bytes that are not UTF-8", "YAML in UTF-8", "Save the file as UTF-8.")]
    for number, line in enumerate(text.splitlines(), 1):
        if re.match("<{7} |={7}$|>{7} ", line):
            remedy = "Choose a version, delete the marks."
            return [Problem(file, number, "", f"a mark of a merge conflict, {line!r}", "one version", remedy)]
    try:
        yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, found = (mark.line + 1, error.problem) if mark else (0, str(error).splitlines()[0])
        return [Problem(file, line, "", f"text that is no YAML: {found}", "YAML", "Mend indents, quotes and colons.")]
    except ValueError as error:
        # A date that YAML reads and the calendar does not have.
        number, text = first_impossible_date(text)
        remedy = "Write a date of the calendar."
        return [Problem(file, number, "", f"{text!r}: {error}", "a date that exists", remedy)]
    return []


def check_shape(project: Path, path: Path) -> list[Problem]:
    """Whether a YAML file that can be read holds what such a file must hold."""
    file = path.relative_to(project).as_posix()
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    remedy = "Restore the file from its history, or mend the indents."
    if not isinstance(content, dict) or not content:
        found = "nothing" if content is None else f"a {type(content).__name__}"
        return [Problem(file, 0, "", found, "keys with values, as `name: kewei`", remedy)]
    if path.parent == project:
        return []
    seeds = content.get("seeds")
    if not isinstance(seeds, list):
        return [Problem(file, 0, "seeds", repr(seeds)[:60], "a list of seeds under `seeds:`", remedy)]
    problems = []
    for number, seed in enumerate(seeds, 1):
        if not (isinstance(seed, dict) and isinstance(seed.get("name"), str)):
            problems.append(Problem(file, 0, "name", f"seed {number} without a name", "`- name: …`", remedy))
            continue
        columns = seed.get("columns")
        if not isinstance(columns, list) or not all(isinstance(one, dict) and one.get("name") for one in columns):
            line = line_of(project, file, f"name: {seed['name']}")
            found = f"{seed['name']} with a column that has no name, or without columns"
            problems.append(Problem(file, line, "columns", found, "`- name: …` for each column", remedy))
    return problems


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
    return {seed["name"]: [column["name"] for column in seed["columns"]] for _, seed in declared_seeds(project)}


def declared_seeds(project: Path) -> list[tuple[Path, dict]]:
    """The seeds that the YAML files declare, each with its file. The files must have passed `check`."""
    seeds = []
    for path in sorted((project / "seeds").rglob("*.yml")):
        seeds += [(path, seed) for seed in yaml.safe_load(path.read_text(encoding="utf-8"))["seeds"]]
    return seeds


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
        files = {path.stem.removeprefix(f"{folder}_") for path in paths if re.fullmatch("[a-z0-9_]+", path.stem)}
        for document in sorted(set(wanted) - files):
            file = f"seeds/{folder}/{folder}_{document}.csv"
            problems.append(Problem(file, 0, "", "no such file", f"a file for each of {expected}", remedy))
        for document in sorted(files - set(wanted)):
            file = f"seeds/{folder}/{folder}_{document}.csv"
            problems.append(Problem(file, 0, "", f"a file for {document!r}", expected, remedy))
        if not (project / f"seeds/{folder}/{folder}.yml").is_file():
            file, expected_file = f"seeds/{folder}/{folder}.yml", "a YAML file that declares the seeds of its folder"
            problems.append(Problem(file, 0, "", "no such file", expected_file, "Restore the file under this name."))
            continue
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


def check_vars(project: Path, settings: dict) -> list[Problem]:
    """The vars are a list of documents, and a date or nothing."""
    given = settings.get("vars")
    if not isinstance(given, dict):
        remedy = "Restore the vars from the history of the file."
        return [Problem(PROJECT_FILE, 0, "vars", repr(given)[:60], "document_ids and as_of", remedy)]
    problems = []
    for name in given.keys() - KNOWN_VARS:
        line = line_of(project, PROJECT_FILE, f"{name}:")
        expected, remedy = ", ".join(sorted(KNOWN_VARS)), "Correct the name, or delete the line."
        problems.append(Problem(PROJECT_FILE, line, str(name), "an unknown var", expected, remedy))
    documents = given.get("document_ids")
    if not isinstance(documents, list) or not documents or not all(isinstance(one, str) for one in documents):
        line = line_of(project, PROJECT_FILE, "document_ids:")
        remedy = "Write one line `- <document_id>` for each document."
        problems.append(Problem(PROJECT_FILE, line, "document_ids", repr(documents)[:60], "a list of ids", remedy))
    as_of = given.get("as_of")
    if as_of is not None and type(as_of) is not datetime.date and not is_date(as_of):
        line = line_of(project, PROJECT_FILE, "as_of:")
        remedy = "Write a date, or null for the latest issue date of the documents."
        problems.append(Problem(PROJECT_FILE, line, "as_of", repr(as_of), "a date as 2026-01-31, or null", remedy))
    return problems


def is_date(text: object) -> bool:
    """Whether a text is a date of the calendar, as 2026-01-31."""
    try:
        return datetime.date.fromisoformat(str(text)).isoformat() == text
    except ValueError:
        return False


def check_column_types(project: Path, settings: dict) -> list[Problem]:
    """Every column of every seed loads as text; otherwise a code such as 010107 would lose its zero."""
    configured = (settings.get("seeds") or {}).get("kewei") or {}
    problems = []
    for path, seed in declared_seeds(project):
        folder = path.parent.relative_to(project / "seeds").as_posix()
        name = seed["name"] if folder == "." else folder
        types = (configured.get(name) or {}).get("+column_types") or {}
        for column in seed["columns"]:
            if types.get(column["name"]) != "string":
                found = f"no type for the column, or another than string, at seeds: kewei: {name}: +column_types"
                line = line_of(project, PROJECT_FILE, f"    {name}:")
                remedy = f"Add `{column['name']}: string` there."
                problems.append(Problem(PROJECT_FILE, line, column["name"], found, "string", remedy))
    return sorted(set(problems))
