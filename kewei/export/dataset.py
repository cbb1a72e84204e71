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
# Views that hold less than their mart, and so are safe to add up; the first sentence of their comments says so.
SAFE = "database_name = 'warehouse' and schema_name = 'main' and comment like 'Safe for a first query: %'"
KINDS = {
    "integer": "U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?",
    "decimal": r"DECIMAL\(.*\)",
    "double": "DOUBLE|FLOAT",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
    "text": "VARCHAR",
}
# The plain name is that of what is safe, as for whoever names no schema in SQL; the whole mart is marts.<name>.
TABLES = f"""
    with views as (select view_name as name, comment from duckdb_views() where {SAFE}),
    marts as (
        select table_name as name, comment
        from duckdb_tables()
        where database_name = 'warehouse' and schema_name = '{SCHEMA}' and table_name <> '{WITHHELD}'
    )
    select name, 'main' as schema_name, name as mart, coalesce(comment, '') from views
    union all
    select
        case when name in (select name from views) then '{SCHEMA}.' || name else name end, '{SCHEMA}', name,
        coalesce(comment, '')
    from marts
    order by schema_name, name like '{SCHEMA}.%', name
"""
COLUMNS = f"""
    select schema_name, table_name, column_name, data_type, is_nullable, coalesce(comment, '')
    from duckdb_columns()
    where database_name = 'warehouse' and schema_name in ('main', '{SCHEMA}')
    order by column_index
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


def quoted(name: str) -> str:
    """A name as SQL."""
    return '"' + name.replace('"', '""') + '"'


def source_of(table: dict) -> str:
    """Where a table of the dict is in the published file, as SQL."""
    return f"from {table['schema']}.{quoted(table['mart'])}"


def dataset(connection: duckdb.DuckDBPyConnection, project: Path) -> dict:
    """The dict, from a connection of `kewei.publish.opened`. Files are added to it as they are written."""
    tables = [
        {
            "name": name,
            "schema": schema,
            "mart": mart,
            "description": text.strip(),
            "columns": [],
            "primary_key": [],
            "unique": [],
            "foreign_keys": [],
        }
        for name, schema, mart, text in connection.execute(TABLES).fetchall()
    ]
    if not tables:
        raise FailedError(f"the file has no tables in the schema {SCHEMA}. Run `make build` first")
    required = set()
    columns = connection.execute(COLUMNS).fetchall()
    for schema, mart, name, _, nullable, _ in columns:
        if schema == SCHEMA and not nullable:
            required.add((mart, name))
    keys = connection.execute(KEYS).fetchall()
    # A reference leads to all that a mart holds, not only to what is safe of it.
    whole = {table["mart"]: table["name"] for table in tables if table["schema"] == SCHEMA}
    for table in tables:
        source = table["schema"], table["mart"]
        for schema, mart, name, data_type, _, text in columns:
            if (schema, mart) == source:
                if "sentence" in name:
                    raise FailedError(
                        f"the column {schema}.{mart}.{name} holds sentences of the documents, which are not exported"
                    )
                column = {"name": name, "type": data_type, "kind": kind_of(f"{schema}.{mart}.{name}", data_type)}
                # A view has no constraints of its own: what its mart never leaves out, it does not either.
                column |= {"nullable": (mart, name) not in required, "description": " ".join(text.split())}
                table["columns"].append(column)
        held = {column["name"] for column in table["columns"]}
        for mart, kind, names, other, referenced in keys:
            if mart == table["mart"] and held.issuperset(names):
                if kind == "PRIMARY KEY":
                    table["primary_key"] = names
                elif kind == "UNIQUE":
                    table["unique"].append(names)
                elif other in whole:
                    key = {"columns": names, "table": whole[other], "references": referenced}
                    table["foreign_keys"].append(key)
        [(table["rows"],)] = connection.execute(f"select count(*) {source_of(table)}").fetchall()
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
    return {**found, "published": published, "citation": citation, "tables": tables, "files": []}
