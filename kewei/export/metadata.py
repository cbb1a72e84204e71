"""Descriptions of the exported files in five standards, all from the dict of `kewei.export.dataset`."""

from __future__ import annotations

import json
from collections.abc import Callable

Described = dict
FRICTIONLESS = {
    "integer": "integer",
    "decimal": "number",
    "double": "number",
    "boolean": "boolean",
    "date": "date",
    "timestamp": "datetime",
    "text": "string",
}
CSVW = FRICTIONLESS | {"decimal": "decimal", "double": "double"}
CROISSANT = {
    "integer": "sc:Integer",
    "decimal": "sc:Float",
    "double": "sc:Float",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
    "timestamp": "sc:Date",
    "text": "sc:Text",
}
LANGUAGES = {"en": "en", "zh": "zh-Hans"}
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"


def texts(described: Described, name: str) -> dict[str, str]:
    """A text of the dict in each language, by the language's tag."""
    return {tag: " ".join(described[f"{name}_{language}"].split()) for language, tag in LANGUAGES.items()}


def both(described: Described, name: str) -> str:
    """A text in both languages, for formats that have one."""
    return "\n".join(texts(described, name).values())


def files(described: Described, ending: str) -> dict[str, dict]:
    """The files of tables with an ending, by table."""
    return {one["table"]: one for one in described["files"] if one.get("table") and one["path"].endswith(ending)}


def date_of(described: Described) -> str:
    """The day of publishing."""
    return f"{described['published']:%Y-%m-%d}"


def datapackage(described: Described) -> dict:
    """Frictionless: a resource for each CSV, with types, keys and hashes."""
    csvs = files(described, ".csv")
    licences = [
        {"name": described["licence"], "title": described["licence_title_en"], "path": described["licence_url"]}
    ]
    resources = []
    for table in described["tables"]:
        fields = []
        for column in table["columns"]:
            field = {"name": column["name"], "type": FRICTIONLESS[column["kind"]], "description": column["description"]}
            fields.append(field if column["nullable"] else field | {"constraints": {"required": True}})
        schema: dict = {"fields": fields, "missingValues": [""]}
        if table["primary_key"]:
            schema["primaryKey"] = table["primary_key"]
        schema["foreignKeys"] = [
            {
                "fields": key["columns"],
                # The specification names the own table with an empty text.
                "reference": {
                    "resource": "" if key["table"] == table["name"] else key["table"],
                    "fields": key["references"],
                },
            }
            for key in table["foreign_keys"]
        ]
        if not schema["foreignKeys"]:
            del schema["foreignKeys"]
        file = csvs[table["name"]]
        resources.append(
            {
                "name": table["name"],
                "profile": "tabular-data-resource",
                "description": table["description"],
                "path": file["path"],
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\n"},
                "bytes": file["bytes"],
                "hash": f"sha256:{file['sha256']}",
                "schema": schema,
            }
        )
    return {
        "profile": "tabular-data-package",
        "name": described["name"],
        "title": both(described, "title"),
        "description": both(described, "description"),
        "version": described["version"],
        "created": f"{described['published']:%Y-%m-%dT%H:%M:%SZ}",
        "licenses": licences,
        "contributors": [{"title": described["publisher"], "role": "publisher"}],
        "keywords": described["keywords"],
        "resources": resources,
    }


def csvw(described: Described) -> dict:
    """CSV on the Web: the same tables for its readers. It knows no reference that may be null."""
    csvs = files(described, ".csv")
    tables = []
    for table in described["tables"]:
        columns = []
        required = {column["name"] for column in table["columns"] if not column["nullable"]}
        for column in table["columns"]:
            entry = {"name": column["name"], "titles": column["name"], "datatype": CSVW[column["kind"]]}
            entry |= {"required": not column["nullable"], "null": "", "dc:description": column["description"]}
            columns.append(entry)
        schema: dict = {"columns": columns}
        if table["primary_key"]:
            schema["primaryKey"] = table["primary_key"]
        if keys := [key for key in table["foreign_keys"] if required.issuperset(key["columns"])]:
            schema["foreignKeys"] = [
                {
                    "columnReference": key["columns"],
                    "reference": {"resource": csvs[key["table"]]["path"], "columnReference": key["references"]},
                }
                for key in keys
            ]
        path = csvs[table["name"]]["path"]
        tables.append({"url": path, "dc:description": table["description"], "tableSchema": schema})
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": [{"@value": text, "@language": tag} for tag, text in texts(described, "title").items()],
        "dc:license": {"@id": described["licence_url"]},
        "dc:publisher": described["publisher"],
        "dc:modified": {"@value": date_of(described), "@type": "xsd:date"},
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ","},
        "tables": tables,
    }


