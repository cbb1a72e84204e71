"""The marts in Polars: lazy, streaming queries on two threads.

Values are float64, not decimals: see `benchmarks.rivals`. Indicators, places and documents are numbered early, so that
joins and groups work on integers, and their names, which are categoricals, join last.
"""

from __future__ import annotations

import os
from pathlib import Path

from benchmarks import rivals

os.environ.setdefault("POLARS_MAX_THREADS", str(rivals.THREADS))

import polars as pl

# A document and a place in it as one integer, which sorts, joins and groups faster than a text and a number.
POSITION = pl.col("document").cast(pl.Int64) * 2**32 + pl.col("char_start")
# Two indicators, years between and whether dimensions differ as one integer.
CASE = (
    (pl.col("indicator_number").cast(pl.Int64) * 2**16 + pl.col("indicator_number_b")) * 8
    + pl.col("lag") * 2
    + pl.col("is_mixed")
)


def build(nation: Path, output: Path) -> dict[str, float]:
    """Write the marts of a nation into a folder. Returns seconds per mart."""
    output.mkdir(parents=True, exist_ok=True)
    watch = rivals.Stopwatch()
    documents = (
        pl.scan_parquet(nation / "documents/*.parquet")
        .select("document_id", "source_file")
        .collect()
        .with_row_index("document")
        .lazy()
    )
    indicators = seed("indicators").join(seed("concepts"), on="concept_code").with_row_index("indicator_number")
    numerals = (
        pl.scan_parquet(nation / "numerals/*.parquet")
        .select("document_id", pl.col("char_start").cast(pl.Int32), "numeral", "disposition")
        .join(documents.select("document_id", "document"), on="document_id", how="left")
        .with_columns(position=POSITION)
        .drop("document")
        .collect(engine="streaming")
    )
    observations = observe(nation, documents, indicators.lazy(), numerals)
    observations, places = with_places(observations, nation)
    write(
        observations.lazy()
        .drop("district_code", "area_code", "indicator_code", "basis")
        .join(places.lazy(), on="place")
        .join(names(indicators), on="indicator_number")
        .join(documents.select("document", "source_file"), on="document"),
        output,
        "fct_observations",
    )
    watch.lap("fct_observations")

    write(count_observations(numerals, observations), output, "fct_numerals")
    watch.lap("fct_numerals")

    actuals = hear_every_print(observations)
    write(grow(actuals, indicators, places), output, "fct_growth")
    watch.lap("fct_growth")

    write(compare_districts(actuals, indicators, places), output, "fct_district_comparison")
    watch.lap("fct_district_comparison")
    return watch.seconds


def seed(name: str) -> pl.DataFrame:
    """A curated CSV, every cell as text."""
    return pl.read_csv(rivals.SEEDS / f"{name}.csv", infer_schema=False)


def write(frame: pl.LazyFrame, output: Path, mart: str) -> None:
    """Write the columns of a mart."""
    columns = [column for part in rivals.MARTS[mart] for column in part]
    frame.select(columns).sink_parquet(output / f"{mart}.parquet", compression="snappy", statistics=False)


def blank_to_null(name: str) -> pl.Expr:
    """A column in which "empty" has one meaning."""
    text = pl.col(name).str.strip_chars(" ")
    return pl.when(text != "").then(text)


def names(indicators: pl.DataFrame) -> pl.LazyFrame:
    """What is known of an indicator, by its number."""
    return indicators.lazy().select(
        "indicator_number",
        pl.col("indicator_code", "indicator", "concept_code", "concept", "theme", "basis").cast(pl.Categorical),
        "direction",
        is_headline=(pl.col("is_headline") == "true").fill_null(False),
    )


def decimals(numeral: pl.Expr) -> pl.Expr:
    """How many digits stand behind the point."""
    return numeral.str.extract("[.]([0-9]+)$").str.len_chars().fill_null(0)


def whole_steps(numeral: pl.Expr) -> pl.Expr:
    """How many steps of its last digit a numeral counts; null when it is not well formed."""
    arabic = numeral.str.replace(".", "", literal=True).cast(pl.Int64, strict=False)
    digits = numeral.str.replace_many(list(rivals.CHINESE_DIGITS), list("1234567892"))
    chinese = digits.str.extract("([1-9])$").cast(pl.Int64).fill_null(0)
    for power, weight in [("千", 1000), ("百", 100), ("十", 10)]:
        times = digits.str.extract(f"([1-9]){power}").cast(pl.Int64).fill_null(1)
        chinese += pl.when(numeral.str.contains(power, literal=True)).then(times * weight).otherwise(0)
    is_chinese = (numeral != "") & numeral.str.contains(f"^{rivals.CHINESE}$")
    return pl.when(numeral.str.contains(rivals.ARABIC)).then(arabic).when(is_chinese).then(chinese)


