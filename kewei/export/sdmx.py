"""The printed figures as SDMX: the structure in SDMX-ML 2.1, the observations in SDMX-CSV 2.0.

That pair is what SDMX libraries read today. The occurrence makes the key unique: 1 is a print that counts; repeats,
disputed and superseded prints come after it.
"""

from __future__ import annotations

import csv
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb

from kewei.export.dataset import SCHEMA
from kewei.problem import FailedError

AGENCY, VERSION, FLOW, STRUCTURE, CONCEPTS = "KEWEI", "1.0", "FIGURES", "DSD_FIGURES", "CS_FIGURES"
FIGURES = "fct_observations"
# How firmly a figure that is a target is put.
STRENGTHS = f"(select target_observation_id as id, strength from {SCHEMA}.fct_target_attainment)"
# The only place that names columns of marts: what each means in SDMX. Every other export takes them as they are.
ROLES = {
    "id": "observation_id",
    "district": "district_code",
    "area": "area_code",
    "indicator": "indicator_code",
    "measure": "measure",
    "kind": "kind",
    "year": "year",
    "period": "period",
    "value": "value",
    "low": "value_low",
    "high": "value_high",
    "bound": "bound",
    "unit": "unit",
    "base_year": "base_year",
    "rank_group": "rank_group",
    "figure": "figure",
    "document": "document_id",
    "char_start": "char_start",
    "repeat_of": "repeat_of",
    "conflicts_with": "conflicts_with",
    "superseded_by": "superseded_by",
}
# Prints of a fact that counts elsewhere.
NOT_COUNTED = ("repeat_of", "superseded_by", "conflicts_with")
# Tables of codes: the column of the code; its labels are the columns of the same name without _code, with _zh and _en.
CODES = {"dim_districts": "district_code", "dim_areas": "area_code", "dim_indicators": "indicator_code"}
CODELISTS = "dim_codelists"
# Standard codes of units; any other unit that is not Latin is named by its characters.
UNITS = {
    "元": "CNY",
    "美元": "USD",
    "欧元": "EUR",
    "港元": "HKD",
    "日元": "JPY",
    "英镑": "GBP",
    "%": "PT",
    "‰": "PM",
    "pp": "PP",
}
STATUS = {
    "A": ("Normal", "正常"),
    "F": ("Forecast or intention, no outcome and no promise", "预计数"),
    "O": ("No single value: see LOWER, UPPER and BOUND", "无单一数值，见上下限"),
    "U": ("One document prints another value for the same thing", "同一文件中另有不同数值"),
}


@dataclass(frozen=True)
class Component:
    """A dimension or an attribute: its name in both languages and where its codes come from, or its type."""

    id: str
    en: str
    zh: str
    codes: str = ""
    text_type: str = "String"
    mandatory: bool = False


DIMENSIONS = (
    Component("REF_AREA", "District, or place within it or city", "地区", "CL_REF_AREA"),
    Component("INDICATOR", "Indicator: one precise definition", "指标（口径）", "CL_INDICATOR"),
    Component(
        "MEASURE", "What the figure says of the indicator: level, change, rank or completion", "度量", "CL_MEASURE"
    ),
    Component("KIND", "Outcome, target or forecast", "类别（实绩、目标、预计）", "CL_KIND"),
    Component(
        "OCCURRENCE",
        "Number of the print among those of one key; 1 is one that counts",
        "同一主键下的序号，1 为应计数者",
        "",
        "Integer",
    ),
)
TIME = Component("TIME_PERIOD", "Period that the figure describes", "时期", "", "ObservationalTimePeriod")
VALUE = Component("OBS_VALUE", "Printed number in the base unit", "数值（基本单位）", "", "Double")
ATTRIBUTES = (
    Component("OBS_STATUS", "Status of the observation", "观测值状态", "CL_OBS_STATUS", mandatory=True),
    Component("UNIT_MEASURE", "Base unit", "计量单位", "CL_UNIT_MEASURE", mandatory=True),
    Component(
        "BOUND", "How value and ends are to be read", "数值的含义（精确、四舍五入、下限等）", "CL_BOUND", mandatory=True
    ),
    Component("LOWER", "Lower end of what the print supports", "下限", "", "Decimal"),
    Component("UPPER", "Upper end of what the print supports", "上限", "", "Decimal"),
    Component("BASE_YEAR", "Year that a change counts from", "基期年份", "", "Integer"),
    Component("RANK_GROUP", "Group that a rank refers to", "排名范围"),
    Component("STRENGTH", "How firmly a target is put", "目标的约束程度", "CL_STRENGTH"),
    Component("FIGURE", "The figure as printed", "原文表述", mandatory=True),
    Component("DOCUMENT", "Document that prints it", "文件", mandatory=True),
    Component(
        "CHAR_START", "Where it starts in the document's text, from 0", "原文起始位置（字符）", "", "Integer", True
    ),
    Component("OBSERVATION", "observation_id in the other exports", "观测值标识", mandatory=True),
    Component("REPEAT_OF", "Observation that this one repeats", "所重复的观测值"),
    Component("CONFLICTS_WITH", "Observation of the same document with another value", "与之冲突的观测值"),
    Component("SUPERSEDED_BY", "Observation of a later document with another value", "已被后续文件更新"),
)
COMPONENTS = (*DIMENSIONS, TIME, VALUE, *ATTRIBUTES)


