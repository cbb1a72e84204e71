"""The exports, read back by other people's libraries in an environment of their own, for tests/python/test_exports.py.

Parquet, which is compared with the warehouse there, is what every other format is compared with here.
"""

from __future__ import annotations

import csv
import json
import math
import os
import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet
import pytest

EXPORTS = Path(os.environ.get("KEWEI_EXPORTS", "exports"))
FOLDERS = {path.stem: path.parent.name for path in EXPORTS.glob("*/*.parquet")}
TABLES = sorted(FOLDERS)
# Of these the plain name is that of what is safe to add up, and marts.<name> that of everything.
HALVED = [
    *("fct_district_comparison", "fct_growth", "fct_implied_values", "fct_lookalikes", "fct_observations"),
    *("fct_target_attainment", "rpt_discrepancies"),
]
# A view of main that no mart has the name of is safe as well.
SAFE = sorted([*HALVED, "fct_other_figures", "fct_public_money"])
# The table with every kind of value and every trap, which the tests add to the marts.
MADE_UP = "fct_made_up"
BASE = "https://data.example/kewei/"


def parquet(table: str) -> list[dict]:
    """The rows of a table."""
    return pyarrow.parquet.read_table(EXPORTS / f"{FOLDERS[table]}/{table}.parquet").to_pylist()


def csv_of(table: str) -> str:
    """The path of the CSV of a table in the exports."""
    return f"marts/{table}.csv" if FOLDERS[table] == "marts" else f"csv/{table}.csv"


def plain(value: object) -> object:
    """A value whatever a library made of it: exact decimals, moments without a zone for days and times, None."""
    # Only Parquet keeps an empty text and no value apart.
    if isinstance(value, bool) or value is None or value == "":
        return None if value == "" else value
    if isinstance(value, bytes):
        return plain(value.decode())
    if isinstance(value, float) and math.isnan(value):
        return None
    if isinstance(value, int | float | Decimal):
        return Decimal(str(value)).normalize()
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)
    return value.replace(tzinfo=None) if isinstance(value, datetime) else value


def rows_of(rows: list[dict]) -> list[dict]:
    """Rows with plain values."""
    return [{name: plain(value) for name, value in row.items()} for row in rows]


def test_there_are_tables() -> None:
    assert {MADE_UP, "fct_observations", "dim_districts"} <= set(TABLES)
    assert not [table for table in TABLES if "fct_evidence" in table]
    assert [table for table, folder in sorted(FOLDERS.items()) if folder == "marts"] == [
        f"marts.{name}" for name in HALVED
    ]


