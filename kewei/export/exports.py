"""`kewei exports`: every mart of warehouse.duckdb as files, for those who do not use SQL. See docs/exports.md."""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import mkdtemp

import duckdb
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kewei.export import metadata, sdmx
from kewei.export.dataset import SCHEMA, dataset, quoted, source_of
from kewei.export.sheets import Book
from kewei.problem import FailedError
from kewei.publish import opened

SUMS = "SHA256SUMS"
# Above this, a sheet takes minutes to write and to open; Parquet and CSV have the table.
SHEET_ROWS = 100_000
# It grows with every change, and is for those who made it: a file of its own, no sheet, no download beside pages.
HISTORY = "rpt_changes"
# Where the whole marts are of which csv/ and parquet/ hold what is safe to add up.
WHOLE = "marts"
TYPES = {
    ".csv": "text/csv",
    ".parquet": "application/vnd.apache.parquet",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml",
    ".md": "text/markdown",
    ".zip": "application/zip",
}
READ_ME = {"en": "README.md", "zh": "README.zh-CN.md"}
LICENCES = ("LICENSE-DATA", "CITATION.cff")


def export(project: Path, database: Path, out: Path) -> dict:
    """Write the exports of a published file into a folder. Returns the dict that describes them."""
    check_folder(out)
    draft = Path(mkdtemp(prefix=f".{out.name}.", suffix=".tmp", dir=out.parent))
    try:
        with opened(database) as connection:
            # One thread, so that equal tables are equal bytes.
            connection.execute("set threads = 1")
            described = dataset(connection, project)
            sdmx.check_roles(described)
            write(connection, project, described, draft)
        put_in_place(draft, out)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return described


def check_folder(out: Path) -> None:
    """Raise FailedError for a folder in which other files than exports would be replaced."""
    if not out.parent.is_dir():
        raise FailedError(f"the folder {out.parent} is not there")
    if out.exists() and not out.is_dir():
        raise FailedError(f"{out} is no folder")
    if out.is_dir() and any(out.iterdir()) and not (out / SUMS).is_file():
        raise FailedError(f"{out} holds other files. Name a folder that is empty or does not exist")


def write(connection: duckdb.DuckDBPyConnection, project: Path, described: dict, folder: Path) -> None:
    """Write every file, and add each to the dict as it is there."""

    def add(path: Path, media_type: str = "", **more: str) -> None:
        name = path.relative_to(folder).as_posix()
        kind = media_type or TYPES.get(path.suffix, "text/plain")
        described["files"].append({"path": name, "media_type": kind, **measured(path), **more})

    for table in described["tables"]:
        # Each format asks for the rows; a view would be computed for each of them.
        if table["rows"] <= SHEET_ROWS:
            connection.execute(f"create temp table {held(table)} as {source_of(table)} order by all")
        for ending in ("csv", "parquet"):
            path = folder / (WHOLE if is_whole(table) else ending) / f"{table['name']}.{ending}"
            path.parent.mkdir(exist_ok=True)
            write_table(connection, table, path)
            add(path, table=table["name"])
    (folder / "sdmx").mkdir()
    structure, data = folder / "sdmx/structure.xml", folder / "sdmx/observations.csv"
    sdmx.write_structure(described, sdmx.codelists(connection, described), structure)
    described["sdmx_rows"], described["sdmx_left_out"] = sdmx.write_data(connection, data)
    add(structure, "application/vnd.sdmx.structure+xml")
    add(data, "application/vnd.sdmx.data+csv")
    book = folder / f"{described['name']}.xlsx"
    write_book(connection, described, book)
    add(book)
    for name in LICENCES:
        shutil.copyfile(project / name, folder / name)
        add(folder / name)
    templates = Environment(loader=FileSystemLoader(Path(__file__).parent), undefined=StrictUndefined, trim_blocks=True)
    for name in READ_ME.values():
        text = templates.get_template(f"{name}.j2").render(
            described, role=sdmx.ROLES, once=[sdmx.ROLES[name] for name in sdmx.NOT_COUNTED]
        )
        (folder / name).write_text(text.rstrip("\n") + "\n", encoding="utf-8")
        add(folder / name)
    for name, (media_type, make) in metadata.WRITERS.items():
        (folder / name).write_text(metadata.as_json(make(described)), encoding="utf-8")
        add(folder / name, media_type)
    sums = "".join(f"{file['sha256']}  {file['path']}\n" for file in described["files"])
    (folder / SUMS).write_text(sums, encoding="utf-8")
    add(folder / SUMS)
    # Of it no checksum stands beside it: it holds the checksums.
    archive = folder / f"{described['name']}.zip"
    pack(folder, [file["path"] for file in described["files"]], archive, described)
    add(archive)


def measured(path: Path) -> dict:
    """Bytes and checksum of a file."""
    with path.open("rb") as handle:
        return {"bytes": path.stat().st_size, "sha256": hashlib.file_digest(handle, "sha256").hexdigest()}


def held(table: dict) -> str:
    """The name of a copy of a table, while the exports are written."""
    return f"temp.{quoted(table['name'])}"


