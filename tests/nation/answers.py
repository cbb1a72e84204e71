"""Compares marts with the answer key of a synthetic nation: what was planted must be found, and nothing else.

python -m tests.nation.answers FILE NATION prints a table, and exits with 1 if a row differs.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import duckdb

# What several checks need of the key, written down once: a large nation's is too large to be joined again each time.
TABLES = {
    "levels": "from '{nation}/answers/levels/*.parquet'",
    "series": "select distinct district_code, d, city, i from key_levels",
    "common": """
        select a.d as d_a, b.d as d_b, a.i, max(a.year) as year
        from key_levels as a
        inner join key_levels as b
            on a.city = b.city and a.i = b.i and a.year = b.year and a.district_code <> b.district_code
        group by all
    """,
    "rates": "from '{nation}/answers/rates/*.parquet'",
    "targets": "from '{nation}/answers/targets/*.parquet'",
    "totals": "select name, sum(number) as number from '{nation}/answers/totals/*.parquet' group by name",
}
# Each query returns the rows it looked at and how many of them are not as the key says.
CHECKS = {
    "value, interval, bound, unit, place and repeat of every figure": """
        select count(*), count_if(
            key.document_id is null or mart.document_id is null or key.value is distinct from mart.value
            or key.value_low is distinct from mart.value_low or key.value_high is distinct from mart.value_high
            or key.bound <> mart.bound or key.unit <> mart.unit or key.char_end <> mart.char_end
            or key.is_repeat <> (mart.repeat_of is not null))
        from key_observations as key
        full join warehouse.marts.fct_observations as mart
            on key.document_id = mart.document_id and key.char_start = mart.char_start
    """,
    "every numeral is accounted for": """
        select coalesce(sum(numerals), 0), count_if(accounted_pct is distinct from 100)
            + abs(coalesce(sum(numerals), 0) - (select number from key_totals where name = 'numerals'))
        from warehouse.marts.rpt_coverage
    """,
    "computed growth of levels that are plain counts": """
        select count(*), count_if(
            mart.change_pct is distinct from
            cast(round((key_to.value / key_from.value - 1) * 100, 4) as decimal(38, 6)))
        from key_levels as key_from
        inner join key_levels as key_to
            on key_from.d = key_to.d and key_from.i = key_to.i and key_from.year < key_to.year
        left join warehouse.marts.fct_growth as mart
            on key_from.district_code = mart.district_code and mart.area_code is null
            and key_from.indicator_code = mart.indicator_code and mart.source = 'computed'
            and key_from.year = mart.from_year and key_to.year = mart.to_year
        where key_from.is_plain and key_to.is_plain and key_from.is_count and key_to.is_count
            and key_from.basis not in ('ratio', 'event')
    """,
    "printed rates that contradict their levels, and those that do not": """
        select count(*), count_if(
            mart.agreement is distinct from case when key.is_wrong then 'inconsistent' else 'consistent' end)
        from key_rates as key
        inner join key_levels as later on key.d = later.d and key.i = later.i and key.year = later.year
        inner join key_levels as earlier on key.d = earlier.d and key.i = earlier.i and key.year = earlier.year + 1
        left join warehouse.marts.fct_growth as mart
            on key.district_code = mart.district_code and mart.area_code is null
            and key.indicator_code = mart.indicator_code and mart.source = 'printed' and key.year = mart.to_year
        where later.is_plain and earlier.is_plain
    """,
    "verdicts on plain targets with plain outcomes, and targets without an outcome": """
        select count(*), count_if(mart.verdict is null or case
            when outcome.d is null then mart.verdict not in ('no_actual', 'not_comparable')
            when outcome.value = key.value then mart.verdict <> 'met'
            when (outcome.value > key.value) = (key.direction <> 'down') then mart.verdict <> 'exceeded'
            else mart.verdict <> 'not_met' end)
        from key_targets as key
        left join key_levels as outcome
            on key.district_code = outcome.district_code and key.indicator_code = outcome.indicator_code
            and key.year = outcome.year
        left join warehouse.marts.fct_observations as printed
            on key.document_id = printed.document_id and key.char_start = printed.char_start
        left join warehouse.marts.fct_target_attainment as mart on printed.observation_id = mart.target_observation_id
        where key.measure = 'level' and key.style = 'plain' and key.kind = 'target' and key.year is not null
            and (outcome.d is null or (outcome.is_plain and outcome.is_count))
    """,
    "ratios and relations of two districts in the latest year that both print": """
        select count(*), count_if(mart.year_a is distinct from common.year or mart.year_b is distinct from common.year
            or mart.ratio is distinct from cast(round(a.value / b.value, 6) as decimal(38, 6))
            or mart.relation is distinct from case when a.value = b.value then 'equal'
                when a.basis <> 'ratio' or a.direction = 'neutral'
                    then case when a.value > b.value then 'more' else 'less' end
                when (a.value > b.value) = (a.direction = 'up') then 'leads' else 'trails' end)
        from key_common as common
        inner join key_levels as a on common.d_a = a.d and common.i = a.i and common.year = a.year
        inner join key_levels as b on common.d_b = b.d and common.i = b.i and common.year = b.year
        left join warehouse.marts.fct_district_comparison as mart
            on a.district_code = mart.district_code_a and b.district_code = mart.district_code_b
            and a.indicator_code = mart.indicator_code_a and b.indicator_code = mart.indicator_code_b
            and mart.measure = 'level'
        where a.is_plain and b.is_plain and a.is_count and b.is_count
    """,
    "ordered pairs of districts of one city that print one indicator": """
        select expected, abs(expected - found) from (
            select count(*) as expected from (
                select a.i from key_series as a inner join key_series as b
                    on a.city = b.city and a.i = b.i and a.district_code <> b.district_code)),
            (select count(*) as found from (
                select measure, indicator_code_a, indicator_code_b from warehouse.marts.fct_district_comparison
                union all
                select measure, indicator_code_a, indicator_code_b from warehouse.marts.fct_lookalikes)
            where measure = 'level' and indicator_code_a = indicator_code_b)
    """,
}
# Numbers of rows that were planted, and where they must be found.
COUNTS = {
    "documents": "select count(*) from warehouse.marts.dim_documents",
    "targets": "select count(*) from warehouse.marts.fct_target_attainment where not is_implied",
    "implied_targets": """
        select count(*) from warehouse.marts.fct_implied_values where method = 'target_from_attainment'
    """,
    "printed_rates": "select count(*) from warehouse.marts.fct_growth where source = 'printed'",
    "computed_rates": "select count(*) from warehouse.marts.fct_growth where source = 'computed'",
    **{
        kind: f"select count(*) from warehouse.marts.rpt_discrepancies where kind = '{kind}'"
        for kind in ("unit_not_printed", "contradictory_qualifiers", "rival_figures")
    },
}


@dataclass(frozen=True)
class Outcome:
    """One check: what was compared with the key, how many rows, and how many of them differ."""

    name: str
    rows: int
    differing: int


def check(warehouse: Path, nation: Path) -> list[Outcome]:
    """Compare the marts of a database file with the answer key of the nation that they were built from.

    What does not fit into memory (KEWEI_MEMORY_LIMIT) is written to a folder beside the warehouse, which is removed.
    """
    memory = os.environ.get("KEWEI_MEMORY_LIMIT") or "80%"
    with (
        tempfile.TemporaryDirectory(prefix="answers-", dir=warehouse.parent) as folder,
        duckdb.connect(f"{folder}/key.duckdb", config={"memory_limit": memory}) as connection,
    ):
        connection.execute(f"attach '{warehouse}' as warehouse (read_only)")
        connection.execute(f"create view key_observations as from '{nation}/answers/observations/*.parquet'")
        for name, sql in TABLES.items():
            connection.execute(f"create table key_{name} as {sql.format(nation=nation)}")
        outcomes = [Outcome(name, *map(int, connection.execute(sql).fetchone())) for name, sql in CHECKS.items()]
        for name, sql in COUNTS.items():
            planted = connection.execute(f"select number from key_totals where name = '{name}'").fetchone()[0]
            found = connection.execute(sql).fetchone()[0]
            outcomes.append(Outcome(f"number of {name.replace('_', ' ')}", int(planted), abs(int(planted) - found)))
    return outcomes


def main() -> int:
    """Print how many rows each check compared. Returns 1 if a row differs or a check looked at nothing."""
    parser = argparse.ArgumentParser(
        prog="tests.nation.answers", description="Compare marts with the answer key of a synthetic nation."
    )
    parser.add_argument("warehouse", type=Path, help="database file with the schema marts")
    parser.add_argument("nation", type=Path, help="folder that tests.nation.generate wrote")
    arguments = parser.parse_args()
    outcomes = check(arguments.warehouse, arguments.nation)
    print(f"{'rows':>12}{'differing':>12}  check")
    for outcome in outcomes:
        print(f"{outcome.rows:>12}{outcome.differing:>12}  {outcome.name}")
    return 0 if all(outcome.differing == 0 and outcome.rows > 0 for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
