"""A dbt project that does nothing, with as many nodes of each kind as a real one: what dbt costs before any work.

Seeds have one row; models are `select 1 as one`, with the materialisation and the parents of their twin; tests find
nothing; snapshots keep one row. Names are numbers, so that nothing of the real project is in it.
"""

from __future__ import annotations

import json
from pathlib import Path

SETTINGS = """\
name: do_nothing
version: "0.1.0"
config-version: 2
profile: do_nothing
flags:
  send_anonymous_usage_stats: false
on-run-start: "select 1"
seeds: {do_nothing: {+full_refresh: true, +column_types: {one: string}}}
snapshots: {do_nothing: {+database: history, +schema: snapshots}}
"""
PROFILE = """\
do_nothing:
  target: duckdb
  outputs:
    duckdb:
      type: duckdb
      path: target/build.duckdb
      attach: [{path: history.duckdb, alias: history}]
      threads: 1
"""
MODEL = "{{{{ config(materialized='{materialized}', schema='{schema}') }}}}\nselect 1 as one\n"
SNAPSHOT = """\
{{% snapshot {name} %}}
{{{{ config(unique_key='one', strategy='check', check_cols='all', hard_deletes='new_record') }}}}
select 1 as one
{parents}{{% endsnapshot %}}
"""


def generate(manifest: Path, folder: Path) -> dict[str, int]:
    """Write the twin of the project of a manifest into a new folder. Returns how many nodes of each kind it has."""
    nodes = json.loads(manifest.read_text(encoding="utf-8"))["nodes"].values()
    nodes = [node for node in nodes if node["resource_type"] in ("seed", "model", "test", "snapshot")]
    names = {node["unique_id"]: f"{node['resource_type']}_{number}" for number, node in enumerate(nodes)}
    counts: dict[str, int] = {}
    for kind in ("seeds", "models", "tests", "snapshots"):
        (folder / kind).mkdir(parents=True)
    (folder / "dbt_project.yml").write_text(SETTINGS, encoding="utf-8")
    (folder / "profiles.yml").write_text(PROFILE, encoding="utf-8")
    for node in nodes:
        kind, name = node["resource_type"], names[node["unique_id"]]
        file = folder / f"{kind}s" / f"{name}.{'csv' if kind == 'seed' else 'sql'}"
        file.write_text(twin(node, name, names), encoding="utf-8")
        counts[kind] = counts.get(kind, 0) + 1
    return counts


def twin(node: dict, name: str, names: dict[str, str]) -> str:
    """The text of the node that stands for a real one."""
    wanted = [names[one] for one in node.get("depends_on", {}).get("nodes", ()) if one in names]
    parents = "".join(f"-- depends_on: {{{{ ref('{one}') }}}}\n" for one in wanted)
    if node["resource_type"] == "seed":
        return "one\n1\n"
    if node["resource_type"] == "test":
        return f"select 1 as one where false\n{parents}"
    if node["resource_type"] == "snapshot":
        return SNAPSHOT.format(name=name, parents=parents)
    return MODEL.format(materialized=node["config"]["materialized"], schema=node["schema"]) + parents