def ordered(table: dict) -> str:
    """A query of a table in one order."""
    return f"from {held(table)}" if table["rows"] <= SHEET_ROWS else f"{source_of(table)} order by all"


def is_whole(table: dict) -> bool:
    """Whether a table is a mart of which another one holds what is safe."""
    return table["name"] != table["mart"]


def write_table(connection: duckdb.DuckDBPyConnection, table: dict, path: Path) -> None:
    """Write a table as CSV or Parquet."""
    columns, options = [], "format parquet, compression zstd, compression_level 19"
    if path.suffix == ".csv":
        options = "format csv, header, timestampformat '%Y-%m-%dT%H:%M:%S.%f'"
    for column in table["columns"]:
        name = quoted(column["name"])
        if path.suffix == ".csv" and column["kind"] == "decimal" and not column["type"].endswith(",0)"):
            # 0.5 for 0.500000; the number is the same.
            columns.append(f"rtrim(rtrim({name}::varchar, '0'), '.') as {name}")
        else:
            columns.append(name)
    target = str(path).replace("'", "''")
    connection.execute(f"copy (select {', '.join(columns)} from ({ordered(table)})) to '{target}' ({options})")


def write_book(connection: duckdb.DuckDBPyConnection, described: dict, path: Path) -> None:
    """Write the workbook: what it is, what is safe to add up, every other table, every column."""
    tables = [one for one in described["tables"] if one["rows"] <= SHEET_ROWS and one["name"] != HISTORY]
    properties = {
        "title": described["title_zh"],
        "author": described["publisher"],
        "comments": described["citation"]["en"],
    }
    with Book(path, described["published"], properties) as book:
        book.lines("README 说明", notes(described, [table["name"] for table in tables]))
        for table in tables:
            rows = connection.execute(ordered(table)).fetchall()
            book.table(table["name"], [column["name"] for column in table["columns"]], rows)
        columns = ["table", "column", "type", "may_be_null", "key", "refers_to", "description"]
        book.table("columns", columns, codebook(described))


def codebook(described: dict) -> Iterator[tuple]:
    """A row for each column of each table."""
    for table in described["tables"]:
        refers = {
            own: f"{key['table']}.{other}"
            for key in table["foreign_keys"]
            for own, other in zip(key["columns"], key["references"], strict=True)
        }
        for column in table["columns"]:
            name = column["name"]
            key = "primary" if name in table["primary_key"] else None
            text = column["description"]
            yield table["name"], name, column["kind"], column["nullable"], key, refers.get(name), text


def notes(described: dict, sheets: list[str]) -> Iterable[str]:
    """The lines of the first sheet."""
    yield described["title_zh"]
    yield described["title_en"]
    yield " ".join(described["description_zh"].split())
    yield " ".join(described["description_en"].split())
    yield "空单元格表示无数值或不适用，绝不表示零；各列含义见 columns 工作表。"
    yield "An empty cell means no value, or that it does not apply; never zero. The sheet columns describes each one."
    yield "直接查询请用靠前的几张工作表：每项只计一次，已发生的与所承诺的分开；adding_up_zh列说明能否相加。"
    yield "The first sheets are safe to begin with: each thing once, promises apart; adding_up_en says what adds up."
    yield f"名称以{SCHEMA}.开头的工作表为全部数据，含承诺、增长率、名次和重复出现的，不可直接求和。"
    yield f"Sheets named {SCHEMA}.… hold everything, also promises, rates, ranks and repeats: do not sum them."
    yield described["citation"]["zh"]
    yield described["citation"]["en"]
    yield f"{described['licence_title_zh']} · {described['licence_title_en']} · {described['licence_url']}"
    for table in described["tables"]:
        where = "" if table["name"] in sheets else " Only in csv/ and parquet/, not a sheet."
        yield f"{table['name']} ({table['rows']:,}): {table['description']}{where}"


def pack(folder: Path, names: list[str], archive: Path, described: dict) -> None:
    """Write files into a zip, all of one time."""
    time = described["published"].timetuple()[:6]
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as handle:
        for name in sorted(names):
            entry = zipfile.ZipInfo(f"{described['name']}/{name}", time)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            handle.writestr(entry, (folder / name).read_bytes())


def put_in_place(draft: Path, out: Path) -> None:
    """Put the files in the place of those of an earlier export, each in one step; the checksums come last."""
    before = listed(out)
    out.mkdir(exist_ok=True)
    names = [path.relative_to(draft).as_posix() for path in sorted(draft.rglob("*")) if path.is_file()]
    for name in sorted(names, key=lambda name: (name == SUMS, name)):
        (out / name).parent.mkdir(exist_ok=True)
        os.replace(draft / name, out / name)
    for name in before - set(names):
        (out / name).unlink(missing_ok=True)


def listed(out: Path) -> set[str]:
    """The files of an earlier export, as its checksums name them; none outside its folder."""
    path = out / SUMS
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    names = {line.split("  ", 1)[1] for line in lines if "  " in line}
    return {name for name in names if (out / name).resolve().is_relative_to(out.resolve()) and (out / name).is_file()}