def read_figures(figures: pl.LazyFrame) -> pl.LazyFrame:
    """What is printed, taken apart, for every different figure."""
    units = (
        seed("units")
        .lazy()
        .select("unit", "dimension", counter="printed_unit", unit_multiplier=pl.col("multiplier").cast(pl.Float64))
    )
    numeral, end = pl.col("numeral"), pl.col("numeral_end")
    before, behind = pl.col("before"), pl.col("behind")
    surplus = pl.col("surplus_inner") + pl.col("surplus_outer") != ""
    more = before.is_in(rivals.MORE) | surplus
    at_least = before.is_in(rivals.AT_LEAST) | (behind == "以上")
    less = before.is_in(rivals.LESS)
    at_most = before.is_in(rivals.AT_MOST) | behind.is_in(rivals.AT_MOST_BEHIND)
    about = before.is_in(rivals.ABOUT) | behind.is_in(rivals.ABOUT_BEHIND)
    printed_unit = pl.col("printed_unit")
    multiplier = pl.col("multiplier")
    return (
        figures.with_columns(
            pl.col("figure").str.replace_all(rivals.WHITE_SPACE, "").str.extract_groups(rivals.FIGURE).alias("parts")
        )
        .unnest("parts")
        .with_columns(pl.all().fill_null(""))
        .with_columns(is_ordinal=before == "第", printed_unit=pl.col("scale") + pl.col("counter"))
        # An ordinal has no unit to look up.
        .with_columns(counter=pl.when(~pl.col("is_ordinal")).then("printed_unit"))
        .join(units, on="counter", how="left")
        .with_columns(
            multiplier=pl.when((printed_unit == "") | (pl.col("is_ordinal") & printed_unit.is_in(["名", "位"])))
            .then(1.0)
            .otherwise("unit_multiplier"),
            one=10.0 ** decimals(numeral),
            one_of_end=10.0 ** decimals(end),
        )
        .select(
            "figure",
            "unit",
            "is_ordinal",
            magnitude=whole_steps(numeral) * multiplier / pl.col("one"),
            magnitude_end=whole_steps(end) * multiplier / pl.col("one_of_end"),
            # One division each, so that equal decimals become equal floats.
            low_if_rounded=(2 * whole_steps(numeral) - 1) * multiplier / (2 * pl.col("one")),
            high_if_rounded=(2 * whole_steps(numeral) + 1) * multiplier / (2 * pl.col("one")),
            open_ten=pl.when((pl.col("surplus_inner") != "") & numeral.str.ends_with("十")).then(multiplier * 10),
            is_falling=pl.col("falling") != "",
            printed_bound=pl.when(end != "")
            .then(pl.lit("range"))
            .when(about | ((more | at_least) & (less | at_most)))
            .then(pl.lit("approximate"))
            .when(at_least)
            .then(pl.lit("at_least"))
            .when(more)
            .then(pl.lit("greater_than"))
            .when(at_most)
            .then(pl.lit("at_most"))
            .when(less)
            .then(pl.lit("less_than")),
            value_step=multiplier / pl.col("one"),
            is_whole_count=pl.coalesce(pl.col("dimension").is_in(["count", "duration"]), printed_unit == "")
            & (multiplier == 1)
            & (pl.col("one") == 1),
            length=numeral.str.len_chars().cast(pl.Int32),
            length_of_end=pl.when(end != "").then(end.str.len_chars().cast(pl.Int32)),
        )
    )