@dataclass(frozen=True)
class Code:
    """A code with its labels."""

    id: str
    zh: str
    en: str
    definition: str = ""


def check_roles(described: dict) -> None:
    """Raise FailedError if a table or column that SDMX needs is gone."""
    tables = {
        table["mart"]: {column["name"] for column in table["columns"]}
        for table in described["tables"]
        if table["schema"] == SCHEMA
    }
    needed = {FIGURES: set(ROLES.values()), CODELISTS: {"codelist", "code", "label_zh", "label_en"}}
    needed |= {table: {code} for table, code in CODES.items()}
    for table, columns in needed.items():
        if gone := sorted(columns - tables.get(table, set())):
            raise FailedError(
                f"{SCHEMA}.{table} has no column {', '.join(gone)}, which the SDMX export needs. Name "
                "what took its place in kewei/export/sdmx.py"
            )


def unit_code(unit: str) -> str:
    """A Latin code of a unit: the standard's where there is one, else the code points of its characters."""
    return UNITS.get(unit) or (
        unit.upper() if re.fullmatch("[A-Za-z]+", unit) else "_".join(f"U{ord(character):04X}" for character in unit)
    )


def time_period(year: int, period: str) -> str:
    """A year and a part of it, or a span of years, as SDMX writes them."""
    if period == "year":
        return str(year)
    if found := re.fullmatch("H([12])", period):
        return f"{year}-S{found[1]}"
    if re.fullmatch("Q[1-4]", period):
        return f"{year}-{period}"
    if found := re.fullmatch("[ME](0[1-9]|1[0-2])", period):
        return f"{year}-{found[1]}"
    if found := re.fullmatch("M(0[1-9]|1[0-2])-M(0[1-9]|1[0-2])", period):
        return f"{year}-{found[1]}-01/P{int(found[2]) - int(found[1]) + 1}M"
    if found := re.fullmatch("([0-9]{4})-([0-9]{4})", period):
        return f"{found[1]}-01-01/P{int(found[2]) - int(found[1]) + 1}Y"
    raise FailedError(
        f"the period {period} of {year} has no form in SDMX. Give it one in kewei/export/sdmx.py, time_period"
    )


def codelists(connection: duckdb.DuckDBPyConnection, described: dict) -> dict[str, list[Code]]:
    """Every codelist with its codes in order."""

    def of_table(table: str) -> list[Code]:
        key = CODES[table]
        [columns] = [
            [column["name"] for column in one["columns"]] for one in described["tables"] if one["name"] == table
        ]
        names = []
        for name, others in ((key.removesuffix("_code"), ("_zh", "", "_en")), ("definition", ("", "_en", "_zh"))):
            names.append([f'"{name}{other}"' for other in others if f"{name}{other}" in columns] or ["null"])
        labels, definitions = names
        sql = f"select {key}, {labels[0]}, {labels[-1]}, {definitions[0]} from {SCHEMA}.{table} order by {key}"
        return [Code(*(value or "" for value in row)) for row in connection.execute(sql).fetchall()]

    lists = {
        "CL_REF_AREA": of_table("dim_districts") + of_table("dim_areas"),
        "CL_INDICATOR": of_table("dim_indicators"),
    }
    lists["CL_REF_AREA"].sort(key=lambda code: code.id)
    lists["CL_OBS_STATUS"] = [Code(code, zh, en) for code, (en, zh) in STATUS.items()]
    units = f"select distinct {ROLES['unit']} from {SCHEMA}.{FIGURES}"
    found = [Code(unit_code(unit), unit, unit) for (unit,) in connection.execute(units).fetchall()]
    lists["CL_UNIT_MEASURE"] = sorted(found, key=lambda code: code.id)
    labelled = f"select code, label_zh, label_en from {SCHEMA}.{CODELISTS} where codelist = ? order by code"
    for component in COMPONENTS:
        if component.codes and component.codes not in lists:
            name = component.codes.removeprefix("CL_").lower()
            lists[component.codes] = [Code(*row) for row in connection.execute(labelled, [name]).fetchall()]
    for name, codes in lists.items():
        for code in codes:
            if not re.fullmatch(r"[A-Za-z0-9_@$\-]+", code.id):
                raise FailedError(f"the code {code.id} of {name} has characters that SDMX does not allow")
        if len({code.id for code in codes}) < len(codes) or not codes:
            raise FailedError(f"{name} has no codes, or one of them twice")
    return lists


