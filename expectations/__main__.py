"""Command line: python -m expectations [--warehouse PATH] [--verbose]."""

from __future__ import annotations

import argparse
import sys
import traceback
from pathlib import Path

from expectations.checkpoint import DATA_DOCS, judge_all
from expectations.judge import opened
from expectations.outcome import ERRORED
from kewei.problem import report

PROJECT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Judge all gates. Returns the exit code: 0 all passed, 1 some failed, 2 some could not be judged."""
    parser = argparse.ArgumentParser(prog="expectations", description="Distributions of the CSVs and of the marts.")
    parser.add_argument("--warehouse", type=Path, default=PROJECT / "warehouse.duckdb", help="published file to check")
    parser.add_argument("--verbose", action="store_true", help="report passed gates as well")
    arguments = parser.parse_args()
    try:
        with opened(arguments.warehouse) as warehouse:
            outcome = judge_all(PROJECT, warehouse)
    except Exception:
        # Python would exit with 1, which means "failed" here; but nothing was judged.
        traceback.print_exc()
        print("expectations: stopped by the error above; nothing was judged")
        return ERRORED
    print(outcome.report(verbose=arguments.verbose))
    if outcome.problems:
        print(f"{report(outcome.problems)}.")
    print(f"{outcome}; Data Docs: {DATA_DOCS}/index.html")
    return outcome.exit_code


if __name__ == "__main__":
    sys.exit(main())
