"""The semantic layer: MetricFlow accepts it, and its answers are those of plain SQL."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import documents_folder, run


@pytest.fixture(scope="module")
def queried(built_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the built project, because MetricFlow opens its database for writing."""
    project = tmp_path_factory.mktemp("queried") / "project"
    shutil.copytree(built_project, project, ignore=shutil.ignore_patterns("data_docs"))
    return project


def mf(project: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Run MetricFlow in a built project."""
    command = ("dbt_metricflow.cli.main", *arguments)
    return run(project, *command, documents=documents_folder(), DBT_PROFILES_DIR=str(project))


def query(project: Path, folder: Path, *arguments: str) -> list[dict[str, str]]:
    """Rows that MetricFlow answers to a query."""
    answer = folder / "answer.csv"
    result = mf(project, "query", *arguments, "--csv", str(answer))
    assert result.returncode == 0, result.stdout + result.stderr
    with answer.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_the_configuration_is_valid(queried: Path) -> None:
    result = mf(queried, "validate-configs")
    assert result.returncode == 0, result.stdout + result.stderr
    counts = re.findall(r"\(ERRORS: (\d+), FUTURE_ERRORS: (\d+)", result.stdout)
    assert len(counts) >= 6, result.stdout
    assert set(counts) == {("0", "0")}, result.stdout


def test_the_level_of_a_group_is_the_printed_one_with_its_caveat(queried: Path, warehouse, tmp_path: Path) -> None:
    answered = {
        (
            row["observation__indicator_code"],
            row["observation__district"],
            int(row["observation__observed_on__year"][:4]),
            Decimal(row["actual_level"]),
            row["actual_level_caveat"],
        )
        for row in query(queried, tmp_path, "--saved-query", "headline_levels")
        if row["actual_level"]
    }
    printed = warehouse.execute(
        "select any_value(indicator_code), any_value(district), any_value(year), max(value), "
        "max(concat_ws(' ', quality, caveat_en, caveat_zh)) from marts.fct_observations "
        "where is_headline and kind = 'actual' and measure = 'level' and area_code is null and repeat_of is null "
        "group by indicator_code, district, year having count(*) = 1"
    ).fetchall()
    assert answered == set(printed)
    assert any(row[-1].startswith("caution ") for row in answered)


def test_growth_is_the_printed_rate(queried: Path, tmp_path: Path) -> None:
    rows = query(queried, tmp_path, "--saved-query", "growth_by_indicator")
    rates = {
        (row["growth_row__indicator_code"], row["growth_row__district"], row["growth_row__to_year__year"][:4]): Decimal(
            row["yearly_growth_pct"]
        )
        for row in rows
        if row["yearly_growth_pct"]
    }
    assert rates["technology_contract_value", "普陀", "2023"] == Decimal("44.4")
    assert rates["technology_contract_value", "闵行", "2023"] == 20
    # Implied rates stay out.
    assert ("two_industries_district_tax", "普陀", "2023") not in rates


def test_a_metric_without_groups_gives_no_meaningless_number(queried: Path, tmp_path: Path) -> None:
    manifest = json.loads((queried / "target/semantic_manifest.json").read_text(encoding="utf-8"))
    names = {kind: [] for kind in ("simple", "ratio", "derived")}
    for metric in manifest["metrics"]:
        names[metric["type"]].append(metric["name"])
    examples = [name for name in names["simple"] if name.endswith("_example")]
    measures = {measure["name"]: measure for model in manifest["semantic_models"] for measure in model["measures"]}
    counts = [name for name in names["simple"] if name not in examples]
    assert [name for name in counts if not measures[name]["expr"].endswith("then 1 else 0 end")] == []

    row = query(queried, tmp_path, "--metrics", ",".join([*names["derived"], *examples]))[0]

    assert {name: row[name] for name in names["derived"] if row[name]} == {}
    packed = {"indicator", "district", "year", "value", "limits"}
    assert [name for name in examples if set(json.loads(row[name])) != packed] == []


def test_targets_are_counted_once(queried: Path, warehouse, tmp_path: Path) -> None:
    row = query(queried, tmp_path, "--metrics", "printed_targets,decided_targets,reached_targets")[0]
    printed, decided, reached = warehouse.execute(
        "select count(*), count(*) filter (verdict in ('met', 'exceeded', 'not_met')), "
        "count(*) filter (verdict in ('met', 'exceeded')) "
        "from marts.fct_target_attainment where kind = 'target' and not is_implied"
    ).fetchone()
    assert (int(row["printed_targets"]), int(row["decided_targets"]), int(row["reached_targets"])) == (
        printed,
        decided,
        reached,
    )
