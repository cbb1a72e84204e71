"""Run `dbt build` in the current folder, as `kewei build` runs it, and print where its time went, as JSON.

python -m benchmarks.timed_build [dbt flags]: import (of dbt), parse (up to the whole graph), one entry for each kind of
node, and rest: settings, schemas, hooks, waiting between nodes, artifacts. In seconds.
"""

from __future__ import annotations

import json
import sys
import time

FLAGS = ("--exclude-resource-type", "unit_test", "--exclude-resource-type", "saved_query")


def main() -> int:
    """Build and print. Returns 0 if the build passed."""
    started = time.perf_counter()
    from dbt.cli.main import dbtRunner

    imported = time.perf_counter()
    parsed = []

    def hear(event) -> None:
        if event.info.name == "FoundStats":
            parsed.append(time.perf_counter())

    command = ["build", *FLAGS, "--log-level", "none", "--no-use-colors", *sys.argv[1:]]
    result = dbtRunner(callbacks=[hear]).invoke(command)
    ended = time.perf_counter()
    if not result.success:
        print(result.exception or [one.message for one in result.result.results if str(one.status) != "success"])
        return 1
    seconds = {"import": imported - started, "parse": parsed[0] - imported}
    for one in result.result.results:
        kind = f"{one.node.resource_type}s"
        seconds[kind] = seconds.get(kind, 0) + one.execution_time
    seconds["rest"] = ended - started - sum(seconds.values())
    print(json.dumps({name: round(value, 3) for name, value in seconds.items()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
