"""The same marts once in Polars and once in pandas, to lay their speed beside that of the warehouse.

Both read the Parquet files of a nation and the curated CSVs in seeds/, and write four marts as Parquet, every column of
them. Both count in float64 where the warehouse counts in decimal(24, 6), keep no descriptions, contracts, tests or
history, and leave out the rows of implied growth: all of that is to their advantage. The agreement of a printed rate
with implied growth is left out too; in a nation no implied growth stands beside a printed rate, so no cell differs.
`compare` says whether they agree with the warehouse.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Callable
from pathlib import Path

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
THREADS = 2

# The keys and the further columns of each mart.
MARTS = {
    "fct_observations": (
        ["observation_id"],
        [
            *("document_id", "district_code", "district", "area_code", "area", "year", "indicator_code", "indicator"),
            *("concept_code", "concept", "theme", "kind", "measure", "basis", "strength", "rank_group", "is_headline"),
            *("value", "value_low", "value_high", "bound", "value_step", "unit", "source_file", "char_start"),
            *("char_end", "figure", "repeat_of", "note", "rival_of"),
        ],
    ),
    "fct_numerals": (["document_id", "char_start"], ["numeral", "disposition", "observation_count"]),
    "fct_growth": (
        ["indicator_code", "district_code", "area_code", "from_year", "to_year", "source"],
        [
            *("city_code", "district", "area", "indicator", "concept", "theme", "basis", "is_headline"),
            *("change_pct", "change_low", "change_high", "unit"),
            *("change_abs", "change_abs_low", "change_abs_high", "change_abs_unit"),
            *("cagr_pct", "cagr_low", "cagr_high", "agreement", "caveat", "from_observation_ids", "from_figure"),
            *("to_observation_ids", "to_figure", "rate_observation_ids", "rate_figure", "growth_id"),
        ],
    ),
    "fct_district_comparison": (
        ["district_code_a", "district_code_b", "indicator_code_a", "indicator_code_b", "measure"],
        [
            *("concept_code", "concept", "theme", "city_code"),
            *("district_a", "indicator_a", "year_a", "value_a", "value_low_a", "value_high_a", "unit_a", "figure_a"),
            *("observation_ids_a", "rank_a", "rank_group_a"),
            *("district_b", "indicator_b", "year_b", "value_b", "value_low_b", "value_high_b", "unit_b", "figure_b"),
            *("observation_ids_b", "rank_b", "rank_group_b", "grade", "reasons", "unit"),
            *("difference_unit", "difference", "difference_low", "difference_high"),
            *("ratio", "ratio_low", "ratio_high", "leader", "caveat"),
        ],
    ),
}

# White space as RE2 and the warehouse understand it, which is less than Python and Rust do.
WHITE_SPACE = "[\t\n\f\r \u00a0\u3000]"
MORE = ["超过", "超出", "超", "突破", "逾", "高于", "多于", "大于"]
AT_LEAST = ["不少于", "不低于", "至少"]
LESS = ["接近", "近", "不足", "不到", "低于", "少于", "小于"]
AT_MOST = ["不超过", "不高于", "至多"]
ABOUT = ["大约", "约"]
AT_MOST_BEHIND = ["以下", "以内"]
ABOUT_BEHIND = ["左右", "上下", "级"]
NUMERAL = "[0-9]+(?:[.][0-9]+)?|[一二三四五六七八九十百千两]+"
# Longer words first: a pattern takes the first alternative that fits.
FIGURE = (
    "^(?P<falling>下降|减少|降低|回落)?"
    f"(?P<before>{'|'.join([*AT_LEAST, *AT_MOST, *MORE, *LESS, *ABOUT, '第'])})?"
    f"(?P<numeral>{NUMERAL})(?:[-－—~～至](?P<numeral_end>{NUMERAL}))?"
    "(?P<surplus_inner>余|多)?(?P<scale>万|亿)?(?P<surplus_outer>余|多)?(?P<counter>.*?)"
    f"(?P<behind>{'|'.join(['以上', *AT_MOST_BEHIND, *ABOUT_BEHIND])})?$"
)
ARABIC = "^[0-9]{1,12}([.][0-9]{1,5})?$"
CHINESE_DIGITS = "一二三四五六七八九两"
CHINESE = "".join(f"([{CHINESE_DIGITS}]?{power})?" for power in "千百十") + f"([{CHINESE_DIGITS}])?"
# Municipalities: their districts make one city, whatever the third and fourth digit.
MUNICIPALITIES = ["11", "12", "31", "50"]
# What to know of a comparison that nobody judged.
YEARS_DIFFER = "One definition, but the years differ."


class Stopwatch:
    """Seconds per mart; what two marts share counts for the one that needs it first."""

    def __init__(self) -> None:
        """Start."""
        self.seconds: dict[str, float] = {}
        self.last = time.perf_counter()

    def lap(self, name: str) -> None:
        """Book the time since the last lap on a mart."""
        now = time.perf_counter()
        self.seconds[name] = now - self.last
        self.last = now


def command(build: Callable[[Path, Path], dict[str, float]], description: str) -> None:
    """`python -m benchmarks.rivals.… NATION OUTPUT`: build, and print what it took as one line of JSON.

    Wall time is that of the build alone; processor time and memory are those of the whole process, imports included.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("nation", type=Path, help="folder that benchmarks/nation.py wrote")
    parser.add_argument("output", type=Path, help="folder for the marts")
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    start = time.perf_counter()
    seconds = build(arguments.nation, arguments.output)
    wall = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_SELF)
    numbers = {"wall": wall, "cpu": used.ru_utime + used.ru_stime, "peak_mb": used.ru_maxrss / 1024}
    print(json.dumps({name: round(number, 3) for name, number in {**seconds, **numbers}.items()}))
