"""Command line: python -m kewei {build,nightly,publish,status,check,query,ask,changes,runs,docs}."""

from __future__ import annotations

import sys
from pathlib import Path

from kewei.alert import alert

PROJECT = Path(__file__).resolve().parent.parent

if __name__ == "__main__":
    try:
        from kewei.commands import cli
    except ImportError as error:
        # A set-up that is missing must not look like a check that failed.
        line = f"Not published: {error}. Run `make setup`; warehouse.duckdb stays as it was."
        if sys.argv[1:2] == ["nightly"]:
            line = f"nightly: {line}"
            alert(2, line)
        print(line)
        sys.exit(2)
    cli(prog_name="kewei")
