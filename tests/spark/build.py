"""Build the project on Spark within one process: `build.py [arguments for dbt build]`, from a project's folder.

The marts are then Parquet in target/spark/warehouse/marts.db. Prints the seconds that each kind of step took.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections import Counter
from pathlib import Path

# Everything that the session writes stands below.
HOME = Path("target/spark")
MARTS = HOME / "warehouse/marts.db"

# What makes hundreds of tiny queries cheap, and would make large ones dear: hence here and not in profiles.yml.
# dbt joins the session that it finds.
CHEAP = {
    "spark.master": "local[2]",
    "spark.driver.memory": "2g",
    # Half of such a short run would go into the second compiler.
    "spark.driver.extraJavaOptions": f"-Dderby.system.home={HOME} -XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.log.level": "ERROR",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    # Tables last as long as the process; there is no metastore to set up.
    "spark.sql.catalogImplementation": "in-memory",
    "spark.sql.warehouse.dir": str(HOME / "warehouse"),
    # A few hundred rows are one task.
    "spark.sql.leafNodeDefaultParallelism": "1",
    # Compiling a plan takes longer than interpreting it for a few hundred rows.
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}


def build(arguments: list[str]) -> bool:
    """Run `dbt build` on Spark in this process; True if everything passed. Prints the time by kind of step."""
    from dbt.cli.main import dbtRunner
    from pyspark.sql import SparkSession

    shutil.rmtree(HOME / "warehouse", ignore_errors=True)
    started = time.monotonic()
    builder = SparkSession.builder
    for name, value in CHEAP.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    ready = time.monotonic()
    print(f"seconds: {ready - started:.1f} start of Spark", flush=True)
    result = dbtRunner().invoke(
        [
            *("--no-use-colors", "--log-path", str(HOME / "logs"), "build"),
            *("--target", "spark", "--target-path", str(HOME / "dbt"), *arguments),
        ]
    )
    seconds, steps = Counter(), Counter()
    for one in getattr(result.result, "results", []):
        kind = str(one.node.resource_type)
        seconds[kind] += one.execution_time
        steps[kind] += 1
    for kind, total in seconds.most_common():
        print(f"seconds: {total:.1f} {kind} ({steps[kind]})")
    print(f"seconds: {time.monotonic() - ready:.1f} dbt build in all", flush=True)
    session.stop()
    if result.exception:
        print(result.exception)
    return bool(result.success)


if __name__ == "__main__":
    os.environ.setdefault("DBT_PROFILES_DIR", ".")
    sys.exit(0 if build(sys.argv[1:]) else 1)
