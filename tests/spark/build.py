"""Build the project on Spark in one process, from a project's folder: the documents, then a nation below `nation`.

One JVM for all builds: it starts once, and what the first build has compiled the others need not. The marts of each
build are then Parquet in target/spark/<build>/marts.db. Prints the seconds that each kind of step took.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

# Everything that the session writes is below.
HOME = Path("target/spark")


@dataclass(frozen=True)
class Build:
    """One build: its name, what dbt is asked for, where and how facts are read, and the schema that is kept."""

    name: str
    arguments: tuple[str, ...]
    location: str = ""
    form: str = ""
    kept: str = "marts"
    has_texts: bool = False
    # Whether seeds of the build before may be used.
    continues: bool = False


BUILDS = (
    Build("documents", ("build",), has_texts=True),
    # What unit tests say does not depend on the facts.
    Build("nation", ("build", "--exclude-resource-type", "unit_test"), "nation"),
    # Only what reads files: a glob of folders, and a format that needs options.
    Build(
        "located",
        ("run", "--select", "stg_documents", "stg_districts", "stg_facts", "stg_numerals"),
        f"{Path.cwd()}/located/*",
        "csv",
        kept="staging",
        continues=True,
    ),
)
# What dbt parsed in the first build; with other vars it would parse everything again, so the environment says the same.
PARSED = HOME / BUILDS[0].name / "dbt/partial_parse.msgpack"

# What makes hundreds of tiny queries cheap, and would make large ones expensive; so not in profiles.yml.
# dbt joins the session that it finds.
CHEAP = {
    "spark.master": "local[2]",
    "spark.driver.memory": "2g",
    # Half of such a short run would go into the second compiler.
    "spark.driver.extraJavaOptions": (
        f"-Dderby.system.home={HOME} -XX:TieredStopAtLevel=1 -XX:+UseSerialGC "
        # Of the smaller heap and cache for compiled code that come with it a sixth of the time went into making room.
        "-XX:ReservedCodeCacheSize=256m -Xms2g -Xmn1g"
    ),
    "spark.log.level": "ERROR",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    # Tables last as long as the process; there is no metastore to set up.
    "spark.sql.catalogImplementation": "in-memory",
    "spark.sql.warehouse.dir": str(HOME / "warehouse"),
    # What the optimizer infers from filters costs a twelfth of the processor time, and saves few rows here.
    "spark.sql.constraintPropagation.enabled": "false",
    # A few hundred rows are one task, and what follows from them as well.
    "spark.sql.leafNodeDefaultParallelism": "1",
    **{
        f"spark.sql.optimizer.singleTaskExecution.{name}": value
        for name, value in {
            **dict.fromkeys(("enabled", "sort", "window", "aggregation", "expand", "limitOffset"), "true"),
            **dict.fromkeys(("minNumBytes", "minNumFiles"), "0"),
        }.items()
    },
    # Nobody looks at the plans that are kept for the user interface.
    "spark.sql.ui.explainMode": "simple",
    "spark.sql.maxPlanStringLength": "100",
    "spark.sql.lightweightPlanChangeValidation": "false",
    # Files and shuffles of a few rows are not worth being packed.
    "spark.shuffle.compress": "false",
    "spark.broadcast.compress": "false",
    "spark.sql.parquet.compression.codec": "uncompressed",
    # Compiling a plan takes longer than interpreting it for a few hundred rows.
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}


def build(one: Build, documents: str) -> bool:
    """Run one build on Spark in this process; True if everything passed. Prints the time by kind of step."""
    from dbt.cli.main import dbtRunner

    settings = {"DOCUMENTS_DIR": documents if one.has_texts else ""}
    settings |= {"FACTS_LOCATION": one.location, "FACTS_FORMAT": one.form}
    os.environ.update(settings)
    begun = time.monotonic()
    result = dbtRunner().invoke(
        [
            *("--no-use-colors", "--log-path", str(HOME / "logs")),
            *one.arguments,
            *("--target", "spark", "--target-path", str(HOME / one.name / "dbt")),
            *(("--partial-parse-file-path", str(PARSED)) if PARSED.exists() else ()),
        ]
    )
    seconds, steps = Counter(), Counter()
    for step in getattr(result.result, "results", []):
        kind = str(step.node.resource_type)
        seconds[kind] += step.execution_time
        steps[kind] += 1
    printed = ", ".join(f"{total:.1f} {kind} ({steps[kind]})" for kind, total in seconds.most_common() if total >= 0.1)
    print(f"seconds: {time.monotonic() - begun:.1f} {one.name}: {printed}", flush=True)
    if result.exception:
        print(result.exception)
    return bool(result.success)


def main() -> int:
    """Run all builds; 1 if any failed."""
    from pyspark.sql import SparkSession

    shutil.rmtree(HOME, ignore_errors=True)
    started = time.monotonic()
    builder = SparkSession.builder
    for name, value in CHEAP.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    print(f"seconds: {time.monotonic() - started:.1f} start of Spark", flush=True)
    passed, documents = [], os.environ.get("DOCUMENTS_DIR", "")
    for one in BUILDS:
        if not one.continues:
            # A mart that only an earlier build made must not pass for one of this.
            for database in session.catalog.listDatabases():
                if database.name != "default":
                    session.sql(f"drop schema {database.name} cascade")
        passed.append(build(one, documents))
        folder = f"{one.kept}.db"
        if (HOME / "warehouse" / folder).exists():
            shutil.copytree(HOME / "warehouse" / folder, HOME / one.name / folder)
    session.stop()
    return 0 if all(passed) else 1


if __name__ == "__main__":
    os.environ.setdefault("DBT_PROFILES_DIR", str(Path.cwd()))
    # For the functions that SQL calls; another `python3` may be too old.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    sys.exit(main())
