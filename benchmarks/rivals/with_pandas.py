"""The marts in pandas, on Arrow texts, categoricals and NumPy.

Values are float64, not decimals: see `benchmarks.rivals`. Texts are read as categoricals, so every figure is taken
apart once, joins and groups work on integers, and names, which are categoricals too, are looked up last. Everything is
in memory. pandas uses one thread, Arrow two.
"""

from __future__ import annotations

from itertools import count
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.api.extensions import ExtensionArray

from benchmarks import rivals

BOUNDS = ["exact", "rounded", "greater_than", "at_least", "less_than", "at_most", "approximate", "range"]
EXACT, ROUNDED, GREATER_THAN, AT_LEAST, LESS_THAN, AT_MOST, APPROXIMATE, RANGE = range(len(BOUNDS))
# What each bound becomes when the sign turns.
TURNED = np.array([EXACT, ROUNDED, LESS_THAN, AT_MOST, GREATER_THAN, AT_LEAST, APPROXIMATE, RANGE])
GRADES = ["A", "B", "C", "D"]
SOURCES = ["computed", "printed"]
# Room for a year or a place in a document below a larger number, to make one integer of two.
YEARS, POSITIONS, ROWS = 2**14, 2**32, 2**25


def build(nation: Path, output: Path) -> dict[str, float]:
    """Write the marts of a nation into a folder. Returns seconds per mart."""
    pa.set_cpu_count(rivals.THREADS)
    output.mkdir(parents=True, exist_ok=True)
    watch = rivals.Stopwatch()
    documents = pd.read_parquet(nation / "documents", columns=["document_id", "source_file"])
    document_ids = pd.Index(documents["document_id"])
    indicators = seed("indicators").merge(seed("concepts")[["concept_code", "concept", "theme"]], on="concept_code")
    districts = pd.read_parquet(nation / "districts", columns=["district_code", "district"])
    districts = districts.sort_values("district_code", ignore_index=True)
    numerals = read(nation / "numerals", ["document_id", "char_start", "numeral", "disposition"])
    numerals["position"] = positions(numerals, document_ids)
    numerals["char_start"] = numbers(numerals["char_start"])
    observations = observe(nation, document_ids, indicators, numerals)
    named = observations.assign(
        **names_of_indicators(indicators, observations["indicator_number"].to_numpy()),
        **names_of_places(observations, districts),
        source_file=pd.Categorical(documents["source_file"]).take(observations["position"].to_numpy() // POSITIONS),
    )
    write(named, output, "fct_observations")
    watch.lap("fct_observations")

    write(count_observations(numerals, observations), output, "fct_numerals")
    watch.lap("fct_numerals")

    actuals = hear_every_print(observations)
    write(grow(actuals, indicators, districts), output, "fct_growth")
    watch.lap("fct_growth")

    write(compare_districts(actuals, indicators, districts), output, "fct_district_comparison")
    watch.lap("fct_district_comparison")
    return watch.seconds


def seed(name: str) -> pd.DataFrame:
    """A curated CSV, every cell as text."""
    return pd.read_csv(rivals.SEEDS / f"{name}.csv", dtype="str")


def read(folder: Path, columns: list[str]) -> pd.DataFrame:
    """Columns of the Parquet files of a folder, as categoricals."""
    return pd.read_parquet(folder, columns=columns, read_dictionary=columns)


def write(frame: pd.DataFrame, output: Path, mart: str) -> None:
    """Write the columns of a mart."""
    keys, columns = rivals.MARTS[mart]
    path = output / f"{mart}.parquet"
    frame[keys + columns].to_parquet(path, compression="snappy", index=False, write_statistics=False)


def names_of_indicators(indicators: pd.DataFrame, rows: np.ndarray) -> dict:
    """The columns that say what an indicator is, for rows of the table of indicators."""
    names = {name: pd.Categorical(indicators[name]).take(rows) for name in ("indicator", "concept", "theme")}
    return {**names, "is_headline": (indicators["is_headline"] == "true").to_numpy()[rows]}


def names_of_places(frame: pd.DataFrame, districts: pd.DataFrame) -> dict:
    """The names of the districts and areas of a table."""
    areas = seed("areas")
    return {
        name: pd.Categorical(table[name]).take(translated(frame[code], pd.Index(table[code])), allow_fill=True)
        for name, code, table in (("district", "district_code", districts), ("area", "area_code", areas))
    }


def city_codes(places: pd.DataFrame) -> pd.Categorical:
    """The cities that places lie in: a place without district is the city itself."""
    district, area = places["district_code"].array, places["area_code"].array
    codes = district.categories
    of_municipality = codes.str[:2].isin(rivals.MUNICIPALITIES)
    known = pd.Categorical([*np.where(of_municipality, codes.str[:2] + "0000", codes.str[:4] + "00"), *area.categories])
    # Codes of few categories are too small for numbers of districts.
    of_area = np.where(area.codes >= 0, area.codes.astype("int64") + len(codes), -1)
    return known.take(np.where(district.codes >= 0, district.codes, of_area), allow_fill=True)


def blank_to_null(texts: pd.Series) -> pd.Series:
    """A column in which "empty" has one meaning."""
    stripped = texts.cat.categories.str.strip(" ")
    if stripped.equals(texts.cat.categories) and "" not in stripped:
        return texts
    bare = texts.astype("str").str.strip(" ")
    return bare.mask(bare == "").astype("category")


def numbers(texts: pd.Series, missing: int = 0) -> np.ndarray:
    """The integers that a categorical prints."""
    values = np.append(texts.cat.categories.astype("int32"), missing).astype("int32")
    return values[texts.cat.codes]


def translated(texts: pd.Series, known: pd.Index) -> np.ndarray:
    """Where the texts of a categorical stand in an index; -1 for what is not in it."""
    return np.append(known.get_indexer(texts.cat.categories), -1)[texts.cat.codes]


def positions(frame: pd.DataFrame, documents: pd.Index) -> np.ndarray:
    """A document and a place in it as one integer; negative where the document is not known."""
    return translated(frame["document_id"], documents) * POSITIONS + numbers(frame["char_start"])


def whole_steps(numeral: pd.Series) -> pd.Series:
    """How many steps of its last digit a numeral counts; NaN when it is not well formed."""
    is_arabic = numeral.str.match(rivals.ARABIC)
    steps = pd.to_numeric(numeral.str.replace(".", "", regex=False).where(is_arabic)).astype("float64")
    rest = numeral[~is_arabic & (numeral != "")]
    # There are few Chinese numerals, so each is read once.
    return steps.fillna(rest.map({text: chinese_value(text) for text in rest.unique()})).astype("float64")


def chinese_value(numeral: str) -> float:
    """Value of a Chinese numeral; NaN when it is not well formed."""
    if pd.Series([numeral]).str.fullmatch(rivals.CHINESE).item() is False:
        return np.nan
    value, digit = 0, 0
    for sign in numeral:
        if weight := {"千": 1000, "百": 100, "十": 10}.get(sign):
            value, digit = value + (digit or 1) * weight, 0
        else:
            digit = 2 if sign == "两" else rivals.CHINESE_DIGITS.index(sign) + 1
    return float(value + digit)


def read_figures(figures: pd.Index) -> pd.DataFrame:
    """What is printed, taken apart, one row for each of the figures."""
    compact = pd.Series(figures, dtype="str").str.replace(rivals.WHITE_SPACE, "", regex=True)
    groups = pc.extract_regex(pa.array(compact), rivals.FIGURE)
    parts = pd.DataFrame(
        {field.name: pd.Series(pc.struct_field(groups, field.name), dtype="str") for field in groups.type}
    ).fillna("")
    units = seed("units").set_index("printed_unit")
    before, behind, numeral, end = parts["before"], parts["behind"], parts["numeral"], parts["numeral_end"]
    is_ordinal = before == "第"
    printed_unit = parts["scale"] + parts["counter"]
    # An ordinal has no unit to look up.
    unit = units.reindex(printed_unit.mask(is_ordinal))
    is_one = (printed_unit == "") | (is_ordinal & printed_unit.isin(["名", "位"]))
    multiplier = unit["multiplier"].astype("float64").reset_index(drop=True).mask(is_one, 1.0)
    one, one_of_end = 10.0 ** decimals(numeral), 10.0 ** decimals(end)
    more = before.isin(rivals.MORE) | (parts["surplus_inner"] + parts["surplus_outer"] != "")
    at_least = before.isin(rivals.AT_LEAST) | (behind == "以上")
    less = before.isin(rivals.LESS)
    at_most = before.isin(rivals.AT_MOST) | behind.isin(rivals.AT_MOST_BEHIND)
    about = before.isin(rivals.ABOUT) | behind.isin(rivals.ABOUT_BEHIND)
    about |= (more | at_least) & (less | at_most)
    dimension = unit["dimension"].reset_index(drop=True)
    is_count = dimension.isin(["count", "duration"]) | (dimension.isna() & (printed_unit == ""))
    steps = whole_steps(numeral)
    return pd.DataFrame(
        {
            "unit": unit["unit"].reset_index(drop=True),
            "is_ordinal": is_ordinal,
            "magnitude": steps * multiplier / one,
            "magnitude_end": whole_steps(end) * multiplier / one_of_end,
            # One division each, so that equal decimals become equal floats.
            "low_if_rounded": (2 * steps - 1) * multiplier / (2 * one),
            "high_if_rounded": (2 * steps + 1) * multiplier / (2 * one),
            "open_ten": (multiplier * 10).where((parts["surplus_inner"] != "") & numeral.str.endswith("十")),
            "is_falling": parts["falling"] != "",
            "printed_bound": np.select(
                [end != "", about, at_least, more, at_most, less],
                [RANGE, APPROXIMATE, AT_LEAST, GREATER_THAN, AT_MOST, LESS_THAN],
                -1,
            ),
            "value_step": multiplier / one,
            "is_whole_count": is_count & (multiplier == 1) & (one == 1),
            "length": numeral.str.len().astype("int32"),
            "length_of_end": end.str.len().astype("int32"),
        }
    )


def decimals(numeral: pd.Series) -> np.ndarray:
    """How many digits stand behind the point."""
    point = numeral.str.find(".")
    return np.where(point < 0, 0, numeral.str.len() - point - 1).astype("float64")


def measure(facts: pd.DataFrame, indicators: pd.DataFrame) -> None:
    """Give each fact its value and interval, once indicator, kind and measure are known."""
    parsed = read_figures(facts["figure"].cat.categories)
    # Sorted, so that the greatest code is the greatest text.
    units = pd.Index(sorted({"rank", "pp", "%", *parsed["unit"].dropna(), *indicators["unit"].dropna()}))
    parsed["unit"] = units.get_indexer(parsed["unit"])
    code = facts["figure"].cat.codes.to_numpy()
    figure = {name: parsed[name].to_numpy()[code] for name in parsed}
    indicator = facts["indicator_number"].to_numpy()
    basis = pd.Categorical(indicators["basis"])
    is_rank = (facts["measure"] == "rank").to_numpy()
    is_batch = is_rank & ~figure["is_ordinal"]
    is_exact = figure["is_whole_count"] | (facts["kind"] == "target").to_numpy() | is_rank
    printed = figure["printed_bound"]
    bound = np.where(is_batch, RANGE, np.where(printed >= 0, printed, np.where(is_exact, EXACT, ROUNDED)))
    magnitude, falling = figure["magnitude"], figure["is_falling"]
    low = np.where(bound == ROUNDED, figure["low_if_rounded"], magnitude)
    low[np.isin(bound, [LESS_THAN, AT_MOST, APPROXIMATE])] = np.nan
    low[is_batch] = 1
    end = figure["magnitude_end"]
    high = np.select(
        [bound == ROUNDED, bound == GREATER_THAN, (bound == RANGE) & ~np.isnan(end)],
        [figure["high_if_rounded"], magnitude + figure["open_ten"], end],
        magnitude,
    )
    high[np.isin(bound, [AT_LEAST, APPROXIMATE])] = np.nan
    value = np.where(falling, -magnitude, magnitude)
    value[bound == RANGE] = np.nan
    facts["value"] = value
    facts["value_low"] = np.where(falling, -high, low)
    high = np.where(falling, -low, high)
    bound = np.where(falling, TURNED[bound], bound)
    is_share = (facts["measure"] == "level").to_numpy() & (basis == "ratio")[indicator] & (bound == ROUNDED)
    # Rounding cannot lift a share of a whole above the whole.
    facts["value_high"] = np.where(is_share & (value <= 100), np.minimum(high, 100), high)
    facts["bound"] = pd.Categorical.from_codes(bound, BOUNDS)
    own = units.get_indexer(indicators["unit"])[indicator]
    unit = np.where(figure["unit"] >= 0, figure["unit"], own)
    facts["unit"] = pd.Categorical.from_codes(np.where(is_rank, units.get_loc("rank"), unit), units)
    facts["value_step"] = figure["value_step"]
    facts["basis"] = basis.take(indicator)
    facts["concept_code"] = pd.Categorical(indicators["concept_code"]).take(indicator)
    facts["length"], facts["length_of_end"] = figure["length"], figure["length_of_end"]


def observe(nation: Path, documents: pd.Index, indicators: pd.DataFrame, numerals: pd.DataFrame) -> pd.DataFrame:
    """fct_observations, with the numbers of documents, indicators and positions that the other marts use."""
    columns = ["document_id", "figure", "indicator_code", "kind", "measure", "char_start"]
    blanks = ["district_code", "area_code", "year", "rank_group", "strength", "note"]
    facts = read(nation / "facts", columns + blanks)
    for column in blanks:
        facts[column] = blank_to_null(facts[column])
    facts["position"] = positions(facts, documents)
    facts["indicator_number"] = translated(facts["indicator_code"], pd.Index(indicators["indicator_code"]))
    known = (facts["position"] >= 0) & (facts["indicator_number"] >= 0)
    if not known.all():
        facts = facts[known].reset_index(drop=True)
    measure(facts, indicators)
    # All starts are formatted once; the number of the meaning is nearly always one.
    start = facts["char_start"].cat
    stems = ("-" + pd.Series(start.categories.astype("int32")).astype("str").str.zfill(5) + "-1").array
    ids = facts["document_id"].cat.categories.astype("str").array.take(facts["document_id"].cat.codes)
    facts["observation_id"] = ids + stems.take(start.codes)
    facts["char_start"] = numbers(facts["char_start"])
    is_missing = facts["year"].isna().to_numpy()
    facts["year"] = pd.arrays.IntegerArray(numbers(facts["year"]), is_missing)
    number_meanings(facts)
    find_ends(facts, numerals)
    find_repeats(facts)
    return facts


def number_meanings(facts: pd.DataFrame) -> None:
    """Number the meanings of one position in the ids. Nearly all positions have one, so only the others are sorted."""
    facts["meaning"] = 1
    several = facts.loc[
        facts["position"].duplicated(keep=False),
        ["position", "indicator_code", "area_code", "measure", "observation_id"],
    ]
    if several.empty:
        return
    texts = ["indicator_code", "area_code", "measure"]
    several = several.astype(dict.fromkeys(texts, "str")).sort_values(["position", *texts], na_position="first")
    meaning = several.groupby("position").cumcount() + 1
    facts.loc[several.index, "meaning"] = meaning
    facts.loc[several.index, "observation_id"] = several["observation_id"].str[:-1] + meaning.astype("str")


def find_ends(facts: pd.DataFrame, numerals: pd.DataFrame) -> None:
    """Where each figure ends: for a range behind the next numeral, which only ranges need to be looked up."""
    end = (facts["char_start"] + facts["length"]).to_numpy()
    following = np.full(len(facts), -1)
    starts = np.append(np.sort(numerals["position"].to_numpy()), [-1, -1])
    ranges = np.flatnonzero(facts["bound"].cat.codes == RANGE)
    own = facts["position"].to_numpy()[ranges]
    place = np.searchsorted(starts[:-2], own)
    successor = starts[place + 1]
    found = (starts[place] == own) & (successor // POSITIONS == own // POSITIONS)
    following[ranges[found]] = successor[found]
    has_end = (facts["length_of_end"] > 0).to_numpy()
    end = np.where(has_end, following % POSITIONS + facts["length_of_end"], end)
    facts["following"] = following
    facts["char_end"] = pd.arrays.IntegerArray(end.astype("int32"), has_end & (following < 0))


def find_repeats(facts: pd.DataFrame) -> None:
    """Point from repeats and rivals to the first print.

    Both share document, indicator, kind and measure with another fact, so only facts that do are looked at.
    """
    facts["repeat_of"] = pd.Series(index=facts.index, dtype="str")
    facts["rival_of"] = pd.Series(index=facts.index, dtype="str")
    topic = (
        facts["indicator_number"] * 2**16 + facts["kind"].cat.codes.astype("int64") * 2**8 + facts["measure"].cat.codes
    )
    topic += facts["position"] // POSITIONS * 2**32
    again = facts[topic.duplicated(keep=False)].sort_values(["position", "meaning"])
    subject = [
        topic[again.index],
        again["district_code"].cat.codes,
        again["area_code"].cat.codes,
        again["year"].fillna(0),
    ]
    print_of = [again["rank_group"].cat.codes, again["bound"].cat.codes]
    print_of += [again[name] for name in ("value", "value_low", "value_high")]
    row = again.index.to_series()
    first = row.groupby([*subject, *print_of], dropna=False, sort=False).transform("first")
    repeats = first != row
    ids = facts["observation_id"]
    facts.loc[again.index[repeats], "repeat_of"] = ids[first[repeats]].array
    # The least id as a text.
    heard = again[~repeats].sort_values("observation_id")
    row = heard.index.to_series()
    first = row.groupby([key[heard.index] for key in subject], sort=False).transform("first")
    others = first != row
    facts.loc[heard.index[others], "rival_of"] = ids[first[others]].array


def count_observations(numerals: pd.DataFrame, observations: pd.DataFrame) -> pd.DataFrame:
    """fct_numerals: an observation covers the numeral it starts at, a range also the next one."""
    following = observations["following"].to_numpy()
    reached = (following >= 0) & (following % POSITIONS < observations["char_end"].fillna(0).to_numpy())
    covered = np.sort(np.concatenate([observations["position"].to_numpy(), following[reached]]))
    position = numerals["position"].to_numpy()
    # Two binary searches count without a table of counts.
    counts = np.searchsorted(covered, position, side="right") - np.searchsorted(covered, position, side="left")
    return numerals.assign(observation_count=counts.astype("int32"))


def grouped(key: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The order that sorts a key, and where in it each group starts."""
    order = np.argsort(key, kind="stable")
    key = key[order]
    return order, np.flatnonzero(np.diff(key, prepend=key[:1] - 1))


def text_lists(texts: ExtensionArray, order: np.ndarray, starts: np.ndarray) -> ExtensionArray:
    """The texts of each group, sorted and joined."""
    lists = texts.take(order[starts])
    counts = np.diff(starts, append=len(order))
    # Lists are dear, and nearly every group has one text.
    several = np.repeat(counts > 1, counts)
    if not several.any():
        return lists
    group = np.repeat(np.arange(len(starts)), counts)[several]
    of_group = pd.DataFrame({"group": group, "text": texts.take(order[several]).astype("str")})
    joined = of_group.sort_values(["group", "text"]).groupby("group")["text"].agg(", ".join)
    rows = joined.index.to_numpy()
    if isinstance(lists, pd.Categorical):
        new = pd.Index(joined.unique()).difference(lists.categories)
        # Not Index.append, which leaves two chunks that Arrow is slow to write.
        known = pd.Index(np.append(lists.categories.to_numpy(), new.to_numpy()), dtype="str")
        codes = lists.codes.astype("int32")
        codes[rows] = known.get_indexer(joined)
        return pd.Categorical.from_codes(codes, known)
    lists[rows] = joined.array
    return lists


def hear_every_print(observations: pd.DataFrame) -> pd.DataFrame:
    """What is known of an outcome in a year: a value, or the interval that holds all prints. Sorted by series and year.

    A series is one measure of one subject, which is an indicator in a place; both have a number.
    """
    heard = (observations["kind"] == "actual") & observations["repeat_of"].isna() & observations["year"].notna()
    columns = ["indicator_number", "district_code", "area_code", "measure", "year"]
    texts = ["unit", "bound", "rank_group", "observation_id", "figure"]
    outcomes = observations.loc[heard, [*columns, *texts, "value", "value_low", "value_high"]]
    outcomes["year"] = outcomes["year"].to_numpy("int32")
    subject = outcomes["district_code"].cat.codes.astype("int64") + 1
    for codes, size in (
        (outcomes["area_code"].cat.codes + 1, len(outcomes["area_code"].cat.categories) + 1),
        (outcomes["indicator_number"], outcomes["indicator_number"].max() + 1),
    ):
        subject = subject * size + codes
    measures = len(outcomes["measure"].cat.categories)
    series = subject * measures + outcomes["measure"].cat.codes
    key = (series * YEARS + outcomes["year"]).to_numpy()
    order, starts = grouped(key)
    first = order[starts]
    # Minimum and maximum of NumPy are NaN as soon as one print has no such number.
    least, greatest = (
        {
            name: function.reduceat(outcomes[name].to_numpy()[order], starts)
            for name in ("value", "value_low", "value_high")
        }
        for function in (np.minimum, np.maximum)
    )
    is_one_value = least["value"] == greatest["value"]
    is_point = np.logical_and.reduceat((outcomes["bound"].cat.codes.to_numpy() <= ROUNDED)[order], starts)
    actuals = outcomes[columns].take(first).reset_index(drop=True)
    for name in ("unit", "rank_group"):
        # Sorted, so that the greatest code is the greatest text.
        ordered = outcomes[name].cat.reorder_categories(sorted(outcomes[name].cat.categories)).array
        actuals[name] = pd.Categorical.from_codes(
            np.maximum.reduceat(ordered.codes[order], starts), dtype=ordered.dtype
        )
    actuals["value"] = np.where(is_one_value, least["value"], np.nan)
    actuals["value_low"], actuals["value_high"] = least["value_low"], greatest["value_high"]
    actuals["is_point"] = is_one_value & is_point
    actuals["observation_ids"] = text_lists(outcomes["observation_id"].array, order, starts)
    actuals["figures"] = text_lists(outcomes["figure"].array, order, starts)
    actuals["series"] = key[first] // YEARS
    actuals["subject"] = actuals["series"] // measures
    return actuals


def rounded(number: np.ndarray, decimals: int = 4) -> np.ndarray:
    """Rounded with halves away from zero, as the warehouse does and NumPy does not."""
    scaled = number * 10.0**decimals
    return np.trunc(scaled + np.copysign(0.5, scaled)) / 10.0**decimals


def change_pct(earlier: np.ndarray, later: np.ndarray) -> np.ndarray:
    """Growth in percent; NaN unless the first level is positive."""
    return np.where((earlier > 0) & (later >= 0), rounded((later / earlier - 1) * 100), np.nan)


def cagr_pct(earlier: np.ndarray, later: np.ndarray, years: np.ndarray) -> np.ndarray:
    """Compound annual growth in percent; NaN unless both levels are positive."""
    quotient = np.where((earlier > 0) & (later > 0), later / earlier, np.nan)
    return rounded((quotient ** (1.0 / years) - 1) * 100)


def pairs_of_years(series: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows of every earlier and every later year of a series, in a table that is sorted by series and year."""
    earlier, later = [], []
    for step in count(1):
        rows = np.flatnonzero(series[step:] == series[:-step])
        if not len(rows):
            break
        earlier.append(rows)
        later.append(rows + step)
    empty = np.array([], dtype=int)
    return np.concatenate([empty, *earlier]), np.concatenate([empty, *later])


@np.errstate(divide="ignore", invalid="ignore")
def grow(actuals: pd.DataFrame, indicators: pd.DataFrame, districts: pd.DataFrame) -> pd.DataFrame:
    """fct_growth: rates between any two years of a series, and printed rates."""
    number = actuals["indicator_number"].to_numpy()
    basis = indicators["basis"].to_numpy()[number]
    is_ratio = basis == "ratio"
    measure = actuals["measure"].array
    levels = np.flatnonzero((measure == "level") & (basis != "event"))
    earlier, later = (levels[rows] for rows in pairs_of_years(actuals["series"].to_numpy()[levels]))
    value, low, high, year, is_point, subject = (
        actuals[name].to_numpy() for name in ("value", "value_low", "value_high", "year", "is_point", "subject")
    )
    unit, ids, figures = (actuals[name].array for name in ("unit", "observation_ids", "figures"))
    in_points, both = is_ratio[earlier], is_point[earlier] & is_point[later]
    years = year[later] - year[earlier]
    has_rate = ~in_points & (years > 1)
    points = unit.categories.get_loc("pp")
    computed = pd.DataFrame(
        {
            "row": earlier,
            "from_year": year[earlier],
            "to_year": year[later],
            "change_pct": np.where(both & ~in_points, change_pct(value[earlier], value[later]), np.nan),
            "change_low": np.where(in_points, low[later] - high[earlier], change_pct(high[earlier], low[later])),
            "change_high": np.where(in_points, high[later] - low[earlier], change_pct(low[earlier], high[later])),
            "change_abs": np.where(both, value[later] - value[earlier], np.nan),
            "change_abs_low": low[later] - high[earlier],
            "change_abs_high": high[later] - low[earlier],
            "change_abs_unit": np.where(in_points, points, unit.codes[later]),
            "cagr_pct": np.where(both & has_rate, cagr_pct(value[earlier], value[later], years), np.nan),
            "cagr_low": np.where(has_rate, cagr_pct(high[earlier], low[later], years), np.nan),
            "cagr_high": np.where(has_rate, cagr_pct(low[earlier], high[later], years), np.nan),
        }
    )
    rates = np.flatnonzero((measure == "change_pct") | (measure == "change_abs"))
    order, starts = grouped(subject[rates] * YEARS + year[rates])
    rates = rates[order]
    first = rates[starts]
    is_abs = measure[rates] == "change_abs"
    of_unit = is_abs == is_ratio[rates]

    def greatest(numbers: np.ndarray, wanted: np.ndarray) -> np.ndarray:
        """The greatest of the wanted numbers of each printed rate; NaN where there is none."""
        return np.fmax.reduceat(np.where(wanted, numbers[rates], np.nan), starts)

    printed = pd.DataFrame(
        {
            "row": first,
            "from_year": year[first] - 1,
            "to_year": year[first],
            "change_pct": greatest(value, ~is_abs),
            "change_low": greatest(low, of_unit),
            "change_high": greatest(high, of_unit),
            "change_abs": greatest(value, is_abs),
            "change_abs_low": greatest(low, is_abs),
            "change_abs_high": greatest(high, is_abs),
            "change_abs_unit": np.maximum.reduceat(np.where(is_abs, unit.codes[rates], -1), starts),
        }
    )
    growth = pd.concat([computed, printed], ignore_index=True)
    row = growth["row"].to_numpy()
    growth["subject"] = subject[row]
    growth["source"] = pd.Categorical.from_codes(np.repeat([0, 1], [len(computed), len(printed)]), SOURCES)
    for name in ("district_code", "area_code"):
        growth[name] = actuals[name].array.take(row)
    # Each source lacks the evidence of the other.
    no_levels, no_rates = np.full(len(printed), -1), np.full(len(computed), -1)
    from_row, to_row = np.append(earlier, no_levels), np.append(later, no_levels)
    rate_row = np.append(no_rates, np.arange(len(printed)))
    codes = pd.Categorical(indicators["indicator_code"])
    caveats = pd.Categorical(caveats_of_growth().reindex(codes))
    return growth.assign(
        **names_of_indicators(indicators, number[row]),
        **names_of_places(growth, districts),
        city_code=city_codes(growth),
        indicator_code=codes.take(number[row]),
        basis=pd.Categorical(indicators["basis"]).take(number[row]),
        unit=pd.Categorical.from_codes(is_ratio[row].astype(int), ["%", "pp"]),
        change_abs_unit=pd.Categorical.from_codes(growth["change_abs_unit"], dtype=unit.dtype),
        agreement=sources_compared(growth),
        caveat=caveats.take(np.append(number[earlier], no_levels), allow_fill=True),
        from_observation_ids=ids.take(from_row, allow_fill=True),
        from_figure=figures.take(from_row, allow_fill=True),
        to_observation_ids=ids.take(to_row, allow_fill=True),
        to_figure=figures.take(to_row, allow_fill=True),
        rate_observation_ids=text_lists(ids, rates, starts).take(rate_row, allow_fill=True),
        rate_figure=text_lists(figures, rates, starts).take(rate_row, allow_fill=True),
        growth_id=growth_ids(growth, codes.take(number[row])),
    )


def caveats_of_growth() -> pd.Series:
    """What to know of indicators whose own definition changed over the years."""
    judged = seed("comparability").set_index("indicator_code_a")
    is_own = judged.index == judged["indicator_code_b"]
    return judged.loc[is_own & judged["reasons"].str.contains("DEF"), "caveat"]


def sources_compared(growth: pd.DataFrame) -> pd.Categorical:
    """Whether a printed rate, which is of one year, agrees with the one between levels, where there are both."""
    is_printed = (growth["source"] == "printed").to_numpy()
    low, high = growth["change_low"].to_numpy(), growth["change_high"].to_numpy()
    key = (growth["subject"] * YEARS + growth["to_year"]).to_numpy()
    printed = np.flatnonzero(is_printed)
    between = np.flatnonzero(~is_printed & (growth["to_year"] - growth["from_year"] == 1).to_numpy())
    found = pd.Index(key[between]).get_indexer(key[printed])
    printed, between = printed[found >= 0], between[found[found >= 0]]
    differ = (low[printed] > high[between]) | (low[between] > high[printed])
    is_open = np.isnan(low[printed] + high[printed] + low[between] + high[between])
    verdict = np.where(differ, 2, np.where(is_open, 1, 0))
    agreement = np.full(len(growth), -1)
    agreement[printed] = agreement[between] = verdict
    return pd.Categorical.from_codes(agreement, ["consistent", "untestable", "inconsistent"])


def growth_ids(growth: pd.DataFrame, indicator_codes: pd.Categorical) -> ExtensionArray:
    """The ids of growth. Subjects and periods are few, so the text of each is made once."""
    subject, _ = pd.factorize(growth["subject"])
    first = np.flatnonzero(~growth["subject"].duplicated())
    indicator, district, area = (
        pd.Series(column.take(first)).astype("str").fillna("")
        for column in (indicator_codes, growth["district_code"].array, growth["area_code"].array)
    )
    key = (growth["from_year"] * YEARS + growth["to_year"]) * len(SOURCES) + growth["source"].cat.codes
    period, periods = pd.factorize(key)
    years, source = divmod(periods, len(SOURCES))
    ends = [f"-{y // YEARS}-{y % YEARS}-{SOURCES[s]}" for y, s in zip(years, source, strict=True)]
    stems = ("growth-" + indicator + "-" + district + "/" + area).array
    return stems.take(subject) + pd.array(ends, dtype="str").take(period)


def indicator_pairs(indicators: pd.DataFrame) -> pd.DataFrame:
    """Which indicators are laid side by side, as judged: one with itself, judged pairs both ways round."""
    sides = ["indicator_code_a", "indicator_code_b"]
    judged = seed("comparability")
    itself = pd.DataFrame(dict.fromkeys(sides, indicators["indicator_code"])).merge(judged, on=sides, how="left")
    different = judged[judged["indicator_code_a"] != judged["indicator_code_b"]]
    turned = different.rename(columns=dict(zip(sides, reversed(sides), strict=True)))
    pairs = pd.concat([itself, different, turned], ignore_index=True)
    codes = pd.Index(indicators["indicator_code"])
    return pairs[["grade", "reasons", "caveat"]].assign(
        indicator_number=codes.get_indexer(pairs["indicator_code_a"]),
        indicator_number_b=codes.get_indexer(pairs["indicator_code_b"]),
    )


def judgements(pairs: pd.DataFrame) -> pd.DataFrame:
    """What is said of each pair of indicators in six cases: no year, one or more between, of one dimension or of two.

    Cases are few and comparisons many, so texts are made here.
    """
    cases = pairs.merge(pd.DataFrame({"lag": [0, 1, 2]}), how="cross")
    cases = cases.merge(pd.DataFrame({"is_mixed": [False, True]}), how="cross")
    is_late, is_mixed = cases["lag"] > 0, cases["is_mixed"]
    curated = cases["grade"].fillna("A").map(GRADES.index)
    of_pair = cases["reasons"].fillna("")
    reasons = of_pair
    for reason, is_so in (("PERIOD_LAG", is_late), ("UNIT", is_mixed)):
        reasons = reasons.mask(is_so & ~of_pair.str.contains(reason), reasons + f"|{reason}")
    reasons = reasons.str.lstrip("|")
    return pd.DataFrame(
        {
            "grade": np.maximum(np.maximum(curated, cases["lag"]), is_mixed * GRADES.index("D")),
            "reasons": reasons.mask(reasons == "").astype("category"),
            "caveat": cases["caveat"].mask(cases["caveat"].isna() & is_late, rivals.YEARS_DIFFER).astype("category"),
        }
    )


def nearest_years(levels: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Rows of the nearest years of two series, as numbers of rows of `levels`, which rise with the year in a series.

    Most pairs share a year, so only the others are tried year against year.
    """
    numbered = levels[["row", "series", "place", "year", "indicator_number", "circle"]]
    own = numbered.assign(thing=(numbered["indicator_number"] * POSITIONS + numbered["circle"]))
    facing = numbered.merge(pairs, on="indicator_number")
    facing["thing"] = facing["indicator_number_b"] * POSITIONS + facing["circle"]
    facing = facing[facing["thing"].isin(own["thing"])]
    columns = ["row", "series", "place"]
    shared = join_things(facing[[*columns, "thing", "year"]], own[[*columns, "thing", "year"]], ["thing", "year"])
    shared = shared.groupby("both", sort=False)[["row", "row_b"]].max()
    without = join_things(
        facing.drop_duplicates(["series", "indicator_number_b"])[["series", "place", "thing"]],
        own.drop_duplicates("series")[["series", "place", "thing"]],
        ["thing"],
    )
    without = without.loc[~without["both"].isin(shared.index), ["both", "series", "series_b"]]
    years = numbered[["series", "year", "row"]]
    tried = without.merge(years, on="series")
    tried = tried.merge(years.add_suffix("_b"), on="series_b")
    # Lag, then the later row of a, then the later row of b, as one number to take the least of.
    lag = (tried["year"] - tried["year_b"]).abs().astype("int64")
    tried["nearest"] = (lag * ROWS + (ROWS - 1 - tried["row"])) * ROWS + (ROWS - 1 - tried["row_b"])
    nearest = tried.groupby("both", sort=False)["nearest"].min()
    tried = pd.DataFrame({"row": ROWS - 1 - nearest // ROWS % ROWS, "row_b": ROWS - 1 - nearest % ROWS})
    return pd.concat([shared, tried], ignore_index=True)


def join_things(left: pd.DataFrame, right: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Series that can be compared, the lesser district first, with one number for the two series."""
    joined = left.merge(right, on=keys, suffixes=("", "_b"))
    joined = joined[joined["place"] < joined["place_b"]]
    return joined.assign(both=joined["series"] * POSITIONS + joined["series_b"])


@np.errstate(divide="ignore", invalid="ignore")
def compare_districts(actuals: pd.DataFrame, indicators: pd.DataFrame, districts: pd.DataFrame) -> pd.DataFrame:
    """fct_district_comparison: two districts of one city beside each other."""
    dimensions = (
        seed("units").dropna(subset="unit").drop_duplicates(["unit", "dimension"]).set_index("unit")["dimension"]
    )
    is_level = (actuals["measure"] == "level").to_numpy()
    place = translated(actuals["district_code"], pd.Index(districts["district_code"]))
    of_district = actuals["area_code"].isna().to_numpy() & (place >= 0)
    wanted = (is_level | (actuals["measure"] == "change_pct").to_numpy()) & of_district
    levels = actuals[wanted].reset_index(drop=True)
    levels["row"] = np.arange(len(levels))
    levels["place"] = place[wanted]
    levels["series"] = np.cumsum(levels["series"].diff().fillna(0) != 0)
    # What is compared at all: one measure within one city.
    city = city_codes(levels)
    levels["circle"] = city.codes.astype("int64") * 2 + is_level[wanted]
    pairs = indicator_pairs(indicators)
    nearest = nearest_years(levels, pairs[["indicator_number", "indicator_number_b"]])
    a, b = nearest["row"].to_numpy(), nearest["row_b"].to_numpy()
    year, value, low, high, is_point, district, number = (
        levels[name].to_numpy()
        for name in ("year", "value", "value_low", "value_high", "is_point", "place", "indicator_number")
    )
    unit = levels["unit"].array
    dimension = pd.factorize(dimensions.reindex(unit.categories))[0][unit.codes]
    is_mixed = dimension[a] != dimension[b]
    pair = np.zeros((len(indicators), len(indicators)), dtype=int)
    pair[pairs["indicator_number"], pairs["indicator_number_b"]] = np.arange(len(pairs))
    case = (pair[number[a], number[b]] * 3 + np.minimum(np.abs(year[a] - year[b]), 2)) * 2 + is_mixed
    judged = judgements(pairs)
    grade = judged["grade"].to_numpy()[case]
    is_comparable = grade <= GRADES.index("B")
    has_numbers = is_comparable & is_point[a] & is_point[b]
    of_level = (levels["measure"] == "level").to_numpy()[a]
    difference_unit = np.where(unit.codes == unit.categories.get_loc("%"), unit.categories.get_loc("pp"), unit.codes)
    direction = indicators["direction"].to_numpy()[number[a]]
    is_a_larger, is_b_larger = low[a] > high[b], low[b] > high[a]
    leader = np.where(is_a_larger == (direction == "up"), district[a], district[b])
    leader = np.where(is_a_larger | is_b_larger, leader, len(districts))
    no_leader = ~is_comparable | (direction == "neutral")
    # A level has the rank of its year beside it.
    ranks = actuals[(actuals["measure"] == "rank").to_numpy() & of_district]
    year_of_subject = pd.Index(ranks["subject"] * YEARS + ranks["year"])
    rank = year_of_subject.get_indexer(levels["subject"] * YEARS + levels["year"])
    rank[~is_level[wanted]] = -1
    ranked = np.append(ranks["value"].to_numpy(), np.nan)
    codes, names = pd.Categorical(indicators["indicator_code"]), pd.Categorical(indicators["indicator"])
    district_names = pd.Categorical([*districts["district"], "indeterminate"])
    sides = {}
    for side, row in (("a", a), ("b", b)):
        columns = {
            **{name: levels[name].array.take(row) for name in ("district_code", "unit", "observation_ids")},
            **{"indicator_code": codes.take(number[row]), "indicator": names.take(number[row])},
            **{"district": district_names.take(district[row]), "figure": levels["figures"].array.take(row)},
            **{"year": year[row], "value": value[row], "value_low": low[row], "value_high": high[row]},
            **{"rank": ranked[rank[row]], "rank_group": ranks["rank_group"].array.take(rank[row], allow_fill=True)},
        }
        sides |= {f"{name}_{side}": column for name, column in columns.items()}
    names_a = names_of_indicators(indicators, number[a])
    return pd.DataFrame(
        {
            **sides,
            "concept_code": pd.Categorical(indicators["concept_code"]).take(number[a]),
            "concept": names_a["concept"],
            "theme": names_a["theme"],
            "measure": levels["measure"].array.take(a),
            "city_code": city.take(a),
            "grade": pd.Categorical.from_codes(grade, GRADES),
            "reasons": judged["reasons"].array.take(case),
            "caveat": judged["caveat"].array.take(case),
            "unit": unit.take(np.where(is_mixed, -1, a), allow_fill=True),
            "difference_unit": pd.Categorical.from_codes(
                np.where(is_comparable, difference_unit[a], -1), dtype=unit.dtype
            ),
            "difference": np.where(has_numbers, value[a] - value[b], np.nan),
            "difference_low": np.where(is_comparable, low[a] - high[b], np.nan),
            "difference_high": np.where(is_comparable, high[a] - low[b], np.nan),
            "ratio": np.where(has_numbers & of_level, quotient(value[a], value[b]), np.nan),
            "ratio_low": np.where(is_comparable & of_level, quotient(low[a], high[b]), np.nan),
            "ratio_high": np.where(is_comparable & of_level, quotient(high[a], low[b]), np.nan),
            "leader": district_names.take(np.where(no_leader, -1, leader), allow_fill=True),
        }
    )


def quotient(dividend: np.ndarray, divisor: np.ndarray) -> np.ndarray:
    """A quotient to six decimals; NaN when the divisor is zero."""
    return np.where(divisor != 0, rounded(dividend / divisor, 6), np.nan)


if __name__ == "__main__":
    rivals.command(build, __doc__)