def observations(connection: duckdb.DuckDBPyConnection) -> Iterator[dict[str, str]]:
    """Rows of the data file, in order of their key; without those whose year the text does not name."""
    role = {name: f'"{column}"' for name, column in ROLES.items()}
    place = f"coalesce({role['area']}, {role['district']})"
    stands = ", ".join(f"{role[name]} is not null" for name in NOT_COUNTED)
    key = f"{place}, {role['indicator']}, {role['measure']}, {role['kind']}, {role['year']}, {role['period']}"
    disputed = (
        f"{role['conflicts_with']} is not null or {role['id']} in "
        f"(select {role['conflicts_with']} from {SCHEMA}.{FIGURES} where {role['conflicts_with']} is not null)"
    )
    columns = ", ".join(f"{column} as _{name}" for name, column in role.items())
    sql = (
        f"select {columns}, {place} as _place, {disputed} as _disputed, strength as _strength "
        f"from {SCHEMA}.{FIGURES} left join {STRENGTHS} as targets on {role['id']} = targets.id "
        f"where {role['year']} is not null order by {key}, {stands}, {role['id']}"
    )
    found = connection.execute(sql)
    names = [name.removeprefix("_") for name, *_ in found.description]
    series, numbers = (), Counter()
    while rows := found.fetchmany(10_000):
        for values in rows:
            row = dict(zip(names, values, strict=True))
            period = time_period(row["year"], row["period"])
            if (of_row := (row["place"], row["indicator"], row["measure"], row["kind"])) != series:
                series, numbers = of_row, Counter()
            # By SDMX's period, because a month and its end are one.
            numbers[period] += 1
            yield as_row(row, period, numbers[period])


def as_row(row: dict, period: str, number: int) -> dict[str, str]:
    """One observation, by component."""
    status = "O" if row["value"] is None else "U" if row["disputed"] else "F" if row["kind"] == "expected" else "A"
    values = {
        "REF_AREA": row["place"],
        "INDICATOR": row["indicator"],
        "MEASURE": row["measure"],
        "KIND": row["kind"],
        "OCCURRENCE": number,
        "TIME_PERIOD": period,
        # SDMX-CSV writes a number that is missing as NaN; with an empty cell the libraries differ.
        "OBS_VALUE": "NaN" if row["value"] is None else row["value"],
        "OBS_STATUS": status,
        "UNIT_MEASURE": unit_code(row["unit"]),
        "BOUND": row["bound"],
        "LOWER": row["low"],
        "UPPER": row["high"],
        "BASE_YEAR": row["base_year"],
        "RANK_GROUP": row["rank_group"],
        "STRENGTH": row["strength"],
        "FIGURE": row["figure"],
        "DOCUMENT": row["document"],
        "CHAR_START": row["char_start"],
        "OBSERVATION": row["id"],
        "REPEAT_OF": row["repeat_of"],
        "CONFLICTS_WITH": row["conflicts_with"],
        "SUPERSEDED_BY": row["superseded_by"],
    }
    return {name: written(value) for name, value in values.items()}


