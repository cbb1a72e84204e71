"""Command line: .venv/bin/python -m kewei COMMAND.

Commands: build, nightly, publish, status, check, add, query, ask, read, exports, site, changes, runs, docs.
"""

from __future__ import annotations

import sys
from pathlib import Path

from kewei.alert import alert

PROJECT = Path(__file__).resolve().parent.parent

if __name__ == "__main__":
    # A console that knows no Chinese must not hide what is wrong.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")
    command = next(iter(sys.argv[1:]), "")
    try:
        from kewei.commands import cli

        if command in ("build", "nightly", "publish", "docs"):
            import dbt.version  # noqa: F401 -- a set-up without dbt is noticed before a run begins
    except ImportError as error:
        # A set-up that is missing must not look like a check that failed.
        line = f"{error}. Run `make setup`"
        if command in ("build", "nightly", "publish"):
            line = f"Not published: {line}; warehouse.duckdb stays as it was"
        if command == "nightly":
            line = f"nightly: {line}"
            alert(2, f"{line}.")
        print(f"{line}.")
        sys.exit(2)
    # The name in messages of usage can be typed.
    cli(prog_name=".venv/bin/python -m kewei")
