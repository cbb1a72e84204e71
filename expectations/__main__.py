"""Command line: python -m expectations [gate|marts|all] [--warehouse PATH] [--verbose]."""

from __future__ import annotations

import argparse
import sys
import traceback
from pathlib import Path

from expectations import check_all, check_marts, gate
from expectations.checkpoint import DATA_DOCS
from expectations.outcome import ERRORED

PROJECT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Run the suites. Returns the exit code: 0 all passed, 1 some failed, 2 some could not be judged."""
    parser = argparse.ArgumentParser(prog="expectations", description="Distributions of the CSVs and of the marts.")
    parser.add_argument("what", nargs="?", choices=("gate", "marts", "all"), default="all")
    parser.add_argument("--warehouse", type=Path, default=PROJECT / "warehouse.duckdb", help="published file to check")
    parser.add_argument("--verbose", action="store_true", help="report passed expectations as well")
    arguments = parser.parse_args()
    try:
        if arguments.what == "gate":
            outcome = gate(PROJECT)
        elif arguments.what == "marts":
            outcome = check_marts(PROJECT, arguments.warehouse)
        else:
            outcome = check_all(PROJECT, arguments.warehouse)
    except Exception:
        # Python would exit with 1, which means "failed" here; but nothing was judged.
        traceback.print_exc()
        print("expectations: stopped by the error above; nothing was judged")
        return ERRORED
    print(outcome.report(verbose=arguments.verbose))
    print(f"{outcome}; Data Docs: {DATA_DOCS}/index.html")
    return outcome.exit_code


if __name__ == "__main__":
    sys.exit(main())
