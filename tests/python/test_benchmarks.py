"""The page of the benchmarks says of every goal what was measured, and measuring sees what a process does."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks import measure, report

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
