"""The page of the benchmarks says of every goal what was measured, and measuring sees what a process does."""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb
import pytest

from benchmarks import bench, measure, report

RUN = {"seconds": 10.0, "processor": 12.0, "peak_mb": 1000.0, "spill_mb": 0.0, "file_mb": 50.0, "parts": {}}


def nations(dbt_seconds: float, size: int = 10_000_000, peak: float = 1000.0) -> dict:
    """Figures of one nation."""
    return {
        str(size): {
            "numbers": {"observations": size},
            "dbt": [{**RUN, "seconds": dbt_seconds, "peak_mb": peak}],
            "straight": [RUN],
            "answers": [{"name": "a", "rows": 5, "differing": 0}],
            "marts": {"fct_observations": size},
        }
    }


@pytest.mark.parametrize(
    ("figures", "line"),
    [
        (nations(11.0), "- **Reached**: at most 1.15 times straight DuckDB: 1.10"),
        (nations(12.0), "- **Missed**: at most 1.15 times straight DuckDB: 1.20"),
        (nations(11.0, peak=6001.0), "- **Missed**: within 6,000 MB: 6,001 MB at the peak"),
        (nations(12.0, size=1000), "- **Open**: at most 1.15 times straight DuckDB: 1.20"),
    ],
)
def test_goals_are_reached_missed_or_open(figures: dict, line: str) -> None:
    assert line in report.of_nation(figures)


def test_cost_that_grows_faster_than_the_figures_is_missed() -> None:
    slow = nations(1.0, 1_000_000) | nations(10.6)
    assert "- **Missed**: at most ×10.5 time for ×10, to 10,000,000: ×10.60" in report.of_nation(slow)


def test_a_rival_that_failed_says_so() -> None:
    figures = {
        "1000000": {"duckdb": [RUN], "polars": [RUN | {"seconds": 5.0}], "pandas": [], "failed": {"pandas": "no"}}
    }
    page = report.of_rivals({size: one | {"compared": {}} for size, one in figures.items()})
    assert "failed: no" in page
    assert "- **Missed**: ahead of Polars at 1,000,000: 0.50 times our time" in page


def test_a_process_is_measured_whole_and_a_failure_is_an_error(tmp_path: Path) -> None:
    code = "import time; block = bytearray(200_000_000); time.sleep(0.3); print('done')"
    run = measure.timed([sys.executable, "-c", code], tmp_path, measure.environment())
    assert run["seconds"] >= 0.3
    assert run["peak_mb"] >= 190
    assert run["output"] == "done\n"
    with pytest.raises(RuntimeError, match="ended with 3"):
        measure.timed([sys.executable, "-c", "raise SystemExit(3)"], tmp_path, measure.environment())


def questions(milliseconds: float, size: int = 10_000_000) -> dict:
    """Figures of one question that took equally long in every way."""
    asked = {way: {"median": milliseconds, "rows": 3} for way in ("all", "page", "city")}
    return {"figures": size, "file_mb": 1.0, "districts": 2, "asked": {"01_question": asked}}


@pytest.mark.parametrize(
    ("figures", "line"),
    [
        (questions(40), "- **Reached**: median under 50 ms, for all districts: 40 ms"),
        (questions(60), "- **Missed**: median under 50 ms, first page: 60 ms"),
        (questions(501), "- **Missed**: worst under 500 ms, for one city: 501 ms"),
        (questions(40, size=1000), "- **Open**: median under 50 ms, for one city: 40 ms"),
    ],
)
def test_questions_are_fast_enough_or_not(figures: dict, line: str) -> None:
    assert line in report.of_questions(figures)


def test_a_city_is_asked_for_its_own_rows(tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("""
            create schema marts;
            create table marts.dim_districts as
                from (values ('310107', '310000'), ('310112', '310000'), ('330106', '330100'))
                as t(district_code, city_code);
            create table marts.dim_documents as
                from (values ('putuo', '310107'), ('xihu', '330106')) as t(document_id, district_code);
            create table marts.fct_numerals as from (values ('putuo', 1), ('xihu', 2)) as t(document_id, char_start);
            create table marts.dim_indicators as from (values ('firms')) as t(indicator_code);
        """)
    city, districts = bench.largest_city(warehouse)
    assert (city, sorted(districts)) == ("310000", ["310107", "310112"])
    with bench.opened(warehouse) as connection:
        assert bench.ask(connection, "from build.marts.dim_districts")["rows"] == 3
    with bench.opened(warehouse, city, districts) as connection:
        rows = {
            table: bench.ask(connection, f"from build.marts.{table}")["rows"]
            for table in ("dim_districts", "dim_documents", "fct_numerals", "dim_indicators")
        }
    assert rows == {"dim_districts": 2, "dim_documents": 1, "fct_numerals": 1, "dim_indicators": 1}
