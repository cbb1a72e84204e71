"""Suites on the published marts. Keys, codes, references and single rows are tested by dbt."""

from __future__ import annotations

from expectations.suite import Suite, each, median

# Levels of one kind of thing.
THINGS = """
    select
        observation_id as row_name,
        value
    from marts.fct_observations
    where
        measure = 'level'
        and value is not null
        and unit in ({units})
"""

LEVELS = """
    with levels as (

        select
            indicator_code,
            concat_ws(' ', indicator_code, district, area) as series,
            unit,
            year,
            median(value) as value
        from marts.fct_observations
        where
            measure = 'level'
            and basis <> 'event'
            and value > 0
            and year is not null
        group by all

    ),

    with_next as (

        select
            *,
            lead(year) over later as next_year,
            lead(value) over later as next_value
        from levels
        window later as (partition by series, unit order by year)

    )

    select
        concat(series, ' ', year, '-', next_year) as row_name,
        greatest(next_value / value, value / next_value) as factor
    from with_next
    where next_value is not null and unit <> '%'
"""

SHARE_MOVES = """
    select
        concat_ws(' ', indicator_code, district, area, from_year, to_year, source) as row_name,
        change_abs as points
    from marts.fct_growth
    where change_abs_unit = 'pp' and change_abs is not null
"""

PRINTED_RATES = """
    select
        concat_ws(' ', indicator_code, district, area, from_year, to_year) as row_name,
        change_pct
    from marts.fct_growth
    where source = 'printed' and change_pct is not null
"""

GROWTH = """
    select
        'all rates' as row_name,
        100 * avg((source = 'implied')::int) as implied_pct,
        100 * avg((coalesce(agreement, '') = 'inconsistent')::int) as inconsistent_pct
    from marts.fct_growth
"""

CORE_CELLS = """
    with core as (

        select *
        from (
            values
            ('theme', 'enterprises'),
            ('theme', 'transfer'),
            ('theme', 'carriers'),
            ('theme', 'talent'),
            ('concept_code', 'high_tech_enterprises'),
            ('concept_code', 'tech_contracts')
        ) as cells (name, code)

    )

    select
        concat_ws(' ', districts.district, documents.covers_year, core.name, core.code) as row_name,
        count(observations.observation_id) as figures
    from marts.dim_documents as documents
    inner join marts.dim_districts as districts on documents.district_code = districts.district_code
    cross join core
    left join marts.fct_observations as observations
        on
            documents.document_id = observations.document_id
            and core.code = case core.name when 'theme' then observations.theme else observations.concept_code end
    where documents.document_type = 'summary'
    group by all
"""

DOCUMENTS = """
    with themes as (

        select
            document_id,
            theme,
            count(*) as figures,
            count(repeat_of) as repeats,
            count(*) filter (where value is not null) as points
        from marts.fct_observations
        group by all

    )

    select
        documents.document_id as row_name,
        count(themes.theme) as themes,
        100.0 * max(themes.figures) / sum(themes.figures) as largest_theme_pct,
        100.0 * sum(themes.repeats) / sum(themes.figures) as repeat_pct,
        100.0 * sum(themes.points) / sum(themes.figures) as point_pct
    from marts.dim_documents as documents
    left join themes on documents.document_id = themes.document_id
    group by all
"""

INTERVALS = """
    select
        'actual figures' as row_name,
        100 * avg((value_low is null or value_high is null)::int) as open_pct,
        100 * avg((bound = 'exact')::int) as exact_pct,
        median(100 * (value_high - value_low) / value) filter (where bound = 'rounded') as median_rounding_pct
    from marts.fct_observations
    where kind = 'actual' and coalesce(value, 1) <> 0
"""

ATTAINMENT = """
    select
        concat_ws(' ', indicator_code, district, target_year) as row_name,
        attainment_pct
    from marts.fct_target_attainment
    where attainment_pct is not null
"""

