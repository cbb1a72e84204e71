"""Facts below `facts_location`: what changed there since the last publish, and how only that is rebuilt.

No mart looks beyond a city: districts are compared, shares are read and targets judged within one. So the models are
run, with all their tests, on the documents of the cities in which a document changed, and the rows of those cities
replace the published ones.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import yaml

from kewei.history import RUNS, quoted
from kewei.publish import WAREHOUSE, connection_settings, nodes_of, write_draft

TABLES = ("facts", "numerals", "documents", "districts")
FORMATS = {"parquet": "read_parquet('{}')", "csv": "read_csv('{}', header = true, all_varchar = true)"}
SLICE = "target/slice.duckdb"
SLICE_TARGET = "target/slice"
# Rebuilding most of the cities one by one is no shorter than rebuilding all.
LARGEST_SHARE = 0.3

# One row per document: its city, and a checksum over all of its rows that no order of them changes.
STATES = """
    with parts as (
        select document_id, 'facts' as part, count(*) as n, bit_xor(hash(rows)) as x, sum(hash(rows)) as s
        from {facts} as rows group by document_id
        union all
        select document_id, 'numerals', count(*), bit_xor(hash(rows)), sum(hash(rows))
        from {numerals} as rows group by document_id
        union all
        select document_id, 'documents', count(*), bit_xor(hash(rows)), sum(hash(rows))
        from {documents} as rows group by document_id),
    states as (
        select document_id, string_agg(concat_ws(' ', part, n, x, s), ', ' order by part) as state
        from parts group by document_id)
    select states.document_id, districts.city_code, states.state
    from states
    left join {documents} as documents on states.document_id = documents.document_id
    left join {catalog}.marts.dim_districts as districts
        on cast(documents.district_code as varchar) = districts.district_code
"""


@dataclass(frozen=True)
class Plan:
    """What to rebuild. cities: codes, or None for everything; reason: why, in a few words; as_of: what is due."""

    cities: tuple[str, ...] | None
    reason: str
    documents: int = 0
    as_of: date | None = None


def settings_of(project: Path) -> tuple[str, str]:
    """`facts_location` ('' for the seeds) and its format, as the macros of the same names find them."""
    given = yaml.safe_load((project / "dbt_project.yml").read_text(encoding="utf-8")).get("vars") or {}
    location = given.get("facts_location") or os.environ.get("FACTS_LOCATION", "")
    form = given.get("facts_format") or os.environ.get("FACTS_FORMAT", "") or "parquet"
    if form not in FORMATS:
        raise ValueError(f"facts_format: found {form!r}, expected parquet or csv")
    return location.strip().rstrip("/"), form


def relation(project: Path, table: str) -> str:
    """A table below the location as DuckDB reads it. The current folder must be the project."""
    location, form = settings_of(project)
    return FORMATS[form].format(quoted(f"{location}/{table}/*.{form}"))


def states_of(project: Path, catalog: str) -> str:
    """The query for the state of every document. catalog: the database whose districts tell the city."""
    return STATES.format(catalog=catalog, **{table: relation(project, table) for table in TABLES})


def files(project: Path) -> Iterator[tuple[str, str]]:
    """Every local file below the location, with size and time of change: enough to see that nothing has changed.

    Raises OSError where the location is in object storage, whose files cannot be seen from here.
    """
    location, form = settings_of(project)
    if not location:
        return
    if "://" in location:
        raise OSError(f"{location} cannot be listed from here")
    root = Path(location) if Path(location).is_absolute() else project / location
    base = Path(root.anchor)
    for table in TABLES:
        for path in base.glob(f"{root.relative_to(base)}/{table}/*.{form}"):
            stat = path.stat()
            yield f"facts_location: {os.path.relpath(path, project)}", f"{stat.st_size} {stat.st_mtime_ns}"


def connect(draft: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A connection within the limit of memory, to a file or to none."""
    return duckdb.connect(str(draft) if draft else ":memory:", config=connection_settings())


def plan(project: Path, settings: str | None) -> Plan:
    """Compare the location with the published file. settings: fingerprint of all but the location.

    Everything is rebuilt where the code, the catalogue or the list of districts changed, where a year has ended since,
    and where most cities changed; a document that stands in no city is for the tests to find.
    """
    if not (project / WAREHOUSE).is_file():
        return Plan(None, "nothing has been published yet")
    try:
        with attached(project) as connection:
            return compare(project, connection, settings)
    except duckdb.Error as error:
        return Plan(None, f"{WAREHOUSE} cannot be built upon ({str(error).splitlines()[0]})")