def measure(facts: pl.LazyFrame) -> pl.LazyFrame:
    """Give each fact its value and interval, once indicator, kind and measure are known."""
    is_rank = pl.col("measure") == "rank"
    is_batch = is_rank & ~pl.col("is_ordinal")
    magnitude, bound = pl.col("magnitude"), pl.col("bound")
    low, high, falling = pl.col("low"), pl.col("high"), pl.col("is_falling")
    is_share = (pl.col("measure") == "level") & (pl.col("basis") == "ratio") & (bound == "rounded")
    turned = {"greater_than": "less_than", "at_least": "at_most", "less_than": "greater_than", "at_most": "at_least"}
    plain = pl.when(pl.col("is_whole_count") | (pl.col("kind") == "target") | is_rank).then(pl.lit("exact"))
    return (
        facts.with_columns(
            bound=pl.when(is_batch)
            .then(pl.lit("range"))
            .otherwise(pl.coalesce("printed_bound", plain.otherwise(pl.lit("rounded")))),
            unit=pl.when(is_rank).then(pl.lit("rank")).otherwise(pl.coalesce("unit", "own_unit")),
        )
        .with_columns(
            low=pl.when(is_batch)
            .then(1.0)
            .when(bound == "rounded")
            .then("low_if_rounded")
            .when(~bound.is_in(["less_than", "at_most", "approximate"]))
            .then(magnitude),
            high=pl.when(bound == "rounded")
            .then("high_if_rounded")
            .when(bound == "greater_than")
            .then(magnitude + pl.col("open_ten"))
            .when(bound == "range")
            .then(pl.coalesce("magnitude_end", "magnitude"))
            .when(~bound.is_in(["at_least", "approximate"]))
            .then(magnitude),
            value=pl.when(bound != "range").then(pl.when(falling).then(-magnitude).otherwise(magnitude)),
        )
        .with_columns(
            value_low=pl.when(falling).then(-high).otherwise(low),
            value_high=pl.when(falling).then(-low).otherwise(high),
            bound=pl.when(falling).then(bound.replace(turned)).otherwise(bound),
        )
        # Rounding cannot lift a share of a whole above the whole.
        .with_columns(
            value_high=pl.when(is_share & (pl.col("value") <= 100))
            .then(pl.min_horizontal("value_high", 100.0))
            .otherwise("value_high")
        )
    )


def observe(nation: Path, documents: pl.LazyFrame, indicators: pl.LazyFrame, numerals: pl.DataFrame) -> pl.DataFrame:
    """fct_observations, with the numbers of documents, indicators and positions that the other marts use."""
    facts = pl.scan_parquet(nation / "facts/*.parquet").select(
        "document_id",
        "figure",
        "indicator_code",
        "kind",
        "measure",
        pl.col("char_start").cast(pl.Int32),
        blank_to_null("district_code"),
        blank_to_null("area_code"),
        blank_to_null("year").cast(pl.Int32).alias("year"),
        *(blank_to_null(name) for name in ("rank_group", "strength", "note")),
    )
    start = pl.col("char_start").cast(pl.String).str.zfill(5)
    measured = (
        measure(
            facts.join(read_figures(facts.select("figure").unique()), on="figure")
            .join(
                indicators.select("indicator_code", "indicator_number", "basis", own_unit="unit"), on="indicator_code"
            )
            .join(documents.select("document_id", "document"), on="document_id")
        )
        .with_columns(
            position=POSITION,
            subject=pl.struct("document", "indicator_number", "kind", "measure").hash(),
            observation_id=pl.concat_str("document_id", pl.lit("-"), start, pl.lit("-1")),
        )
        .collect(engine="streaming")
        .with_row_index("row")
    )
    return with_repeats(with_char_end(with_meanings(measured), numerals))


def with_meanings(facts: pl.DataFrame) -> pl.DataFrame:
    """Number the meanings of one position in the ids. Nearly all positions have one, so only the others are sorted."""
    several = (
        facts.filter(pl.col("position").is_duplicated())
        .sort("position", "indicator_code", "area_code", "measure")
        .select("row", meaning=pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over("position"))
    )
    if several.is_empty():
        return facts.with_columns(meaning=pl.lit(1, dtype=pl.Int32))
    numbered_id = pl.col("observation_id").str.head(-1) + pl.col("meaning").cast(pl.String)
    return facts.join(several, on="row", how="left").with_columns(
        pl.col("meaning").fill_null(1), observation_id=pl.coalesce(numbered_id, "observation_id")
    )