VERDICTS = """
    with due as (

        select
            verdict in ('exceeded', 'met', 'not_met', 'indeterminate') as is_judged,
            verdict,
            claimed_verdict,
            claim_agreement
        from marts.fct_target_attainment
        where verdict <> 'not_due'

    )

    select
        'targets that are due' as row_name,
        100 * avg(is_judged::int) as judged_pct,
        100 * avg((verdict = 'not_met')::int) filter (where is_judged) as missed_pct,
        100 * avg((claim_agreement = 'inconsistent')::int) filter (where claim_agreement is not null)
            as refuted_claim_pct
    from due
"""

GRADES = """
    select
        'pairs of districts' as row_name,
        100 * avg((grade in ('A', 'B'))::int) as comparable_pct,
        100 * avg((grade = 'D')::int) as different_pct
    from marts.fct_district_comparison
"""

RATIOS = """
    select
        concat_ws(' ', indicator_code_a, district_a, district_b) as row_name,
        greatest(ratio, 1 / ratio) as factor
    from marts.fct_district_comparison
    where ratio > 0
"""

IMPLIED = """
    select
        concat_ws(' ', indicator_code, district, area, year, method) as row_name,
        100 * (value_high - value_low) / value as width_pct
    from marts.fct_implied_values
    where value > 0 and value_low is not null and value_high is not null
"""

FINDINGS = """
    with counts as (

        select
            (select count(*) from marts.fct_observations) as figures,
            (select count(*) from marts.fct_implied_values) as implied_values,
            count(*) as findings,
            count(*) filter (where kind not in ('source_damage', 'unit_not_printed', 'run_on_numeral'))
                as contradictions
        from marts.rpt_discrepancies

    )

    select
        'all findings' as row_name,
        100.0 * findings / figures as per_100_figures,
        100.0 * contradictions / figures as contradictions_per_100_figures,
        100.0 * implied_values / figures as implied_per_100_figures
    from counts
"""

