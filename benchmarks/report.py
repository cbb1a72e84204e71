"""docs/benchmarks.md, written from what `make bench` measured: every goal, reached or missed, with the figures."""

from __future__ import annotations

from statistics import median

from benchmarks.measure import middle, ratio

# The size that goals for large nations were set for.
LARGEST = 10_000_000
LATENCY_MEDIAN, LATENCY_WORST = 50, 500
OVERHEAD, STRAIGHT, GROWTH, MEMORY_MB, INCREMENTAL = 1.1, 1.15, 10.5, 6000, 0.1


def page(results: dict) -> str:
    """The whole page. Sections that were not measured yet are left out."""
    parts = [head(results["machine"])]
    for name, section in (
        ("documents", of_documents),
        ("unchanged", of_unchanged),
        ("nation", of_nation),
        ("questions", of_questions),
        ("rivals", of_rivals),
        ("incremental", of_incremental),
    ):
        if name in results:
            parts.append(section(results[name]))
    return "\n\n".join(parts) + "\n"


def head(machine: dict[str, str]) -> str:
    """What was measured, how, on what."""
    return f"""# Benchmarks

Written by `make bench`; do not edit. Every ratio is taken between runs that took turns on this machine; a figure is
the median of at least five runs, from a million figures on of three, unless the table says otherwise. Seconds are by
the clock and of whole processes. DuckDB was held to 4500 MB and went on on disk beyond that. A goal that is missed or
still open says so, and [scale.md](scale.md) says why.

| | |
|---|---|
| processor | {machine["processor"]} |
| memory | {machine["memory"]} |
| Python | {machine["python"]} |
| packages | {machine["packages"]} |
| measured | {machine["day"]}, on commit {machine["commit"]} or later |"""


