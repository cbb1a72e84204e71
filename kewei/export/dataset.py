"""What is exported, as one dict: tables, columns, types, keys and comments of the published file, and its licence.

Every format of description (Frictionless, CSVW, Croissant, schema.org, DCAT, the read-me) is made from this dict.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import duckdb

from kewei.problem import FailedError

SCHEMA = "marts"
# It holds the documents' own sentences, which are their issuers'.
WITHHELD = "fct_evidence"
KINDS = {
    "integer": "U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?",
    "decimal": r"DECIMAL\(.*\)",
    "double": "DOUBLE|FLOAT",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
    "text": "VARCHAR",
}
TABLES = f"""
    select table_name, coalesce(comment, ''), estimated_size
    from duckdb_tables()
    where database_name = 'warehouse' and schema_name = '{SCHEMA}' and table_name <> '{WITHHELD}'
    order by table_name
"""
COLUMNS = f"""
    select table_name, column_name, data_type, is_nullable, coalesce(comment, '')
    from duckdb_columns()
    where database_name = 'warehouse' and schema_name = '{SCHEMA}' and table_name <> '{WITHHELD}'
    order by table_name, column_index
"""
KEYS = f"""
    select table_name, constraint_type, constraint_column_names, referenced_table, referenced_column_names
    from duckdb_constraints()
    where database_name = 'warehouse' and schema_name = '{SCHEMA}' and table_name <> '{WITHHELD}'
        and constraint_type in ('PRIMARY KEY', 'UNIQUE', 'FOREIGN KEY')
    order by table_name, constraint_type, constraint_column_names
"""
PUBLISHED = "select max(ended_at) from ops.run_history where published"


def about(project: Path) -> dict:
    """Title, licence and publisher, as pyproject.toml names them."""
    settings = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    return {**settings["tool"]["kewei"]["dataset"], "version": settings["project"]["version"]}


def kind_of(column: str, data_type: str) -> str:
    """What a type of DuckDB is in other formats."""
    for kind, pattern in KINDS.items():
        if re.fullmatch(pattern, data_type):
            return kind
    raise FailedError(f"the column {column} has the type {data_type}, which the exports cannot describe")


def dataset(connection: duckdb.DuckDBPyConnection, project: Path) -> dict:
    """The dict, from a connection of `kewei.publish.opened`. Files are added to it as they are written."""
    tables: dict[str, dict] = {
        name: {
            "name": name,
            "description": text.strip(),
            "columns": [],
            "primary_key": [],
            "unique": [],
            "foreign_keys": [],
        }
        for name, text, _ in connection.execute(TABLES).fetchall()
    }
    if not tables:
        raise FailedError(f"the file has no tables in the schema {SCHEMA}. Run `make build` first")
    for table, name, data_type, nullable, text in connection.execute(COLUMNS).fetchall():
        if "sentence" in name:
            raise FailedError(
                f"the column {SCHEMA}.{table}.{name} holds sentences of the documents, which are not exported"
            )
        column = {"name": name, "type": data_type, "kind": kind_of(f"{SCHEMA}.{table}.{name}", data_type)}
        tables[table]["columns"].append(column | {"nullable": nullable, "description": " ".join(text.split())})
    for table, kind, names, other, referenced in connection.execute(KEYS).fetchall():
        if kind == "PRIMARY KEY":
            tables[table]["primary_key"] = names
        elif kind == "UNIQUE":
            tables[table]["unique"].append(names)
        elif other in tables:
            tables[table]["foreign_keys"].append({"columns": names, "table": other, "references": referenced})
    for name, table in tables.items():
        [(table["rows"],)] = connection.execute(f'select count(*) from {SCHEMA}."{name}"').fetchall()
    try:
        [(published,)] = connection.execute(PUBLISHED).fetchall()
    except duckdb.Error:
        published = None
    if published is None:
        raise FailedError("the file does not say when it was published. Run `make build` first")
    found = about(project)
    day, year = f"{published:%Y-%m-%d}", f"{published:%Y}"
    # As people write it; programs read the name that SPDX gives it.
    licence = found["licence"].replace("-", " ")
    citation = {
        "en": f"{found['publisher']} ({year}). {found['title_en']}. Version of {day}. {licence}.",
        "zh": f"{found['publisher']}（{year}）：《{found['title_zh']}》，{day}版，{licence}。",
    }
    return {**found, "published": published, "citation": citation, "tables": list(tables.values()), "files": []}