SUITES = [
    Suite("marts_money", "amount in yuan", THINGS.format(units="'元'"), [
        each("value", 1_000, 1_000_000_000_000,
             "A district does not report sums below 1 000 yuan, and its whole yearly product is some thousand "
             "亿: below or above, 万 or 亿 was lost or doubled."),
        median("value", 1_000_000, 10_000_000_000,
               "Typical sums are between a few 百万 and 百亿. All of them in another unit would move the middle "
               "by 10 000."),
    ]),
    Suite("marts_enterprises", "number of enterprises", THINGS.format(units="'家', '家次'"), [
        each("value", 0, 50_000,
             "A district has some ten thousand technology enterprises at the most; an amount of money under "
             "this unit would be far above."),
    ]),
    Suite("marts_people", "number of people", THINGS.format(units="'人', '名', '位', '项(人)'"), [
        each("value", 0, 3_000_000,
             "The most populous of these districts has below three million inhabitants."),
    ]),
    Suite("marts_shares", "share in percent", THINGS.format(units="'%'"), [
        each("value", 0.1, 100,
             "A share cannot pass the whole; one below 0.1 is a fraction (0.03) typed as percent."),
        median("value", 5, 95,
               "Shares of all sizes are reported, from R&D at 3 % to coverage at 100 %. A middle at either end "
               "means fractions, or a column of 100 %."),
    ]),
    Suite("marts_jumps", "pair of neighbouring years of one indicator and place", LEVELS, [
        each("factor", 1, 100,
             "Outcomes and targets of one definition move tenfold in a few years at the very most (contracts, "
             "2019 to 2023); a factor beyond 100 is 万 or 亿 mistaken."),
        median("factor", 1, 4,
               "Half of all series move by less than the factor four between two documents; if most move more, "
               "different definitions share a code."),
    ]),
    Suite("marts_share_moves", "change of a share in percentage points", SHARE_MOVES, [
        each("points", -30, 30,
             "Shares of output, tax or spending are slow; 30 points at once is a percentage taken for points, "
             "or another whole."),
    ]),
    Suite("marts_printed_rates", "printed rate of growth", PRINTED_RATES, [
        each("change_pct", -60, 300,
             "The boldest rate so far is a bit more than a doubling. A fourfold year, or the loss of two "
             "thirds, is a level taken for a rate or a point lost in the print."),
        median("change_pct", -10, 50,
               "Economies of districts grow by some percent, their technology by some tens; the middle of all "
               "rates cannot lie outside."),
    ]),
    Suite("marts_growth", "all rows of fct_growth", GROWTH, [
        each("implied_pct", 0, 75,
             "Printed and computed rates are the ground on which implied ones stand; few of them below many "
             "implied ones is a lost join or lost figures."),
        each("inconsistent_pct", 0, 15,
             "Two sources of one rate rest on the same statistics; that they contradict each other is a "
             "finding, and cannot be the rule."),
    ]),
    Suite("marts_core_cells", "district, year and core duty, for each summary", CORE_CELLS, [
        each("figures", 1, 100,
             "Enterprises, technology transfer, carriers and talent are duties of every commission, and "
             "high-tech enterprises and contracts the figures by which the city ranks it: no summary is silent."),
    ]),
    Suite("marts_documents", "document", DOCUMENTS, [
        each("themes", 6, 14,
             "A commission has a dozen duties and its papers go through most of them."),
        each("largest_theme_pct", 10, 55,
             "No duty takes up more than half of a paper; otherwise indicators went to the wrong concept."),
        each("repeat_pct", 0, 30,
             "Openings repeat the main figures, a tenth of all. More: different facts count as one, because "
             "their codes are too wide."),
        each("point_pct", 75, 100,
             "Ranges and orders of magnitude are exceptions, also in plans; many figures without a value were "
             "not understood."),
    ]),
    Suite("marts_intervals", "all actual figures", INTERVALS, [
        each("open_pct", 1, 20,
             "Some outcomes are 超 or 近, most are counted. None open: qualifiers are not read; many: bounds "
             "get lost."),
        each("exact_pct", 50, 95,
             "Most outcomes are whole things counted one by one; money and shares are rounded, so never all of "
             "them."),
        each("median_rounding_pct", 0.001, 5,
             "Rounded figures are printed with three or four digits, so that the step is a few thousandths of "
             "the value. Wider: the step is taken from the wrong digit."),
    ]),
    Suite("marts_attainment", "target with attainment in percent", ATTAINMENT, [
        each("attainment_pct", 20, 1000,
             "Targets of districts are modest and hardly missed by far; a tenth or the tenfold of a target is a "
             "pair of different units or definitions."),
        median("attainment_pct", 80, 250,
               "As a rule a target is met or somewhat surpassed."),
    ]),
    Suite("marts_verdicts", "all targets that are due", VERDICTS, [
        each("judged_pct", 5, 100,
             "Each summary in the collection quotes targets that it met, so that some are judged; none: "
             "outcomes no longer find their targets."),
        each("missed_pct", 0, 50,
             "Offices promise what they can deliver; mostly missed means that the direction or the bounds are "
             "mixed up."),
        each("refuted_claim_pct", 0, 20,
             "What an office claims of its target as a rule follows from its figures; refuted claims are "
             "findings, not the rule."),
    ]),
    Suite("marts_grades", "all pairs of fct_district_comparison", GRADES, [
        each("comparable_pct", 5, 60,
             "Districts choose their own definitions, so few pairs are alike; but the city sets some for all. "
             "More: grades were given away; none: the catalogue fell apart."),
        each("different_pct", 0, 65,
             "Pairs that nobody judged fall to D. If most do, curation has stopped."),
    ]),
    Suite("marts_ratios", "pair of districts that may be divided", RATIOS, [
        each("factor", 1, 100,
             "Districts of one city, of some million people each, under one definition: a factor beyond 100 is "
             "a unit or a definition mistaken."),
    ]),
    Suite("marts_implied", "implied value", IMPLIED, [
        each("width_pct", 0, 40,
             "Implied values rest on figures with three digits; an interval of half the value says nothing and "
             "should not be published."),
    ]),
    Suite("marts_findings", "all findings of rpt_discrepancies", FINDINGS, [
        each("per_100_figures", 1, 15,
             "Converted texts lose a unit here and there. More than one figure in seven is the fault of the "
             "reading, not of the documents."),
        each("contradictions_per_100_figures", 0.5, 8,
             "Offices add up wrongly now and then, as five documents show; none at all means that the checks no "
             "longer reach the figures."),
        each("implied_per_100_figures", 1, 40,
             "Some printed rates and shares imply values; none is a lost join, many are a join that multiplies."),
    ]),
]  # fmt: skip