def table(header: list[str], rows: list[list[str]]) -> str:
    """A table; every column but the first is to the right."""
    lines = ["| " + " | ".join(header) + " |", "|---" + "|---:" * (len(header) - 1) + "|"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def goal(text: str, is_reached: bool, figures: int = LARGEST) -> str:
    """A goal, and whether it was reached; open where it was measured below the size that it was set for."""
    verdict = "Reached" if is_reached else "Missed"
    if figures < LARGEST:
        verdict, text = "Open", f"{text} (set for {LARGEST:,} figures, measured at {figures:,} only)"
    return f"- **{verdict}**: {text}"


def of_documents(figures: dict) -> str:
    """The five documents: what of a build is dbt."""
    middles, nodes = figures["medians"], figures["nodes"]
    real, nothing = middles["real"], middles["nothing"]
    total = sum(real["parts"].values())
    rows = [
        [part, f"{seconds:.2f}", f"{100 * seconds / total:.0f} %", f"{nothing['parts'][part]:.2f}"]
        for part, seconds in real["parts"].items()
    ]
    clock, processor = (median(figures["ratios"][name]) for name in ("seconds", "processor"))
    counts = ", ".join(f"{count} {kind}s" for kind, count in nodes.items())
    return f"""## Five documents

`dbt build` of the project against a dbt project that does nothing with as many nodes ({counts}), and
against the same compiled SQL straight in DuckDB.

{
        table(
            ["", "seconds", "processor seconds"],
            [
                ["`dbt build`", f"{real['seconds']:.2f}", f"{real['processor']:.2f}"],
                ["do-nothing project", f"{nothing['seconds']:.2f}", f"{nothing['processor']:.2f}"],
                ["straight in DuckDB", f"{middles['straight']:.2f}", ""],
            ],
        )
    }

{table(["part of the build", "seconds", "share", "do-nothing, seconds"], rows)}

{
        goal(
            f"at most {OVERHEAD} times the do-nothing project: {clock:.2f}; {processor:.2f} in processor time",
            clock <= OVERHEAD,
        )
    }"""


def of_unchanged(runs: dict) -> str:
    """A second build with nothing changed."""
    unchanged, forced = middle(runs["unchanged"], "seconds"), middle(runs["forced"], "seconds")
    limit = max(3, 0.2 * forced)
    return f"""### Nothing changed

`kewei build` again: {unchanged:.2f} s; with `--force`: {forced:.2f} s.

{goal(f"finds out within 3 s or a fifth of a build: {unchanged:.2f} s of {limit:.1f} s", unchanged <= limit)}"""


def of_nation(sizes: dict) -> str:
    """Nations of rising size: dbt, the same SQL without dbt, memory, and growth of the cost."""
    rows, goals, previous = [], [], None
    for size, figures in sizes.items():
        dbt, straight, numbers = figures["dbt"], figures["straight"], figures["numbers"]
        seconds, peak = middle(dbt, "seconds"), max(run["peak_mb"] for run in dbt)
        rows.append(
            [
                f"{numbers['observations']:,}",
                f"{seconds:.1f}",
                f"{middle(dbt, 'processor'):.1f}",
                f"{peak:,.0f}",
                f"{max(run['spill_mb'] for run in dbt):,.0f}",
                f"{middle(dbt, 'file_mb'):,.0f}",
                f"{middle(straight, 'seconds'):.1f}",
                f"{ratio(dbt, straight):.2f}",
                f"{ratio(dbt, straight, 'processor'):.2f}",
            ]
        )
        if previous:
            # Each nation has about ten times the figures of the last one, not exactly.
            step = numbers["observations"] / previous[0]
            times = (seconds / previous[1]) * 10 / step
            straightly = (middle(straight, "seconds") / previous[2]) * 10 / step
            goals.append(
                goal(
                    f"at most ×{GROWTH} time for ×10, to {int(size):,}: ×{times:.2f}; straight ×{straightly:.2f}",
                    times <= GROWTH,
                )
            )
        previous = (numbers["observations"], seconds, middle(straight, "seconds"))
    largest = sizes[max(sizes, key=int)]
    size = int(max(sizes, key=int))
    against = ratio(largest["dbt"], largest["straight"])
    peak = max(run["peak_mb"] for run in largest["dbt"])
    goals.append(goal(f"at most {STRAIGHT} times straight DuckDB: {against:.2f}", against <= STRAIGHT, size))
    goals.append(goal(f"within {MEMORY_MB:,} MB: {peak:,.0f} MB at the peak", peak <= MEMORY_MB, size))
    header = ["figures", "`dbt build`, s", "processor, s", "peak, MB", "spill, MB", "file, MB", "straight, s", "ratio"]
    parts = ["import", "parse", "seeds", "models", "tests", "rest"]
    stages = [
        [f"{figures['numbers']['observations']:,}"]
        + [f"{median(run['parts'].get(part, 0) for run in figures['dbt']):.1f}" for part in parts]
        for figures in sizes.values()
    ]
    checked = [
        [
            f"{figures['numbers']['observations']:,}",
            f"{sum(one['rows'] for one in figures['answers']):,}",
            f"{sum(one['differing'] for one in figures['answers']):,}",
        ]
        for figures in sizes.values()
    ]
    marts = [[f"`{name}`", f"{rows_:,}"] for name, rows_ in largest["marts"].items() if rows_ > 1000]
    return f"""## Nations

Synthetic nations (`make nation`), every figure parsed from its print, every mart built, every data test run:
`dbt build` against the same compiled SQL, models and tests, straight in DuckDB.

{table([*header, "ratio, processor"], rows)}

Seconds of `dbt build` by stage:

{table(["figures", *parts], stages)}

Marts against the answer key:

{table(["figures", "rows checked", "rows differing"], checked)}

Rows of the largest nation's marts:

{table(["mart", "rows"], marts)}

{chr(10).join(goals)}"""


def of_questions(figures: dict) -> str:
    """The questions of analyses/ on the largest published file."""
    asked = figures["asked"]
    ways = {"all": "for all districts", "page": "first page", "city": "for one city"}
    slowest = sorted(asked.items(), key=lambda item: -item[1]["all"]["median"])[:8]
    rows = [
        [f"`{name}`", f"{one['all']['rows']:,}", *(f"{one[way]['median']:.0f}" for way in ways)]
        for name, one in slowest
    ]
    medians = {way: [one[way]["median"] for one in asked.values()] for way in ways}
    for label, middle_of in (("median", median), ("worst", max)):
        rows.append([label, "", *(f"{middle_of(medians[way]):.0f}" for way in ways)])
    goals = [
        goal(
            f"{label} under {limit} ms, {way}: {middle_of(medians[key]):.0f} ms",
            middle_of(medians[key]) < limit,
            figures["figures"],
        )
        for key, way in ways.items()
        for label, middle_of, limit in (("median", median, LATENCY_MEDIAN), ("worst", max, LATENCY_WORST))
    ]
    return f"""## Questions

The {len(asked)} questions of `analyses/`, as they stand, on the published file ({figures["file_mb"]:,.0f} MB) of a
nation of {figures["figures"]:,} figures, opened read-only. The five documents have two districts; here most questions
ask for all of the nation's, and their answers can be as long as a table. So each is asked in three ways: for all
districts, with the whole answer put together inside DuckDB; for the first page of that answer, 200 rows in its order;
and for the {figures["districts"]} districts of the largest city, in full.

{table(["slowest questions", "rows", *(f"{way}, ms" for way in ways.values())], rows)}

{chr(10).join(goals)}"""


def of_rivals(sizes: dict) -> str:
    """The same marts in Polars and pandas."""
    rows, goals = [], []
    for size, figures in sizes.items():
        duck = figures["duckdb"]
        for name in ("duckdb", "polars", "pandas"):
            runs = figures[name]
            label = {"duckdb": "DuckDB", "polars": "Polars"}.get(name, name)
            if not runs:
                rows.append([f"{int(size):,}", label, "-", "-", "-", f"failed: {figures['failed'][name]}", "-"])
                continue
            against = ratio(runs, duck)
            compared = figures["compared"].get(name)
            differing = (
                ""
                if compared is None
                else f"{sum(row[2] for row in compared):,} of {sum(row[1] for row in compared):,}"
            )
            rows.append(
                [
                    f"{int(size):,}",
                    label,
                    f"{middle(runs, 'seconds'):.1f}",
                    f"{middle(runs, 'processor'):.1f}",
                    f"{max(run['peak_mb'] for run in runs):,.0f}",
                    f"{against:.2f}",
                    differing,
                ]
            )
            if name != "duckdb" and int(size) >= 1_000_000:
                goals.append(goal(f"ahead of {label} at {int(size):,}: {against:.2f} times our time", against > 1))
    header = ["figures", "", "seconds", "processor, s", "peak, MB", "times DuckDB", "rows differing"]
    return f"""## Against Polars and pandas

`fct_observations`, `fct_numerals`, printed and computed growth and the comparison of districts from the same Parquet
files, on two cores, every column of them. DuckDB runs the project's own SQL for these marts, in decimals, with all
tables on the way and implied growth, into a database file; the rivals are written for speed, hold what stands on the
way in memory, count in floating point and write Parquet. Above a million figures one run each.

{table(header, rows)}

{chr(10).join(goals)}"""


def of_incremental(figures: dict) -> str:
    """One changed document among many."""
    full, changed = figures["full"], figures["changed"]
    share = middle(changed, "seconds") / full["seconds"]
    of_processor = middle(changed, "processor") / full["processor"]
    return f"""## One changed document

`kewei build` of a nation of {figures["figures"]:,} figures, checks and publishing included.

{
        table(
            ["", "seconds", "processor, s", "peak, MB"],
            [
                ["all of it, once", *three(full)],
                [
                    "one document changed, median of three",
                    *three({k: middle(changed, k) for k in full if k != "spill_mb"}),
                ],
                ["nothing changed, once", *three(figures["unchanged"])],
            ],
        )
    }

{
        goal(
            f"under {INCREMENTAL:.0%} of a full build: {share:.1%}; {of_processor:.1%} in processor time",
            share < INCREMENTAL,
            figures["figures"],
        )
    }"""


def three(run: dict) -> list[str]:
    """Seconds, processor seconds and peak memory of a run."""
    return [f"{run['seconds']:.1f}", f"{run['processor']:.1f}", f"{run['peak_mb']:,.0f}"]