def test_frictionless_finds_every_table_valid_and_equal() -> None:
    from frictionless import Package

    package = Package(str(EXPORTS / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["type", "note"])
    assert sorted(package.resource_names) == TABLES
    for table in TABLES:
        rows = [row.to_dict() for row in package.get_resource(table).read_rows()]
        assert rows_of(rows) == rows_of(parquet(table)), table


@pytest.mark.parametrize(
    ("column", "entry", "error"),
    [("district_code", "999999", "foreign-key"), ("made_up_id", "2", "primary-key"), ("day", "soon", "type-error")],
)
def test_frictionless_notices_a_breach(tmp_path: Path, column: str, entry: str, error: str) -> None:
    """Keys and types are not only stated: a reader checks them."""
    import shutil

    from frictionless import Package

    for folder in ("csv", "marts"):
        shutil.copytree(EXPORTS / folder, tmp_path / folder)
    path = tmp_path / f"csv/{MADE_UP}.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    rows[0][column] = entry
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    described = json.loads((EXPORTS / "datapackage.json").read_text(encoding="utf-8"))
    for resource in described["resources"]:
        del resource["hash"], resource["bytes"]
    (tmp_path / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    assert error in [kind for (kind,) in Package(str(tmp_path / "datapackage.json")).validate().flatten(["type"])]


def is_safe(row: dict, money: set[str]) -> bool:
    """Whether a figure says what happened and no other print of it counts instead; public money has its own table."""
    others = (row["repeat_of"], row["conflicts_with"], row["superseded_by"])
    is_money = row["indicator_code"] in money
    return row["kind"] == "actual" and row["measure"] == "level" and others == (None, None, None) and not is_money


def test_openpyxl_reads_the_same_values_and_nothing_that_runs() -> None:
    import openpyxl

    book = openpyxl.load_workbook(EXPORTS / "kewei.xlsx")
    read_me, *sheets, columns = book.sheetnames
    assert read_me.startswith("README")
    # What is safe comes first, what is everything last.
    # The history is only a file of its own.
    kept = [table for table in TABLES if table != "rpt_changes"]
    plain_names = [table for table in kept if table not in SAFE and FOLDERS[table] != "marts"]
    assert sheets == [*SAFE, *plain_names, *(f"marts.{name}" for name in HALVED)]
    for table in kept:
        sheet, expected = book[table], parquet(table)
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        head, *lines = sheet.iter_rows(values_only=True)
        assert len(lines) == len(expected)
        for line, row in zip(lines, expected, strict=True):
            for name, cell, value in zip(head, line, row.values(), strict=True):
                assert (cell if value is None else as_in_excel(cell, value)) == as_in_excel(value, value), (table, name)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    described = {
        (table, column): text for table, column, *_, text in book[columns].iter_rows(min_row=2, values_only=True)
    }
    assert described[MADE_UP, "amount"] == "An amount | 金额"
    assert sorted({table for table, _ in described}) == TABLES


def test_the_plain_name_is_that_of_what_is_safe() -> None:
    """A first sum counts what happened, each thing once, with its English name and what it may be added to."""
    seen, every = parquet("fct_observations"), {row["observation_id"]: row for row in parquet("marts.fct_observations")}
    money = {row["indicator_code"] for row in parquet("dim_indicators") if row["funding_stage"]}
    safe = sorted(name for name, row in every.items() if is_safe(row, money))
    assert sorted(row["observation_id"] for row in seen) == safe
    assert {row["indicator_code"] for row in parquet("fct_public_money")} == money
    assert [row for row in seen if not (row["indicator_en"] and row["adding_up_en"] and row["adding_up_zh"])] == []
    first = {row["conflicts_with"] for row in every.values()}
    disputed = [row for row in seen if row["observation_id"] in first]
    assert [(row["value"], row["value_low"], row["value_high"]) for row in disputed] == [(None, 145, 161)]
    assert all("145家" in row["caveat_en"] and "161家" in row["caveat_en"] for row in disputed)


def as_in_excel(value: object, original: object) -> object:
    """A value as Excel has it: times to the second, dates as times, more than 15 digits as text."""
    if isinstance(original, datetime):
        return value.replace(microsecond=0) if isinstance(value, datetime) else value
    if isinstance(original, date):
        return value.date() if isinstance(value, datetime) else value
    if isinstance(original, Decimal) and len(original.normalize().as_tuple().digits) > 15:
        return str(value)
    return plain(value)


def sdmx_expected() -> dict[str, dict]:
    """Rows of fct_observations that have a year, by their id."""
    return {row["observation_id"]: row for row in parquet("marts.fct_observations") if row["year"] is not None}


def test_pysdmx_reads_structure_and_observations() -> None:
    from pysdmx.io import get_datasets, read_sdmx

    message = read_sdmx(EXPORTS / "sdmx/structure.xml", validate=True)
    [structure] = message.get_data_structure_definitions()
    dimensions = [component.id for component in structure.components.dimensions]
    assert dimensions == ["REF_AREA", "INDICATOR", "MEASURE", "KIND", "OCCURRENCE", "TIME_PERIOD"]
    [read] = get_datasets(EXPORTS / "sdmx/observations.csv", EXPORTS / "sdmx/structure.xml")
    assert not read.data.duplicated(dimensions).any()
    expected = sdmx_expected()
    assert sorted(read.data["OBSERVATION"]) == sorted(expected)
    codes = {one.id: {code.id for code in one.codes} for one in message.get_codelists()}
    for component in structure.components:
        if component.local_codes is not None:
            used = {value for value in read.data[component.id] if value and value == value}
            assert used <= codes[component.local_codes.id], component.id
    for row in read.data.to_dict("records"):
        value, low, high = (expected[row["OBSERVATION"]][name] for name in ("value", "value_low", "value_high"))
        for found, printed in ((row["OBS_VALUE"], value), (row["LOWER"], low), (row["UPPER"], high)):
            assert number(found) == plain(printed), row["OBSERVATION"]


def test_a_missing_number_is_written_as_sdmx_writes_it() -> None:
    with (EXPORTS / "sdmx/observations.csv").open(encoding="utf-8", newline="") as handle:
        written = {row["OBSERVATION"]: row for row in csv.DictReader(handle)}
    ranges = [key for key, row in sdmx_expected().items() if row["value"] is None]
    assert ranges
    assert {(written[key]["OBS_VALUE"], written[key]["OBS_STATUS"]) for key in ranges} == {("NaN", "O")}


def number(value: object) -> Decimal | None:
    """A number that a library may hold as text."""
    missing = value is None or value == "" or value != value or value == "NaN"
    return None if missing else Decimal(str(value)).normalize()


def test_sdmx1_reads_structure_and_observations() -> None:
    import sdmx

    message = sdmx.read_sdmx(EXPORTS / "sdmx/structure.xml")
    structure = message.structure["DSD_FIGURES"]
    [data] = sdmx.read_sdmx(EXPORTS / "sdmx/observations.csv", structure=structure).data
    expected = sdmx_expected()
    found = {str(one.attached_attribute["OBSERVATION"].value): number(one.value) for one in data.obs}
    assert found == {key: plain(row["value"]) for key, row in expected.items()}
    counted = [one for one in data.obs if str(one.dimension["OCCURRENCE"].value) == "1"]
    not_counted = ("repeat_of", "conflicts_with", "superseded_by")
    ids = {str(one.attached_attribute["OBSERVATION"].value) for one in counted}
    assert ids == {key for key, row in expected.items() if not any(row[name] for name in not_counted)}
    for codelist in message.codelist.values():
        for code in codelist:
            assert code.name["en"], code.id
            assert code.name["zh"], code.id


def test_csvw_reads_every_table_and_its_references() -> None:
    import csvw

    checked = csvw.CSVW(str(EXPORTS / "csvw.json"), validate=True)
    assert checked.is_valid, [str(warning.message) for warning in checked.warnings]
    group = csvw.TableGroup.from_file(EXPORTS / "csvw.json")
    group.check_referential_integrity()
    assert sorted(Path(str(table.url)).stem for table in group.tables) == TABLES
    for table in group.tables:
        name = Path(str(table.url)).stem
        assert rows_of(list(table)) == rows_of(parquet(name)), name
    [made_up] = [table for table in group.tables if MADE_UP in str(table.url)]
    # The others may be null, which CSVW does not know of.
    assert [key.columnReference for key in made_up.tableSchema.foreignKeys] == [["area_code"]]


def test_mlcroissant_reads_every_record() -> None:
    import mlcroissant

    read = mlcroissant.Dataset(jsonld=str(EXPORTS / "croissant.json"))
    assert read.metadata.ctx.issues.errors == set()
    assert read.metadata.ctx.issues.warnings == set()
    assert sorted(records.id for records in read.metadata.record_sets) == TABLES
    for table in TABLES:
        rows = []
        for record in read.records(record_set=table):
            rows.append({name.split("/")[-1]: as_record(value) for name, value in record.items()})
        expected = [{name: as_record(value) for name, value in row.items()} for row in parquet(table)]
        assert rows == expected, table


def as_record(value: object) -> object:
    """A value as Croissant has it: numbers are floats, times those of pandas."""
    if isinstance(value, Decimal):
        return plain(float(value))
    if hasattr(value, "to_pydatetime"):
        value = None if value != value else value.to_pydatetime()
    return plain(value)


@pytest.mark.parametrize("name", ["dcat.json", "schema_org.json"])
def test_rdflib_reads_the_catalogue(name: str) -> None:
    import rdflib

    text = (EXPORTS / name).read_text(encoding="utf-8")
    # No test fetches anything: the terms of schema.org stand for its context.
    text = text.replace('"@context": "https://schema.org/"', '"@context": {"@vocab": "https://schema.org/"}')
    graph = rdflib.Graph().parse(data=text, format="json-ld", publicID=BASE + name)
    dcat, dct, schema = rdflib.DCAT, rdflib.DCTERMS, rdflib.Namespace("https://schema.org/")
    if name == "dcat.json":
        [dataset] = graph.subjects(rdflib.RDF.type, dcat.Dataset)
        assert {title.language for title in graph.objects(dataset, dct.title)} == {"en", "zh-Hans"}
        licences, addresses = list(graph.objects(dataset, dct.license)), list(graph.objects(None, dcat.downloadURL))
    else:
        [dataset] = graph.subjects(rdflib.RDF.type, schema.Dataset)
        licences, addresses = list(graph.objects(dataset, schema.license)), list(graph.objects(None, schema.contentUrl))
    assert [str(licence) for licence in licences] == ["https://creativecommons.org/licenses/by/4.0/"]
    paths = {str(address).removeprefix(BASE) for address in addresses}
    assert {csv_of(table) for table in TABLES} | {"kewei.xlsx", "sdmx/structure.xml"} <= paths
    assert [path for path in paths if not (EXPORTS / path).is_file()] == []


def test_the_loaders_of_the_manual_run(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (Path(__file__).parents[2] / "docs/exports.md").read_text(encoding="utf-8")
    monkeypatch.chdir(EXPORTS.parent)
    tables, observations = re.findall("```python\n(.*?)```", text, re.DOTALL)
    names: dict = {}
    by_format, by_csv = tables.split("# From CSV")
    exec(by_format, names)
    expected = names["figures"]
    exec("#" + by_csv, names)
    assert sorted(names["figures"]["district_code"].dropna()) == sorted(expected["district_code"].dropna())
    assert set(names["figures"]["district_code"].dropna()) <= {row["district_code"] for row in parquet("dim_districts")}
    *before, last = observations.strip().split("\n")
    exec("\n".join(before), names)
    wanted = {"indicator_code": "technology_contract_value", "measure": "level", "kind": "actual"}
    wanted |= dict.fromkeys(("repeat_of", "conflicts_with", "superseded_by"))
    expected = [row["observation_id"] for row in parquet("marts.fct_observations") if wanted.items() <= row.items()]
    assert sorted(eval(last, names)["OBSERVATION"]) == sorted(expected) != []