def written(value: object) -> str:
    """A value as the data file holds it."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value)


def write_data(connection: duckdb.DuckDBPyConnection, path: Path) -> tuple[int, int]:
    """Write the observations. Returns how many, and how many have no year and so cannot be among them."""
    names = [component.id for component in COMPONENTS]
    count = 0
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["STRUCTURE", "STRUCTURE_ID", "ACTION", *names])
        for row in observations(connection):
            count += 1
            writer.writerow(["dataflow", f"{AGENCY}:{FLOW}({VERSION})", "I", *(row[name] for name in names)])
    [(every,)] = connection.execute(f"select count(*) from {SCHEMA}.{FIGURES}").fetchall()
    return count, every - count


SCHEMAS = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/"
MES, STR, COM = (f"{{{SCHEMAS}{part}}}" for part in ("message", "structure", "common"))
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def named(parent: ET.Element, tag: str, names: dict[str, str], **attributes: str) -> ET.Element:
    """An element of the structure with its names in both languages."""
    element = ET.SubElement(parent, STR + tag, attributes)
    for language, name in names.items():
        ET.SubElement(element, f"{COM}Name", {LANG: language}).text = name
    return element


def maintained(parent: ET.Element, tag: str, name: str, names: dict[str, str]) -> ET.Element:
    """An element that has an agency and a version."""
    return named(parent, tag, names, id=name, agencyID=AGENCY, version=VERSION, isFinal="false")


def refer(parent: ET.Element, tag: str, **attributes: str) -> None:
    """A reference."""
    ET.SubElement(ET.SubElement(parent, STR + tag), "Ref", attributes)


def add_component(parent: ET.Element, tag: str, component: Component, **attributes: str) -> ET.Element:
    """A dimension, attribute or measure: its concept, then its codes or type."""
    element = ET.SubElement(parent, STR + tag, {"id": component.id, **attributes})
    of_scheme = {"maintainableParentID": CONCEPTS, "maintainableParentVersion": VERSION, "agencyID": AGENCY}
    refer(element, "ConceptIdentity", id=component.id, **of_scheme, package="conceptscheme", **{"class": "Concept"})
    representation = ET.SubElement(element, f"{STR}LocalRepresentation")
    if component.codes:
        codes = {
            "id": component.codes,
            "version": VERSION,
            "agencyID": AGENCY,
            "package": "codelist",
            "class": "Codelist",
        }
        refer(representation, "Enumeration", **codes)
    else:
        ET.SubElement(representation, f"{STR}TextFormat", {"textType": component.text_type})
    return element


def write_structure(described: dict, lists: dict[str, list[Code]], path: Path) -> None:
    """Write codelists, concepts, data structure and dataflow."""
    for prefix, part in (("mes", MES), ("str", STR), ("com", COM)):
        ET.register_namespace(prefix, part.strip("{}"))
    root = ET.Element(f"{MES}Structure")
    header = ET.SubElement(root, f"{MES}Header")
    ET.SubElement(header, f"{MES}ID").text = f"KEWEI_{described['published']:%Y%m%d%H%M%S}"
    ET.SubElement(header, f"{MES}Test").text = "false"
    ET.SubElement(header, f"{MES}Prepared").text = f"{described['published']:%Y-%m-%dT%H:%M:%S}Z"
    ET.SubElement(header, f"{MES}Sender", {"id": AGENCY})
    structures = ET.SubElement(root, f"{MES}Structures")
    titles = {"en": described["title_en"], "zh": described["title_zh"]}
    flow = maintained(ET.SubElement(structures, f"{STR}Dataflows"), "Dataflow", FLOW, titles)
    refer(
        flow,
        "Structure",
        id=STRUCTURE,
        version=VERSION,
        agencyID=AGENCY,
        package="datastructure",
        **{"class": "DataStructure"},
    )
    parent = ET.SubElement(structures, f"{STR}Codelists")
    for name, codes in sorted(lists.items()):
        [component] = [one for one in COMPONENTS if one.codes == name]
        codelist = maintained(parent, "Codelist", name, {"en": component.en, "zh": component.zh})
        for code in codes:
            element = named(codelist, "Code", {"en": code.en or code.id, "zh": code.zh or code.id}, id=code.id)
            if code.definition:
                # A name comes before a description.
                ET.SubElement(element, f"{COM}Description", {LANG: "en"}).text = code.definition
    scheme = maintained(ET.SubElement(structures, f"{STR}Concepts"), "ConceptScheme", CONCEPTS, titles)
    for component in COMPONENTS:
        named(scheme, "Concept", {"en": component.en, "zh": component.zh}, id=component.id)
    structure = maintained(ET.SubElement(structures, f"{STR}DataStructures"), "DataStructure", STRUCTURE, titles)
    parts = ET.SubElement(structure, f"{STR}DataStructureComponents")
    dimensions = ET.SubElement(parts, f"{STR}DimensionList", {"id": "DimensionDescriptor"})
    for position, component in enumerate(DIMENSIONS, 1):
        add_component(dimensions, "Dimension", component, position=str(position))
    add_component(dimensions, "TimeDimension", TIME, position=str(len(DIMENSIONS) + 1))
    attributes = ET.SubElement(parts, f"{STR}AttributeList", {"id": "AttributeDescriptor"})
    for component in ATTRIBUTES:
        needed = "Mandatory" if component.mandatory else "Conditional"
        element = add_component(attributes, "Attribute", component, assignmentStatus=needed)
        refer(ET.SubElement(element, f"{STR}AttributeRelationship"), "PrimaryMeasure", id=VALUE.id)
    measures = ET.SubElement(parts, f"{STR}MeasureList", {"id": "MeasureDescriptor"})
    add_component(measures, "PrimaryMeasure", VALUE)
    # Lines, but no blanks in front of them: they were a sixth of the file.
    ET.indent(root, space="")
    path.write_bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")