@contextmanager
def attached(project: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the published file attached, read-only, as `published`."""
    connection = connect()
    try:
        connection.execute(f"attach '{quoted(project / WAREHOUSE)}' as published (read_only)")
        yield connection
    finally:
        connection.close()


def compare(project: Path, connection: duckdb.DuckDBPyConnection, settings: str | None) -> Plan:
    """The comparison of `plan`, on a connection with the published file."""
    last = connection.execute(
        "select settings_fingerprint from published.ops.run_history where published order by started_at desc limit 1"
    ).fetchone()
    if settings is None or last is None or last[0] != settings:
        return Plan(None, "code, catalogue or settings are not those of the published file")
    columns = "district_code, district, district_en, full_name"
    here = f"select {columns} from {relation(project, 'districts')}"
    there = f"select {columns} from published.marts.dim_districts"
    if connection.execute(f"({here} except {there}) union all ({there} except {here})").fetchone():
        return Plan(None, "the list of districts changed")
    dates = [
        connection.execute(f"select cast(max(issued_on) as date) from {source}").fetchone()[0]
        for source in (relation(project, "documents"), "published.marts.dim_documents")
    ]
    if last_year(dates[0]) != last_year(dates[1]):
        return Plan(None, f"the year {last_year(dates[0])} has ended since, so other targets are due")
    connection.execute(f"create temp table states as {states_of(project, 'published')}")
    changed = connection.execute("""
        select coalesce(states.document_id, before.document_id), before.city_code, states.city_code
        from states full join published.ops.document_states as before on states.document_id = before.document_id
        where states.state is distinct from before.state or states.city_code is distinct from before.city_code
    """).fetchall()
    cities = {city for _, *of_document in changed for city in of_document}
    if any(before is None and now is None for _, before, now in changed):
        return Plan(None, "a document stands in no district that is known")
    cities -= {None}
    known = connection.execute("select count(distinct city_code) from published.ops.document_states").fetchone()[0]
    if len(cities) > LARGEST_SHARE * known:
        return Plan(None, f"{len(changed)} documents in {len(cities)} of {known} cities changed")
    told = f"{len(changed)} document{'s' if len(changed) != 1 else ''} changed"
    return Plan(tuple(sorted(cities)), told, len(changed), dates[0])


def last_year(day: date) -> int:
    """The last year that has ended on a day."""
    return day.year if (day.month, day.day) == (12, 31) else day.year - 1


def write_all(project: Path, draft: Path, history: Path) -> None:
    """Write the marts of the last build into a draft, and beside them the state of every document."""
    write_draft(project, draft, history)
    with connect(draft) as connection:
        sql = states_of(project, current_catalog(connection))
        connection.execute(f"create or replace table ops.document_states as {sql} order by all")
        describe_states(connection)


def current_catalog(connection: duckdb.DuckDBPyConnection) -> str:
    """The name of the database that a connection was opened to."""
    return quoted(connection.execute("select current_database()").fetchone()[0])


def describe_states(connection: duckdb.DuckDBPyConnection) -> None:
    """Comments on the table of states."""
    for name, text in {
        "document_id": "Key of the document.",
        "city_code": "City of the document: what is rebuilt when it changes.",
        "state": "Checksums over the rows of the document below facts_location, with their numbers.",
    }.items():
        connection.execute(f"comment on column ops.document_states.{name} is '{text}'")
    connection.execute(
        "comment on table ops.document_states is 'What each document looked like below facts_location when it was "
        "published. One row per document.'"
    )


def write_changed(project: Path, draft: Path, history: Path, wanted: Plan) -> None:
    """Copy the published file into a draft, with the rows of some cities from the last build of those cities."""
    shutil.copyfile(project / WAREHOUSE, draft)
    with connect(draft) as connection:
        connection.execute(f"attach '{quoted(history)}' as history (read_only)")
        connection.execute("create temp table cities as select unnest(?) as city_code", [list(wanted.cities)])
        connection.execute(f"create temp table states as {states_of(project, current_catalog(connection))}")
        connection.execute("""
            create temp table rebuilt as
            select document_id from ops.document_states where city_code in (select city_code from cities)
            union select document_id from states where city_code in (select city_code from cities)
        """)
        if wanted.cities:
            connection.execute(f"attach '{quoted(project / SLICE)}' as slice (read_only)")
            for table in nodes_of(project / SLICE_TARGET, "model", "marts"):
                replace_rows(connection, f"marts.{table}", f"slice.marts.{table}")
        connection.execute(
            "update marts.fct_target_attainment set as_of_date = ? where as_of_date <> ?", [wanted.as_of] * 2
        )
        for table, source in (
            (f"{RUNS.schema}.{RUNS.table}", f"history.{RUNS.schema}.{RUNS.table}"),
            ("ops.document_states", "states"),
        ):
            connection.execute(f"delete from {table}")
            connection.execute(f"insert into {table} by name from {source}")
        connection.execute("checkpoint")


def replace_rows(connection: duckdb.DuckDBPyConnection, table: str, source: str) -> None:
    """Put the rows of the rebuilt cities in the place of the old ones; a table without places is replaced whole."""
    columns = {row[0] for row in connection.execute(f"describe {table}").fetchall()}
    where = "true"
    if "city_code" in columns and not table.endswith(".dim_districts"):
        where = "city_code in (select city_code from cities)"
    elif "document_id" in columns:
        where = "document_id in (select document_id from rebuilt)"
    connection.execute(f"delete from {table} where {where}")
    connection.execute(f"insert into {table} by name from {source}")