def dataset_of(described: Described) -> dict:
    """What schema.org and Croissant, which builds on it, say alike."""
    return {
        "name": described["name"],
        "alternateName": list(texts(described, "title").values()),
        "description": both(described, "description"),
        "license": described["licence_url"],
        "creator": {"@type": "Organization", "name": described["publisher"]},
        "publisher": {"@type": "Organization", "name": described["publisher"]},
        "datePublished": date_of(described),
        "version": described["version"],
        "keywords": described["keywords"],
        "inLanguage": list(LANGUAGES.values()),
        "isAccessibleForFree": True,
    }


CROISSANT_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def croissant(described: Described) -> dict:
    """Croissant: a record set for each table, for those who train and evaluate models.

    From Parquet, because its library takes codes of digits in a CSV for numbers.
    """
    distribution, records = [], []
    joined = {table["name"] for table in described["tables"] if table["foreign_keys"]}
    for table in described["tables"]:
        name = table["name"]
        file = files(described, ".parquet")[name]
        distribution.append(
            {
                "@type": "cr:FileObject",
                "@id": file["path"],
                "name": file["path"],
                "contentUrl": file["path"],
                "contentSize": f"{file['bytes']} B",
                "encodingFormat": "application/x-parquet",
                "sha256": file["sha256"],
            }
        )
        references = {
            own: {"field": {"@id": f"{key['table']}/{other}"}}
            for key in table["foreign_keys"]
            # Croissant has no references of several columns; its library stops at a table that refers to itself, and at
            # one that refers to a third.
            if len(key["columns"]) == 1 and key["table"] != name and key["table"] not in joined
            for own, other in zip(key["columns"], key["references"], strict=True)
        }
        fields = []
        for column in table["columns"]:
            field = {
                "@type": "cr:Field",
                "@id": f"{name}/{column['name']}",
                "name": column["name"],
                "description": column["description"],
                "dataType": CROISSANT[column["kind"]],
                "source": {"fileObject": {"@id": file["path"]}, "extract": {"column": column["name"]}},
            }
            if column["name"] in references:
                field["references"] = references[column["name"]]
            fields.append(field)
        record = {
            "@type": "cr:RecordSet",
            "@id": name,
            "name": name,
            "description": table["description"],
            "field": fields,
        }
        if table["primary_key"]:
            record["key"] = [{"@id": f"{name}/{column}"} for column in table["primary_key"]]
        records.append(record)
    return {
        "@context": CROISSANT_CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        **dataset_of(described),
        "citeAs": described["citation"]["en"],
        "distribution": distribution,
        "recordSet": records,
    }


def schema_org(described: Described) -> dict:
    """schema.org: what search engines read in a page."""
    downloads = [
        {
            "@type": "DataDownload",
            "name": file["path"],
            "contentUrl": file["path"],
            "encodingFormat": file["media_type"],
            "contentSize": f"{file['bytes']} B",
            "sha256": file["sha256"],
        }
        for file in described["files"]
    ]
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        **dataset_of(described),
        "citation": list(described["citation"].values()),
        "distribution": downloads,
    }


def dcat(described: Described) -> dict:
    """DCAT: what catalogues of governments collect."""

    def in_both(name: str) -> list[dict]:
        return [{"@value": text, "@language": tag} for tag, text in texts(described, name).items()]

    distributions = [
        {
            "@id": f"#{file['path']}",
            "@type": "dcat:Distribution",
            "dct:title": file["path"],
            "dcat:downloadURL": {"@id": file["path"]},
            "dcat:mediaType": {"@id": MEDIA_TYPES + file["media_type"]},
            "dcat:byteSize": {"@value": str(file["bytes"]), "@type": "xsd:nonNegativeInteger"},
            "dct:license": {"@id": described["licence_url"]},
            "spdx:checksum": {
                "@type": "spdx:Checksum",
                "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
                "spdx:checksumValue": {"@value": file["sha256"], "@type": "xsd:hexBinary"},
            },
        }
        for file in described["files"]
    ]
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "spdx": "http://spdx.org/rdf/terms#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": "#dataset",
        "@type": "dcat:Dataset",
        "dct:identifier": described["name"],
        "dct:title": in_both("title"),
        "dct:description": in_both("description"),
        "dct:license": {"@id": described["licence_url"]},
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": described["publisher"]},
        "dct:modified": {"@value": date_of(described), "@type": "xsd:date"},
        "dct:bibliographicCitation": [
            {"@value": text, "@language": LANGUAGES[language]} for language, text in described["citation"].items()
        ],
        "dct:language": list(LANGUAGES.values()),
        "dcat:version": described["version"],
        "dcat:keyword": described["keywords"],
        "dcat:distribution": distributions,
    }


# By file; those after the first two describe every file that was written before them.
WRITERS: dict[str, tuple[str, Callable[[Described], dict]]] = {
    "datapackage.json": ("application/json", datapackage),
    "csvw.json": ("application/csvm+json", csvw),
    "croissant.json": ("application/ld+json", croissant),
    "schema_org.json": ("application/ld+json", schema_org),
    "dcat.json": ("application/ld+json", dcat),
}


def as_json(content: dict) -> str:
    """JSON for people and for diffs."""
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
