"""The semantic layer: MetricFlow accepts it, and its answers are those of plain SQL."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import documents_folder


@pytest.fixture(scope="module")
def queried(built_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the built project, because MetricFlow opens its database for writing."""
    project = tmp_path_factory.mktemp("queried") / "project"
    shutil.copytree(built_project, project, ignore=shutil.ignore_patterns("data_docs"))
    return project


def mf(project: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Run MetricFlow in a built project."""
    command = str(Path(sys.executable).with_name("mf"))
    environment = {**os.environ, "DOCUMENTS_DIR": documents_folder(), "DBT_PROFILES_DIR": str(project)}
    return subprocess.run([command, *arguments], cwd=project, env=environment, capture_output=True, text=True)


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


@pytest.mark.parametrize("metric", ["technology_contract_value", "rd_gdp_share", "hnte_valid"])
def test_a_headline_metric_is_the_printed_level(queried: Path, warehouse, tmp_path: Path, metric: str) -> None:
    groups = "observation__district,observation__observed_on__year"
    rows = query(queried, tmp_path, "--metrics", metric, "--group-by", groups)
    answered = {
        (row["observation__district"], row["observation__observed_on__year"][:4]): Decimal(row[metric])
        for row in rows
        if row[metric]
    }
    printed = warehouse.execute(
        "select district, cast(year as varchar), value from marts.fct_observations where indicator_code = ? "
        "and kind = 'actual' and measure = 'level' and area_code is null and repeat_of is null",
        [metric],
    ).fetchall()
    assert answered == {(district, year): value for district, year, value in printed}


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


def test_targets_are_counted_once(queried: Path, warehouse, tmp_path: Path) -> None:
    metrics = "printed_targets,decided_targets,reached_targets,target_reach_rate"
    row = query(queried, tmp_path, "--metrics", metrics)[0]
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
    assert Decimal(row["target_reach_rate"]) == Decimal(reached) / Decimal(decided)