def with_char_end(facts: pl.DataFrame, numerals: pl.DataFrame) -> pl.DataFrame:
    """Where each figure ends: for a range behind the next numeral, which only ranges need to be looked up."""
    ranges = facts.lazy().filter(pl.col("bound") == "range").select("row", "position")
    starts = (
        numerals.lazy()
        .select(pl.col("position").sort())
        .select("position", following=pl.col("position").shift(-1))
        .filter(pl.col("position") // 2**32 == pl.col("following") // 2**32)
    )
    following = (
        starts.join(ranges, on="position")
        .select("row", next_char_start=(pl.col("following") % 2**32).cast(pl.Int32))
        .collect()
    )
    end_of_range = pl.col("next_char_start") + pl.col("length_of_end")
    return facts.join(following, on="row", how="left").with_columns(
        char_end=pl.when(pl.col("length_of_end").is_null())
        .then(pl.col("char_start") + pl.col("length"))
        .otherwise(end_of_range)
    )


def with_repeats(facts: pl.DataFrame) -> pl.DataFrame:
    """Point from repeats and rivals to the first print.

    Both share document, indicator, kind and measure with another fact, so only facts that do are looked at.
    """
    subject = ["document", "indicator_number", "district_code", "area_code", "year", "kind", "measure"]
    first = pl.col("observation_id").first()
    again = (
        facts.filter(pl.col("subject").is_duplicated())
        .sort("position", "meaning")
        .with_columns(first=first.over(*subject, "rank_group", "bound", "value", "value_low", "value_high"))
        .select(*subject, "row", "observation_id", repeat_of=other("first"))
    )
    rivals_found = (
        again.filter(pl.col("repeat_of").is_null())
        .with_columns(first=pl.col("observation_id").min().over(subject))
        .select("row", rival_of=other("first"))
    )
    found = again.select("row", "repeat_of").join(rivals_found, on="row", how="left")
    return facts.join(found, on="row", how="left")


def other(name: str) -> pl.Expr:
    """The id in a column, unless it is the row's own."""
    return pl.when(pl.col(name) != pl.col("observation_id")).then(name)


def with_places(facts: pl.DataFrame, nation: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Number the places of the facts, districts in order. Returns the places too, with their names and city."""
    codes = ["district_code", "area_code"]
    district, area = pl.col("district_code"), pl.col("area_code")
    places = facts.select(codes).unique().sort(codes).with_row_index("place")
    districts = pl.read_parquet(nation / "districts/*.parquet", columns=["district_code", "district"])
    named = (
        places.join(districts, on="district_code", how="left")
        .join(seed("areas").select("area_code", "area"), on="area_code", how="left")
        .with_columns(
            # A place without district is the city itself.
            city_code=pl.when(district.is_null())
            .then(area)
            .when(district.str.head(2).is_in(rivals.MUNICIPALITIES))
            .then(district.str.head(2) + "0000")
            .otherwise(district.str.head(4) + "00"),
            place_key=pl.concat_str(district.fill_null(""), pl.lit("/"), area.fill_null("")),
        )
        .with_columns(pl.col(*codes, "district", "area", "city_code").cast(pl.Categorical))
    )
    return facts.join(places, on=codes, nulls_equal=True), named


def count_observations(numerals: pl.DataFrame, observations: pl.DataFrame) -> pl.LazyFrame:
    """fct_numerals: an observation covers the numeral it starts at, a range also the next one."""
    second = observations.lazy().filter((pl.col("bound") == "range") & (pl.col("next_char_start") < pl.col("char_end")))
    start_of_document = pl.col("position") - pl.col("char_start")
    covered = pl.concat(
        [observations.lazy().select("position"), second.select(position=start_of_document + pl.col("next_char_start"))]
    )
    counted = covered.group_by("position").agg(observation_count=pl.len().cast(pl.Int32))
    return (
        numerals.lazy().join(counted, on="position", how="left").with_columns(pl.col("observation_count").fill_null(0))
    )


def hear_every_print(observations: pl.DataFrame) -> pl.DataFrame:
    """What is known of an outcome in a year: a value, or the interval that holds all prints. Sorted by series and year.

    A series is one measure of one subject, which is an indicator in a place; both have a number.
    """
    value, low, high = pl.col("value"), pl.col("value_low"), pl.col("value_high")
    measures = observations.select("measure").unique().with_row_index("which").lazy()
    subject = pl.col("place").cast(pl.Int64) * 2**16 + pl.col("indicator_number")
    series = pl.col("subject") * 2**8 + pl.col("which")
    same = ["key", "series", "subject", "indicator_number", "place", "year", "measure", "basis"]
    prints = (
        observations.lazy()
        .filter(pl.col("kind") == "actual", pl.col("repeat_of").is_null(), pl.col("year").is_not_null())
        .join(measures, on="measure")
        .with_columns(subject=subject)
        .with_columns(series=series, key=series * 2**14 + pl.col("year"))
        .select(
            *(*same, "unit", "rank_group", "value", "value_low", "value_high"),
            is_point=pl.col("bound").is_in(["exact", "rounded"]),
            observation_ids="observation_id",
            figures="figure",
        )
        .collect(engine="streaming")
    )
    # Nearly every thing is printed once, so only the others are grouped.
    is_again = prints["key"].is_duplicated()
    is_one_value = (value.min() == value.max()).fill_null(False)
    several = (
        prints.filter(is_again)
        .group_by("key")
        .agg(
            pl.col(same[1:]).first(),
            pl.col("unit", "rank_group").max(),
            value=pl.when(is_one_value & (value.null_count() == 0)).then(value.min()),
            value_low=pl.when(low.null_count() == 0).then(low.min()),
            value_high=pl.when(high.null_count() == 0).then(high.max()),
            is_point=is_one_value & pl.col("is_point").all(),
            observation_ids=text_list("observation_ids"),
            figures=text_list("figures"),
        )
    )
    return (
        pl.concat([prints.filter(~is_again), several])
        .sort("key")
        .with_columns(pl.col("unit", "rank_group").cast(pl.Categorical))
    )


def text_list(name: str) -> pl.Expr:
    """The texts of a group, sorted and joined."""
    return pl.col(name).sort().str.join(", ")


def category(text: str) -> pl.Expr:
    """A text beside other categoricals."""
    return pl.lit(text, dtype=pl.Categorical)


def rounded(number: pl.Expr) -> pl.Expr:
    """A percentage to four decimals, halves away from zero."""
    return number.round(4, mode="half_away_from_zero")


def change_pct(earlier: pl.Expr, later: pl.Expr) -> pl.Expr:
    """Growth in percent; null unless the first level is positive."""
    return pl.when((earlier > 0) & (later >= 0)).then(rounded((later / earlier - 1) * 100))


def cagr_pct(earlier: pl.Expr, later: pl.Expr, years: pl.Expr) -> pl.Expr:
    """Compound annual growth in percent; null unless both levels are positive."""
    return pl.when((earlier > 0) & (later > 0)).then(rounded(((later / earlier).pow(1.0 / years) - 1) * 100))


def grow(actuals: pl.DataFrame, indicators: pl.DataFrame, places: pl.DataFrame) -> pl.LazyFrame:
    """fct_growth: rates between any two years of a series, and printed rates."""
    subject = ["subject", "indicator_number", "place", "is_ratio"]
    is_ratio = pl.col("is_ratio")
    actuals = actuals.with_columns(is_ratio=pl.col("basis") == "ratio")
    known = ["year", "value", "value_low", "value_high", "is_point", "observation_ids", "figures"]
    levels = actuals.lazy().filter(pl.col("measure") == "level", pl.col("basis") != "event")
    earlier, later = pl.col("value"), pl.col("value_later")
    low, high = pl.col("value_low"), pl.col("value_high")
    low_later, high_later = pl.col("value_low_later"), pl.col("value_high_later")
    is_point = pl.col("is_point") & pl.col("is_point_later")
    years = pl.col("to_year") - pl.col("from_year")
    computed = (
        levels.select(*subject, "series", *known)
        .join(levels.select("series", "unit", *known), on="series", suffix="_later")
        .filter(pl.col("year") < pl.col("year_later"))
        .rename({"year": "from_year", "year_later": "to_year"})
        .select(
            *(*subject, "from_year", "to_year"),
            source=category("computed"),
            change_pct=pl.when(is_point & ~is_ratio).then(change_pct(earlier, later)),
            change_low=pl.when(is_ratio).then(low_later - high).otherwise(change_pct(high, low_later)),
            change_high=pl.when(is_ratio).then(high_later - low).otherwise(change_pct(low, high_later)),
            change_abs=pl.when(is_point).then(later - earlier),
            change_abs_low=low_later - high,
            change_abs_high=high_later - low,
            change_abs_unit=pl.when(is_ratio).then(category("pp")).otherwise("unit"),
            cagr_pct=pl.when(is_point & ~is_ratio & (years > 1)).then(cagr_pct(earlier, later, years)),
            cagr_low=pl.when(~is_ratio & (years > 1)).then(cagr_pct(high, low_later, years)),
            cagr_high=pl.when(~is_ratio & (years > 1)).then(cagr_pct(low, high_later, years)),
            from_observation_ids="observation_ids",
            from_figure="figures",
            to_observation_ids="observation_ids_later",
            to_figure="figures_later",
        )
    )
    in_points = pl.col("measure") == "change_abs"
    of_unit = in_points == is_ratio
    printed = (
        actuals.lazy()
        .filter(pl.col("measure").is_in(["change_pct", "change_abs"]))
        .group_by(*subject, to_year="year")
        .agg(
            change_pct=earlier.filter(~in_points).max(),
            change_low=low.filter(of_unit).max(),
            change_high=high.filter(of_unit).max(),
            change_abs=earlier.filter(in_points).max(),
            change_abs_low=low.filter(in_points).max(),
            change_abs_high=high.filter(in_points).max(),
            change_abs_unit=pl.col("unit").filter(in_points).max(),
            rate_observation_ids=text_list("observation_ids"),
            rate_figure=text_list("figures"),
        )
        .with_columns(from_year=pl.col("to_year") - 1, source=category("printed"))
    )
    growth = pl.concat([computed, printed], how="diagonal").collect(engine="streaming").lazy()
    years_and_source = ["from_year", "to_year", "source"]
    return (
        growth.join(sources_compared(growth), on=["subject", "from_year", "to_year"], how="left")
        .join(places.lazy(), on="place")
        .join(
            names(indicators).join(growth_caveats(indicators), on="indicator_number", how="left"), on="indicator_number"
        )
        .with_columns(
            unit=pl.when(is_ratio).then(category("pp")).otherwise(category("%")),
            caveat=pl.when(pl.col("source") != "printed").then("caveat"),
            growth_id=pl.format(
                "growth-{}-{}-{}-{}-{}",
                *(pl.col(name).cast(pl.String) for name in ("indicator_code", "place_key", *years_and_source)),
            ),
        )
    )


def sources_compared(growth: pl.LazyFrame) -> pl.LazyFrame:
    """Whether a printed rate, which is of one year, agrees with the one between levels, where there are both."""
    low, high = pl.col("change_low"), pl.col("change_high")
    return (
        growth.filter(pl.col("to_year") - pl.col("from_year") == 1)
        .group_by("subject", "from_year", "to_year")
        .agg(
            prints=pl.len(),
            agreement=pl.when(low.max() > high.min())
            .then(category("inconsistent"))
            .when((low.null_count() > 0) | (high.null_count() > 0))
            .then(category("untestable"))
            .otherwise(category("consistent")),
        )
        .filter(pl.col("prints") > 1)
        .drop("prints")
    )


def growth_caveats(indicators: pl.DataFrame) -> pl.LazyFrame:
    """What to know of an indicator whose own definition changed over the years."""
    is_own = pl.col("indicator_code_a") == pl.col("indicator_code_b")
    judged = seed("comparability").filter(is_own, pl.col("reasons").str.contains("DEF", literal=True))
    return (
        indicators.join(judged, left_on="indicator_code", right_on="indicator_code_a")
        .select("indicator_number", pl.col("caveat").cast(pl.Categorical))
        .lazy()
    )


def indicator_pairs(indicators: pl.DataFrame) -> pl.DataFrame:
    """Which indicators are laid side by side, as judged: one with itself, judged pairs both ways round."""
    judged = seed("comparability").select("indicator_code_a", "indicator_code_b", "grade", "reasons", "caveat")
    itself = indicators.select(indicator_code_a="indicator_code", indicator_code_b="indicator_code").join(
        judged, on=["indicator_code_a", "indicator_code_b"], how="left"
    )
    different = judged.filter(pl.col("indicator_code_a") != pl.col("indicator_code_b"))
    turned = different.rename({"indicator_code_a": "indicator_code_b", "indicator_code_b": "indicator_code_a"})
    numbers = indicators.select("indicator_number", "indicator_code")
    return (
        pl.concat([itself, different, turned.select(different.columns)])
        .join(numbers, left_on="indicator_code_a", right_on="indicator_code")
        .join(numbers, left_on="indicator_code_b", right_on="indicator_code", suffix="_b")
        .select("indicator_number", "indicator_number_b", "grade", "reasons", "caveat")
    )


def judgements(pairs: pl.DataFrame) -> pl.LazyFrame:
    """What is said of a pair of indicators in every case: so many years between, of one dimension or of two.

    Cases are few and comparisons many, so texts are made here.
    """
    is_late, is_mixed = pl.col("lag") > 0, pl.col("is_mixed")
    reasons = pl.col("reasons").fill_null("")
    more = [
        pl.when(is_so & ~reasons.str.contains(reason, literal=True)).then(pl.lit(f"|{reason}")).otherwise(pl.lit(""))
        for reason, is_so in (("PERIOD_LAG", is_late), ("UNIT", is_mixed))
    ]
    all_reasons = pl.concat_str(reasons, *more).str.strip_chars_start("|")
    return (
        pairs.lazy()
        .join(pl.LazyFrame({"lag": [0, 1, 2], "by_lag": ["A", "B", "C"]}), how="cross")
        .join(pl.LazyFrame({"is_mixed": [False, True], "by_dimension": ["A", "D"]}), how="cross")
        .select(
            case=CASE,
            grade=pl.max_horizontal(pl.col("grade").fill_null("A"), "by_lag", "by_dimension"),
            reasons=pl.when(all_reasons != "").then(all_reasons),
            caveat=pl.coalesce("caveat", pl.when(is_late).then(pl.lit(rivals.YEARS_DIFFER))),
        )
        .with_columns(
            pl.col("grade", "reasons", "caveat").cast(pl.Categorical), is_comparable=pl.col("grade").is_in(["A", "B"])
        )
    )


def nearest_years(levels: pl.LazyFrame, pairs: pl.LazyFrame) -> pl.LazyFrame:
    """Rows of the nearest years of two series, as numbers of rows of `levels`, which rise with the year in a series.

    Most pairs share a year, so only the others are tried year against year.
    """
    last = 2**25 - 1
    both = pl.col("series") * 2**32 + pl.col("series_b")
    rising = pl.col("place") < pl.col("place_b")
    circle = pl.col("circle").cast(pl.Int64)
    with_other = (pl.col("indicator_number_b").cast(pl.Int64) * 2**32 + circle).alias("thing")
    own = levels.select(
        "row", "series", "place", "year", thing=pl.col("indicator_number").cast(pl.Int64) * 2**32 + circle
    )
    facing = levels.join(pairs, on="indicator_number").select("row", "series", "place", "year", with_other)
    shared = (
        facing.join(own, on=["thing", "year"], suffix="_b")
        .filter(rising)
        .group_by(both=both)
        .agg(pl.col("row").max(), pl.col("row_b").max())
    )
    one_each = own.group_by("series").agg(pl.col("place", "thing").first())
    without = (
        levels.group_by("series")
        .agg(pl.col("place", "indicator_number", "circle").first())
        .join(pairs, on="indicator_number")
        .select("series", "place", with_other)
        .join(one_each, on="thing", suffix="_b")
        .filter(rising)
        .select("series", "series_b", both=both)
        .join(shared, on="both", how="anti")
    )
    # Lag, then the later row of a, then the later row of b, as one number to take the least of.
    lag = (pl.col("year") - pl.col("year_b")).abs().cast(pl.Int64)
    nearest = pl.col("nearest")
    years = levels.select("series", "year", "row")
    tried = (
        without.join(years, on="series")
        .join(years, left_on="series_b", right_on="series", suffix="_b")
        .group_by("both")
        .agg(nearest=(lag * 2**50 + (last - pl.col("row")) * 2**25 + (last - pl.col("row_b"))).min())
        .select("both", row=last - nearest // 2**25 % 2**25, row_b=last - nearest % 2**25)
    )
    return pl.concat([shared, tried])


def compare_districts(actuals: pl.DataFrame, indicators: pl.DataFrame, places: pl.DataFrame) -> pl.LazyFrame:
    """fct_district_comparison: two districts of one city beside each other."""
    dimensions = seed("units").select(pl.col("unit").cast(pl.Categorical), "dimension").unique()
    whole_districts = places.filter(pl.col("area_code").is_null(), pl.col("district").is_not_null())
    of_districts = actuals.join(whole_districts.select("place", "district_code", "district", "city_code"), on="place")
    # A level has the rank of its year beside it.
    year_of_subject = pl.col("subject") * 2**14 + pl.col("year")
    ranks = of_districts.filter(pl.col("measure") == "rank").select("rank_group", beside=year_of_subject, rank="value")
    levels = (
        of_districts.filter(pl.col("measure").is_in(["level", "change_pct"]))
        .drop("rank_group")
        .join(dimensions, on="unit", how="left")
        .with_columns(beside=pl.when(pl.col("measure") == "level").then(year_of_subject))
        .join(ranks, on="beside", how="left")
        .sort("key")
        .with_row_index("row")
        .with_columns(
            pl.col("row").cast(pl.Int64),
            pl.col("dimension").fill_null(""),
            series=pl.col("series").rle_id().cast(pl.Int64),
            # What is compared at all: one measure within one city.
            circle=pl.col("city_code").to_physical().cast(pl.Int64) * 2 + (pl.col("measure") == "level"),
        )
    )
    pairs = indicator_pairs(indicators)
    keys = levels.lazy().select("row", "series", "year", "circle", "place", "indicator_number")
    nearest = nearest_years(keys, pairs.lazy().select("indicator_number", "indicator_number_b"))
    side = levels.lazy().select(
        *("row", "indicator_number", "district_code", "district", "dimension", "year", "value", "value_low"),
        *("value_high", "is_point", "unit", "observation_ids", "rank", "rank_group"),
        figure="figures",
    )
    shared = levels.lazy().select("row", "measure", "city_code")
    value_a, low_a, high_a = (pl.col(name) for name in ("value_a", "value_low_a", "value_high_a"))
    value_b, low_b, high_b = (pl.col(name) for name in ("value_b", "value_low_b", "value_high_b"))
    is_comparable = pl.col("is_comparable")
    has_numbers = is_comparable & pl.col("is_point_a") & pl.col("is_point_b")
    is_level = pl.col("measure") == "level"
    names_of_side = ["indicator_code", "indicator"]
    is_a_larger = pl.when(low_a > high_b).then(True).when(low_b > high_a).then(False)
    return (
        nearest.select("row", "row_b")
        .join(shared, on="row")
        .join(side.select(pl.all().name.suffix("_a")), left_on="row", right_on="row_a")
        .join(side.select(pl.all().name.suffix("_b")), on="row_b")
        .with_columns(
            indicator_number="indicator_number_a",
            lag=(pl.col("year_a") - pl.col("year_b")).abs().clip(0, 2),
            is_mixed=pl.col("dimension_a") != pl.col("dimension_b"),
        )
        .with_columns(case=CASE)
        .join(judgements(pairs), on="case")
        .join(names(indicators).rename({name: f"{name}_a" for name in names_of_side}), on="indicator_number")
        .join(
            names(indicators).select(pl.col("indicator_number", *names_of_side).name.suffix("_b")),
            on="indicator_number_b",
        )
        .with_columns(
            unit=pl.when(~pl.col("is_mixed")).then("unit_a"),
            difference_unit=pl.when(is_comparable).then(
                pl.when(pl.col("unit_a") == "%").then(category("pp")).otherwise("unit_a")
            ),
            difference=pl.when(has_numbers).then(value_a - value_b),
            difference_low=pl.when(is_comparable).then(low_a - high_b),
            difference_high=pl.when(is_comparable).then(high_a - low_b),
            ratio=pl.when(has_numbers & is_level).then(quotient(value_a, value_b)),
            ratio_low=pl.when(is_comparable & is_level).then(quotient(low_a, high_b)),
            ratio_high=pl.when(is_comparable & is_level).then(quotient(high_a, low_b)),
            larger=is_a_larger,
        )
        .with_columns(
            leader=pl.when(~is_comparable | (pl.col("direction") == "neutral"))
            .then(None)
            .when(pl.col("larger").is_null())
            .then(category("indeterminate"))
            .when(pl.col("larger") == (pl.col("direction") == "up"))
            .then("district_a")
            .otherwise("district_b"),
        )
    )


def quotient(dividend: pl.Expr, divisor: pl.Expr) -> pl.Expr:
    """A quotient to six decimals; null when the divisor is zero."""
    return pl.when(divisor != 0).then((dividend / divisor).round(6, mode="half_away_from_zero"))


if __name__ == "__main__":
    rivals.command(build, __doc__)
