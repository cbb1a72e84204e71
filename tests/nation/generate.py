"""A synthetic nation: plans and summaries of made-up districts, as printed, with the answers that marts must give.

python -m tests.nation.generate SCALE FOLDER [--seed N] writes about SCALE figures. Everything follows from the seed:
equal seeds give equal files. The figures use the curated catalogue (indicators, units, identities); the first two
districts are 普陀 and 闵行, so that the questions in analyses/ find rows. The answer key is taken from the true values
that the figures were printed from, never from what the marts compute. The SQL, one idea per file, is in sql/.

Layout below the folder: facts/, numerals/, documents/, districts/ as `facts_location` reads them, and answers/.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import time
from pathlib import Path

import duckdb

PROJECT = Path(__file__).resolve().parents[2]
SQL = Path(__file__).resolve().parent / "sql"
FOLDERS = ("facts", "numerals", "documents", "districts", "answers")
FIRST_YEAR, LAST_YEAR = 2013, 2024
# Figures that the plans and summaries of one district print in these years, on average; measured.
FIGURES_PER_DISTRICT = 1500
DISTRICTS_PER_CITY = 9
# A batch fits into memory whatever the size of the nation.
CITIES_PER_BATCH = 20
DEFAULT_SEED = 20261125
# As many as have districts with names and codes of their own.
MOST_FIGURES = 3 * 10**7

ONCE = ("macros", "districts", "indicators")
EACH_BATCH = (
    "truth",
    "printed_levels",
    "printed_growth",
    "printed_targets",
    "printed_asides",
    "printed",
    "other_numerals",
    "ledger",
)


def districts_for(figures: int) -> int:
    """Number of districts whose documents print about that many figures; at least two."""
    return max(2, round(figures / FIGURES_PER_DISTRICT))


def generate(folder: Path, figures: int, seed: int = DEFAULT_SEED) -> dict[str, int]:
    """Write a nation of about `figures` figures as Parquet into a folder; of what is there only an older nation goes.

    Returns the numbers of districts, documents, figures, numerals and of what was planted.
    """
    clear(folder)
    try:
        return fill(folder, districts_for(figures), seed)
    except BaseException:
        # Half a nation would pass for a whole one.
        clear(folder)
        raise


def clear(folder: Path) -> None:
    """Remove the nation in a folder, and nothing else; raises FileExistsError if other files are in its place."""
    for name in FOLDERS:
        for path in (folder / name).rglob("*"):
            if not path.is_dir() and not re.fullmatch(r"part-\d{4,}\.parquet", path.name):
                raise FileExistsError(f"found {path}, expected nothing but an older nation. Choose another folder")
    for name in FOLDERS:
        if (folder / name).exists():
            shutil.rmtree(folder / name)


def fill(folder: Path, districts: int, seed: int) -> dict[str, int]:
    """Write a nation of that many districts, a batch of cities at a time."""
    exports = {path.stem.removeprefix("export_"): path for path in sorted(SQL.glob("export_*.sql"))}
    exports |= {f"answers/{path.stem.removeprefix('answer_')}": path for path in sorted(SQL.glob("answer_*.sql"))}
    cities = -(-districts // DISTRICTS_PER_CITY)
    with duckdb.connect() as connection:
        remember(connection, seed=seed, first_year=FIRST_YEAR, last_year=LAST_YEAR, seeds=f"{PROJECT}/seeds")
        remember(connection, districts=districts, districts_per_city=DISTRICTS_PER_CITY)
        for name in ONCE:
            connection.execute(read(SQL / f"{name}.sql"))
        write(
            connection,
            "select district_code, district, district_en, full_name, null::varchar as aliases, "
            "null::varchar as valid_from, null::varchar as valid_to, null::varchar as successor_code "
            "from districts order by district_code",
            folder / "districts/part-0000.parquet",
        )
        for batch, first in enumerate(range(0, cities, CITIES_PER_BATCH)):
            remember(connection, from_city=first, to_city=first + CITIES_PER_BATCH - 1)
            for name in EACH_BATCH:
                connection.execute(read(SQL / f"{name}.sql"))
            for name, path in exports.items():
                write(connection, read(path), folder / name / f"part-{batch:04d}.parquet")
        totals = connection.execute(
            "select name, sum(number) from read_parquet(?) group by name order by name",
            [f"{folder}/answers/totals/*.parquet"],
        ).fetchall()
    return {"districts": districts, **{name: int(number) for name, number in totals}}


def remember(connection: duckdb.DuckDBPyConnection, **values: int | str) -> None:
    """Set the variables that the SQL reads with getvariable()."""
    for name, value in values.items():
        connection.execute(f"set variable {name} = {literal(value) if isinstance(value, str) else value}")


def read(path: Path) -> str:
    """The text of a file of SQL."""
    return path.read_text(encoding="utf-8")


def write(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    """Write the rows of a query into a Parquet file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection.execute(
        f"copy (\n{query}\n) to {literal(str(path))} (format parquet, compression zstd, row_group_size 122880)"
    )


def literal(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def whole_number(name: str, text: str, least: int, most: int) -> int:
    """The number that a text holds; raises ValueError with what was found and what was expected."""
    # int() would also take 1_000, signs and full-width digits, which are no names of folders.
    if not re.fullmatch(r"0|[1-9][0-9]{0,18}", text) or not least <= int(text) <= most:
        raise ValueError(f"{name}: found '{text}', expected a whole number from {least} to {most}")
    return int(text)


def main() -> int:
    """Write a nation, print its numbers and what to do next. Returns 0, or 2 if it could not be written."""
    parser = argparse.ArgumentParser(
        prog="nation", description="Write a synthetic nation and its answer key as Parquet."
    )
    parser.add_argument("figures", metavar="SCALE", help="about how many figures the documents print")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="folder to write into")
    parser.add_argument("--seed", default=str(DEFAULT_SEED), metavar="SEED", help="equal seeds give equal nations")
    arguments = parser.parse_args()
    start = time.monotonic()
    try:
        figures = whole_number("SCALE", arguments.figures, 1, MOST_FIGURES)
        seed = whole_number("SEED", arguments.seed, 0, 2**63 - 1)
        numbers = generate(arguments.folder, figures, seed)
    except (ValueError, OSError, duckdb.IOException, duckdb.OutOfMemoryException) as error:
        print(f"nation: {' '.join(str(error).split())}.", file=sys.stderr)
        return 2
    print(", ".join(f"{number} {name.replace('_', ' ')}" for name, number in numbers.items()))
    print(f"Wrote {arguments.folder} in {time.monotonic() - start:.1f} s. Build its marts with")
    print(f"    FACTS_LOCATION={arguments.folder} make build")
    print("which publishes it as warehouse.duckdb; `make build` alone then publishes the curated documents again.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
