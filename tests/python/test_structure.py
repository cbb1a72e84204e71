"""Rules about the structure of the project, as the manifest shows it, and small examples that break each of them."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest
import sqlglot
from sqlglot import exp

# Each costs a build processor time and a reader of the lineage a glance. What would only make longer files stays apart.
MAX_NODES = 135
MAX_LINES = 190
# What fits beside each other on a screen or a sheet.
MAX_COLUMNS = 30
# Past participles that do not end in -ed.
IRREGULAR = ("built", "drawn", "found", "held", "kept", "known", "put", "read", "seen", "set", "shown", "split")
NODES = ("model", "seed", "snapshot", "test")


def of_type(manifest: dict, *types: str) -> list[dict]:
    """Nodes of some resource types, by name."""
    nodes = [node for node in manifest["nodes"].values() if node["resource_type"] in types]
    return sorted(nodes, key=lambda node: node["name"])


def layer(node: dict) -> str:
    """The first folder below models/, seeds/ or snapshots/; of seeds and snapshots the folder itself."""
    parts = PurePosixPath(node["original_file_path"]).parts
    return parts[1] if parts[0] == "models" else parts[0]


def in_layer(manifest: dict, name: str) -> list[dict]:
    """Models of a layer."""
    return [node for node in of_type(manifest, "model") if layer(node) == name]


def own_macros(manifest: dict) -> list[dict]:
    """Macros of this project, without those that dbt makes of generic tests."""
    return [macro for macro in manifest["macros"].values() if macro["package_name"] == "kewei"]


def models_state_their_grain(manifest: dict) -> list[str]:
    """A description that does not say what one row is leaves a reader to find out by counting."""
    return [node["name"] for node in of_type(manifest, "model") if "one row per " not in node["description"].lower()]


def everything_is_described(manifest: dict) -> list[str]:
    """A stranger learns what each thing is from its description."""
    things = [(node["name"], node) for node in of_type(manifest, "model", "seed", "snapshot")]
    things += [(f"{name}.{column}", text) for name, node in things for column, text in node["columns"].items()]
    # A generic test is described once, as the macro test_…; singular tests have descriptions of their own.
    things += [(test["name"], test) for test in of_type(manifest, "test") if not test.get("test_metadata")]
    for kind in ("exposures", "metrics", "saved_queries", "semantic_models"):
        things += [(thing["name"], thing) for thing in manifest[kind].values()]
    for macro in own_macros(manifest):
        if not re.match("(default|spark|duckdb)__", macro["name"]):
            things.append((macro["name"], macro))
            # dbt itself gives a materialization the argument supported_languages.
            own = [one for one in macro["arguments"] if one["name"] != "supported_languages"]
            things += [(f"{macro['name']}({argument['name']})", argument) for argument in own]
    return [name for name, thing in things if not (thing.get("description") or "").strip()]


def marts_have_a_primary_key(manifest: dict) -> list[str]:
    """The key of a mart is part of its contract, and the database holds it."""
    return [
        node["name"]
        for node in in_layer(manifest, "marts")
        if "primary_key" not in [constraint["type"] for constraint in node["constraints"]]
        and not any(
            constraint["type"] == "primary_key"
            for column in node["columns"].values()
            for constraint in column["constraints"]
        )
    ]


def other_models_have_a_key_test_or_a_reason(manifest: dict) -> list[str]:
    """Rows that a join has doubled show in a test of the key; `meta.no_key_test` says where they show otherwise."""
    tested = {
        test["attached_node"]
        for test in of_type(manifest, "test")
        if (test.get("test_metadata") or {}).get("name") == "keys_are_unique_and_complete"
    }
    return [
        node["name"]
        for node in of_type(manifest, "model")
        if layer(node) != "marts"
        and node["unique_id"] not in tested
        and not node["config"]["meta"].get("no_key_test", "").strip()
    ]


def marts_name(manifest: dict) -> list[str]:
    """Intermediate computes, marts name: no arithmetic, aggregate, window, or `case` that makes a value."""
    return [
        f"{node['name']}: {found}"
        for node in in_layer(manifest, "marts")
        for found in computations(node["compiled_code"])
    ]


def computations(sql: str) -> list[str]:
    """The parts of a query that compute. A `case` that only chooses between columns does not."""
    found = []
    for part in sqlglot.parse_one(sql, dialect="duckdb").walk():
        is_arithmetic = isinstance(part, (exp.Add, exp.Sub, exp.Mul, exp.Div, exp.IntDiv, exp.Mod, exp.Pow))
        is_case = isinstance(part, (exp.Case, exp.If)) and not isinstance(part.parent, exp.Case)
        is_aggregate = isinstance(part, exp.AggFunc) and not isinstance(part.parent, exp.Window)
        if is_arithmetic or is_aggregate or isinstance(part, exp.Window) or (is_case and not only_chooses(part)):
            found.append(part.sql(dialect="duckdb"))
    return found


def only_chooses(case: exp.Case | exp.If) -> bool:
    """Whether every outcome of a `case` is a column or null."""
    branches = case.args.get("ifs") or [case]
    outcomes = [branch.args["true"] for branch in branches] + [case.args.get("default") or case.args.get("false")]
    return all(outcome is None or isinstance(outcome, (exp.Column, exp.Null)) for outcome in outcomes)


def staging_feeds_intermediate_and_dimensions_only(manifest: dict) -> list[str]:
    """A fact that reads staging passes by the place where its values are decided."""
    return [
        f"{node['name']} reads {parent.rsplit('.', 1)[-1]}"
        for node in of_type(manifest, "model")
        if layer(node) not in ("staging", "intermediate") and not node["name"].startswith("dim_")
        for parent in node["depends_on"]["nodes"]
        if parent in manifest["nodes"] and layer(manifest["nodes"][parent]) == "staging"
    ]


def layers_read_downwards(manifest: dict) -> list[str]:
    """No layer reads from one above it, and only staging reads seeds."""
    order = ["seeds", "staging", "intermediate", "marts", "main", "semantic"]
    readers = {
        "seeds": ("staging",),
        "marts": ("marts", "main", "semantic"),
        "main": (),
        "intermediate": ("intermediate", "marts"),
    }
    # Dimensions name what intermediate models look up.
    found = []
    for node in of_type(manifest, "model"):
        for parent in node["depends_on"]["nodes"]:
            above = layer(manifest["nodes"][parent]) if parent in manifest["nodes"] else "sources"
            if above in order and layer(node) not in readers.get(above, order):
                found.append(f"{node['name']} reads {parent.rsplit('.', 1)[-1]}")
    return found


def folders_are_schemas(manifest: dict) -> list[str]:
    """Who knows the folder knows the schema."""
    return [
        f"{node['name']} is in {node['schema']}"
        for node in of_type(manifest, "model", "seed", "snapshot")
        if node["schema"] != layer(node)
    ]


def names_follow_their_layer(manifest: dict) -> list[str]:
    """stg_<entities>, int_<entities>_<participle>, dim_, fct_ or rpt_<entities>, and view_<entities> of them."""
    patterns = {
        "staging": "stg_[a-z]+(_[a-z]+)*",
        "intermediate": f"int_[a-z]+s(_[a-z]+)*_([a-z]+ed|{'|'.join(IRREGULAR)})",
        "marts": "(dim|fct|rpt)_[a-z]+(_[a-z]+)*",
        "main": "view_[a-z]+(_[a-z]+)*",
    }
    return [
        node["name"]
        for node in of_type(manifest, "model")
        if layer(node) in patterns and not re.fullmatch(patterns[layer(node)], node["name"])
    ]


def folders_have_one_yaml_file(manifest: dict) -> list[str]:
    """`growth/growth.yml` describes growth/, and `growth/growth_unit_tests.yml` holds its unit tests."""
    found = []
    for node in of_type(manifest, "model", "seed", "snapshot"):
        folder = PurePosixPath(node["original_file_path"]).parent
        # Second readings are described beside the first ones, one folder up.
        files = [f"kewei://{each / each.name}.yml" for each in (folder, *folder.parents)]
        if node["patch_path"] not in files:
            found.append(f"{node['name']} is described in {node['patch_path']}")
    for test in manifest["unit_tests"].values():
        folder = PurePosixPath(manifest["nodes"][test["depends_on"]["nodes"][0]]["original_file_path"]).parent
        if test["original_file_path"] != str(folder / f"{folder.name}_unit_tests.yml"):
            found.append(f"{test['name']} is in {test['original_file_path']}")
    return found


def macros_have_a_file_of_their_name(manifest: dict) -> list[str]:
    """One macro, with what engines need of it, per file."""
    found = []
    for macro in own_macros(manifest):
        stem = PurePosixPath(macro["original_file_path"]).stem
        name = macro["name"].removeprefix("test_") if "generic" in macro["original_file_path"] else macro["name"]
        if name != stem and re.sub("^(default|duckdb|spark)__", "", name) != stem:
            found.append(f"{macro['name']} is in {macro['original_file_path']}")
    return found


def the_project_is_small(manifest: dict) -> list[str]:
    """Each node costs a build 25 ms, and a reader of the lineage a glance."""
    count = len(of_type(manifest, *NODES))
    return [f"{count} nodes, more than {MAX_NODES}"] if count > MAX_NODES else []


def models_are_short(manifest: dict) -> list[str]:
    """A model that does not fit into two screens holds two ideas."""
    lengths = {node["name"]: len(node["raw_code"].splitlines()) for node in of_type(manifest, "model")}
    return [f"{name} has {lines} lines" for name, lines in lengths.items() if lines > MAX_LINES]


def marts_are_narrow(manifest: dict) -> list[str]:
    """A mart with more columns answers more than one question; the rest belongs into a table beside it."""
    widths = {node["name"]: len(node["columns"]) for node in in_layer(manifest, "marts")}
    return [f"{name} has {width} columns" for name, width in widths.items() if width > MAX_COLUMNS]


def edges_are_true(manifest: dict) -> list[str]:
    """What a node is drawn to depend on, its SQL reads."""
    found = []
    for node in of_type(manifest, "model", "snapshot", "test"):
        for parent in node["depends_on"]["nodes"]:
            relation = manifest["nodes"].get(parent, manifest["sources"].get(parent))["relation_name"]
            if relation not in node["compiled_code"]:
                found.append(f"{node['name']} does not read {parent.rsplit('.', 1)[-1]}")
    return found


def marts_have_an_owner(manifest: dict) -> list[str]:
    """Somebody answers for what is published."""
    owned = {group["name"] for group in manifest["groups"].values() if group["owner"].get("name")}
    return [node["name"] for node in in_layer(manifest, "marts") if node["config"].get("group") not in owned]


def the_overview_draws_every_edge(manifest: dict) -> list[str]:
    """The first page of `make docs` names what each layer reads, and every mart, and leads only to what is there."""
    overview = manifest["docs"]["doc.kewei.__overview__"]["block_contents"]
    drawn = {
        (layer_read, reader)
        for reader, cell in re.findall(r"^\| `(\w+)` \|([^|]*)\|", overview, re.MULTILINE)
        for layer_read in re.findall(r"\w+", cell)
    }
    edges = {
        (layer(manifest["nodes"][parent]), node["resource_type"] + "s" if kind == "exposures" else layer(node))
        for kind in ("nodes", "exposures")
        for node in manifest[kind].values()
        if node["resource_type"] != "test"
        for parent in node["depends_on"].get("nodes", ())
        if parent in manifest["nodes"]
    }
    # Its models are described in YAML only, with what they read.
    edges |= {
        (layer(manifest["nodes"][parent]), "semantic")
        for model in manifest["semantic_models"].values()
        for parent in model["depends_on"]["nodes"]
    }
    between = {edge for edge in edges if edge[0] != edge[1]}
    linked = set(re.findall(r"#!/\w+/([\w.]+)", overview))
    wanted = {node["unique_id"] for node in in_layer(manifest, "marts")} | set(manifest["exposures"])
    return [
        *(f"{one} to {other} is not drawn" for one, other in sorted(between - drawn)),
        *(f"{one} to {other} is drawn" for one, other in sorted(drawn - between)),
        *(f"{name} is not linked" for name in sorted(wanted - linked)),
        *(f"{name} is not there" for name in sorted(linked - wanted)),
    ]


RULES: tuple[Callable[[dict], list[str]], ...] = (
    models_state_their_grain,
    everything_is_described,
    marts_have_a_primary_key,
    other_models_have_a_key_test_or_a_reason,
    marts_name,
    staging_feeds_intermediate_and_dimensions_only,
    layers_read_downwards,
    folders_are_schemas,
    names_follow_their_layer,
    folders_have_one_yaml_file,
    macros_have_a_file_of_their_name,
    the_project_is_small,
    models_are_short,
    marts_are_narrow,
    edges_are_true,
    marts_have_an_owner,
    the_overview_draws_every_edge,
)


@pytest.fixture(scope="session")
def manifest(built_project: Path) -> dict:
    """The manifest of the last build, with the SQL that ran."""
    return json.loads((built_project / "target/manifest.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_project_follows_its_rules(manifest: dict, rule: Callable[[dict], list[str]]) -> None:
    assert rule(manifest) == []


def node(path: str, **fields: object) -> dict:
    """A node of the small project below."""
    folder, name = PurePosixPath(path).parent, PurePosixPath(path).stem
    kind = {"models": "model", "seeds": "seed", "tests": "test"}[folder.parts[0]]
    schema = folder.parts[1] if kind == "model" else folder.parts[0]
    return {
        "unique_id": f"{kind}.kewei.{name}",
        "name": name,
        "resource_type": kind,
        "original_file_path": path,
        "patch_path": f"kewei://{folder / folder.name}.yml",
        "schema": schema,
        "relation_name": f'"build"."{schema}"."{name}"',
        "description": "Districts. One row per district.",
        "columns": {"district_code": {"description": "Code of the district.", "constraints": []}},
        "constraints": [],
        "config": {"meta": {}},
        "raw_code": "",
        "compiled_code": "",
        "depends_on": {"nodes": []},
        **fields,
    }


def key_test(model: str) -> dict:
    """A test of the key of a model in the small project."""
    return node(
        f"tests/keys_of_{model}.sql",
        attached_node=f"model.kewei.{model}",
        test_metadata={"name": "keys_are_unique_and_complete"},
    )


SMALL = {
    "nodes": {
        each["unique_id"]: each
        for each in (
            node("seeds/districts.csv"),
            node(
                "models/staging/stg_districts.sql",
                depends_on={"nodes": ["seed.kewei.districts"]},
                compiled_code='select district_code from "build"."seeds"."districts"',
            ),
            key_test("stg_districts"),
            node(
                "models/intermediate/core/int_districts_ranked.sql",
                depends_on={"nodes": ["model.kewei.stg_districts"]},
                compiled_code='select district_code, 1 + 1 as place from "build"."staging"."stg_districts"',
                config={"meta": {"no_key_test": "Each row is a row of the mart, whose primary key is tested."}},
            ),
            node(
                "models/marts/core/fct_ranks.sql",
                depends_on={"nodes": ["model.kewei.int_districts_ranked"]},
                compiled_code="select district_code, case when place > 0 then place end as place, -1 as less, "
                'coalesce(district_code, \'\') as code from "build"."intermediate"."int_districts_ranked"',
                constraints=[{"type": "primary_key", "columns": ["district_code"]}],
                config={"meta": {}, "group": "analysts"},
            ),
        )
    },
    "sources": {},
    "macros": {
        "macro.kewei.place": {
            "name": "place",
            "package_name": "kewei",
            "original_file_path": "macros/project/place.sql",
            "description": "A place.",
            "arguments": [{"name": "code", "description": "Its code."}],
        },
        "macro.kewei.test_place_is_known": {
            "name": "test_place_is_known",
            "package_name": "kewei",
            "original_file_path": "tests/generic/place_is_known.sql",
            "description": "A place is known.",
            "arguments": [],
        },
    },
    "unit_tests": {
        "unit_test.kewei.ranks": {
            "name": "ranks",
            "original_file_path": "models/intermediate/core/core_unit_tests.yml",
            "depends_on": {"nodes": ["model.kewei.int_districts_ranked"]},
        }
    },
    "exposures": {},
    "metrics": {},
    "saved_queries": {},
    "semantic_models": {},
    "docs": {
        "doc.kewei.__overview__": {
            "block_contents": "| `staging` | `seeds` |\n| `intermediate` | `staging` |\n| `marts` | `intermediate` |\n"
            "[fct_ranks](#!/model/model.kewei.fct_ranks?g_v=1)"
        }
    },
    "groups": {"group.kewei.analysts": {"name": "analysts", "owner": {"name": "Analysts"}}},
}

STAGED, RANKED, MART = (f"nodes/model.kewei.{name}" for name in ("stg_districts", "int_districts_ranked", "fct_ranks"))
FROM_RANKED = 'from "build"."intermediate"."int_districts_ranked"'
# A rule, the place in the small project that is changed, what it is changed to, and what the rule then finds.
BREACHES = (
    (models_state_their_grain, f"{STAGED}/description", "Districts.", ["stg_districts"]),
    (everything_is_described, f"{MART}/description", " ", ["fct_ranks"]),
    (everything_is_described, f"{MART}/columns/district_code/description", "", ["fct_ranks.district_code"]),
    (everything_is_described, "macros/macro.kewei.place/description", "", ["place"]),
    (everything_is_described, "macros/macro.kewei.place/arguments/0/description", "", ["place(code)"]),
    (everything_is_described, "metrics/metric.kewei.ranks", {"name": "ranks"}, ["ranks"]),
    (everything_is_described, "nodes/test.kewei.keys_of_stg_districts", node("tests/t.sql", description=""), ["t"]),
    (marts_have_a_primary_key, f"{MART}/constraints", [{"type": "not_null"}], ["fct_ranks"]),
    (other_models_have_a_key_test_or_a_reason, f"{RANKED}/config/meta", {}, ["int_districts_ranked"]),
    (
        other_models_have_a_key_test_or_a_reason,
        "nodes/test.kewei.keys_of_stg_districts/attached_node",
        MART,
        ["stg_districts"],
    ),
    (marts_name, f"{MART}/compiled_code", f"select a - b as c {FROM_RANKED}", ["fct_ranks: a - b"]),
    (marts_name, f"{MART}/compiled_code", f"select max(a) as b {FROM_RANKED}", ["fct_ranks: MAX(a)"]),
    (
        marts_name,
        f"{MART}/compiled_code",
        f"select rank() over (order by a) as b {FROM_RANKED}",
        ["fct_ranks: RANK() OVER (ORDER BY a)"],
    ),
    (
        marts_name,
        f"{MART}/compiled_code",
        f"select case when a then 'b' else c end as d {FROM_RANKED}",
        ["fct_ranks: CASE WHEN a THEN 'b' ELSE c END"],
    ),
    (
        staging_feeds_intermediate_and_dimensions_only,
        f"{MART}/depends_on/nodes",
        ["model.kewei.stg_districts"],
        ["fct_ranks reads stg_districts"],
    ),
    (
        layers_read_downwards,
        f"{RANKED}/depends_on/nodes",
        ["model.kewei.fct_ranks"],
        ["int_districts_ranked reads fct_ranks"],
    ),
    (
        layers_read_downwards,
        f"{RANKED}/depends_on/nodes",
        ["seed.kewei.districts"],
        ["int_districts_ranked reads districts"],
    ),
    (folders_are_schemas, f"{MART}/schema", "main", ["fct_ranks is in main"]),
    (names_follow_their_layer, f"{RANKED}/name", "int_districts_rank", ["int_districts_rank"]),
    (names_follow_their_layer, f"{STAGED}/name", "districts", ["districts"]),
    (
        folders_have_one_yaml_file,
        f"{MART}/patch_path",
        "kewei://models/marts/core/ranks.yml",
        ["fct_ranks is described in kewei://models/marts/core/ranks.yml"],
    ),
    (
        folders_have_one_yaml_file,
        "unit_tests/unit_test.kewei.ranks/original_file_path",
        "models/u.yml",
        ["ranks is in models/u.yml"],
    ),
    (
        macros_have_a_file_of_their_name,
        "macros/macro.kewei.place/name",
        "spot",
        ["spot is in macros/project/place.sql"],
    ),
    (
        the_project_is_small,
        "nodes",
        {str(number): key_test("x") for number in range(MAX_NODES + 1)},
        [f"{MAX_NODES + 1} nodes, more than {MAX_NODES}"],
    ),
    (models_are_short, f"{MART}/raw_code", "\n" * (MAX_LINES + 1), [f"fct_ranks has {MAX_LINES + 1} lines"]),
    (
        marts_are_narrow,
        f"{MART}/columns",
        {f"column_{number}": {"description": "A column.", "constraints": []} for number in range(MAX_COLUMNS + 1)},
        [f"fct_ranks has {MAX_COLUMNS + 1} columns"],
    ),
    (edges_are_true, f"{MART}/depends_on/nodes", ["seed.kewei.districts"], ["fct_ranks does not read districts"]),
    (marts_have_an_owner, f"{MART}/config/group", None, ["fct_ranks"]),
    (
        the_overview_draws_every_edge,
        "docs/doc.kewei.__overview__/block_contents",
        "| `staging` | `seeds` |\n| `intermediate` | `seeds` |\n| `marts` | `intermediate` |\n#!/model/model.kewei.a",
        [
            "staging to intermediate is not drawn",
            "seeds to intermediate is drawn",
            "model.kewei.fct_ranks is not linked",
            "model.kewei.a is not there",
        ],
    ),
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_rule_accepts_a_good_project(rule: Callable[[dict], list[str]]) -> None:
    assert rule(SMALL) == []


@pytest.mark.parametrize(
    ("rule", "path", "value", "expected"), BREACHES, ids=lambda value: getattr(value, "__name__", "")
)
def test_a_rule_finds_its_breach(
    rule: Callable[[dict], list[str]], path: str, value: object, expected: list[str]
) -> None:
    broken = copy.deepcopy(SMALL)
    *parents, last = path.split("/")
    thing = broken
    for parent in parents:
        thing = thing[int(parent)] if isinstance(thing, list) else thing[parent]
    thing[last] = value
    assert rule(broken) == expected


def test_every_rule_can_fail() -> None:
    assert {rule for rule, *_ in BREACHES} == set(RULES)
