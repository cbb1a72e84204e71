"""Suites on the published marts. Keys, codes, references and single rows are tested by dbt."""

from __future__ import annotations

from expectations.suite import suite

# The figures that a row rests on, which name their documents.
LINKED = """(
            select string_agg(observation_id, ', ' order by observation_id)
            from marts.fct_links
            where subject = '{subject}' and subject_id = {key} and link_role <> 'compared_with'
        )"""

# Levels of one kind of thing.
THINGS = """
    select
        observation_id as row_name,
        document_id as documents,
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
            concat_ws(' ', indicator_code, district, area_code) as series,
            unit,
            year,
            string_agg(observation_id, ', ') as documents,
            median(value) as value
        from marts.fct_observations
        inner join marts.dim_indicators using (indicator_code, unit)
        where
            measure = 'level'
            and basis <> 'event'
            and unit <> '%'
            and value > 0
            and year is not null
        group by all

    )

    select
        concat(series, ' ', year, '-', lead(year) over later) as row_name,
        concat(documents, ', ', lead(documents) over later) as documents,
        greatest(lead(value) over later / value, value / lead(value) over later) as factor
    from levels
    window later as (partition by series, unit order by year)
    qualify factor is not null
"""

SHARE_MOVES = f"""
    select
        concat_ws(' ', indicator_code, district, area_code, from_year, to_year, source) as row_name,
        {LINKED.format(subject="growth", key="growth_id")} as documents,
        change_abs as points
    from marts.fct_growth
    where change_abs_unit = 'pp' and change_abs is not null
"""

PRINTED_RATES = f"""
    select
        concat_ws(' ', indicator_code, district, area_code, from_year, to_year) as row_name,
        {LINKED.format(subject="growth", key="growth_id")} as documents,
        change_pct
    from marts.fct_growth
    where source = 'printed' and change_pct is not null
"""

GROWTH = """
    select
        'all rates' as row_name,
        100 * avg((source = 'implied')::int) as implied_pct,
        100 * avg((coalesce(agreement, '') = 'inconsistent')::int) as inconsistent_pct,
        nullif(count(*), 0) as implied_pct_of,
        nullif(count(*), 0) as inconsistent_pct_of
    from marts.fct_growth
"""

CORE_CELLS = """
    with core (name, code) as (

        values
        ('theme', 'enterprises'),
        ('theme', 'transfer'),
        ('theme', 'carriers'),
        ('theme', 'talent'),
        ('concept_code', 'high_tech_enterprises'),
        ('concept_code', 'tech_contracts')

    )

    select
        concat_ws(' ', districts.district, documents.covers_year, core.name, core.code) as row_name,
        documents.document_id as documents,
        count(observations.observation_id) as figures
    from marts.dim_documents as documents
    inner join marts.dim_districts as districts on documents.district_code = districts.district_code
    cross join core
    left join (
        select observation_id, document_id, theme, concept_code
        from marts.fct_observations
        inner join marts.dim_indicators using (indicator_code)
    ) as observations
        on
            documents.document_id = observations.document_id
            and core.code = case core.name when 'theme' then observations.theme else observations.concept_code end
    -- Of fewer figures, some twentieth of them may well be none.
    where
        documents.document_type = 'summary'
        and (
            select count(*) from marts.fct_observations as counted where counted.document_id = documents.document_id
        ) >= 60
    group by documents.document_id, districts.district, documents.covers_year, core.name, core.code
"""

DOCUMENTS = """
    select
        documents.document_id as row_name,
        documents.document_id as documents,
        100.0 * list_max(map_values(histogram(indicators.theme))) / count(*) as largest_theme_pct,
        100.0 * count(figures.repeat_of) / count(*) as repeat_pct,
        100.0 * count(figures.value) / count(*) as point_pct,
        -- Figures of one theme are printed side by side, so that two of them say as much as one.
        ceil(count(figures.observation_id) / 2) as largest_theme_pct_of,
        count(figures.observation_id) as repeat_pct_of,
        count(figures.observation_id) as point_pct_of
    from marts.dim_documents as documents
    left join marts.fct_observations as figures on documents.document_id = figures.document_id
    left join marts.dim_indicators as indicators on figures.indicator_code = indicators.indicator_code
    group by documents.document_id
"""

INTERVALS = """
    select
        'actual figures' as row_name,
        100 * avg((value_low is null or value_high is null)::int) as open_pct,
        100 * avg((bound = 'exact')::int) as exact_pct,
        median(100 * (value_high - value_low) / value) filter (where bound = 'rounded') as median_rounding_pct,
        count(*) as open_pct_of,
        count(*) as exact_pct_of
    from marts.fct_observations
    where kind = 'actual' and coalesce(value, 1) <> 0
"""

ATTAINMENT = """
    select
        concat_ws(' ', indicator_code, district, target_year) as row_name,
        target_observation_id as documents,
        attainment_pct
    from marts.fct_target_attainment
    where attainment_pct is not null
"""

VERDICTS = """
    with due as (

        select
            targets.*,
            claims.result as claim_agreement,
            targets.verdict in ('exceeded', 'met', 'not_met', 'indeterminate') as is_judged
        from marts.fct_target_attainment as targets
        left join marts.fct_target_comparisons as claims
            on targets.target_observation_id = claims.target_observation_id and claims.held_against = 'claim'
        where targets.verdict <> 'not_due'

    )

    select
        'targets that are due' as row_name,
        count(*) filter (where is_judged) as judged,
        coalesce(100 * avg((verdict = 'not_met')::int) filter (where is_judged), 0) as missed_pct,
        coalesce(100 * avg((claim_agreement = 'inconsistent')::int), 0) as refuted_claim_pct,
        count(*) filter (where is_judged) as missed_pct_of,
        count(claim_agreement) as refuted_claim_pct_of
    from due
"""

# Each pair once: its two directions are no two judgements.
GRADES = """
    with pairs as (

        select grade from marts.fct_district_comparison
        where district_code_a < district_code_b
        union all
        select 'D' as grade from marts.fct_lookalikes
        where district_code_a < district_code_b

    )

    select
        'pairs of districts' as row_name,
        100 * avg((grade in ('A', 'B'))::int) as comparable_pct,
        100 * avg((grade = 'D')::int) as different_pct,
        count(*) as comparable_pct_of,
        count(*) as different_pct_of
    from pairs
"""

RATIOS = f"""
    select
        concat_ws(' ', indicator_code_a, district_a, district_b) as row_name,
        {LINKED.format(subject="comparison", key="comparison_id")} as documents,
        greatest(ratio, 1 / ratio) as factor
    from marts.fct_district_comparison
    where ratio > 0 and district_code_a < district_code_b
"""

IMPLIED = f"""
    select
        concat_ws(' ', indicator_code, district, area_code, year, method) as row_name,
        {LINKED.format(subject="implied_value", key="implied_value_id")} as documents,
        100 * (value_high - value_low) / value as width_pct
    from marts.fct_implied_values
    where value > 0 and value_low is not null and value_high is not null
"""

FINDINGS = """
    with counts as (

        select
            (select count(*) from marts.fct_observations) as figures,
            (select count(*) from marts.fct_implied_values) as implied_values,
            count(*) filter (where severity not in ('limit', 'confirmed')) as findings,
            count(*) filter (where severity in ('contradiction', 'doubt')) as contradictions
        from marts.rpt_discrepancies

    )

    select
        'all findings' as row_name,
        100.0 * findings / figures as per_100_figures,
        100.0 * contradictions / figures as contradictions_per_100_figures,
        100.0 * implied_values / figures as implied_per_100_figures,
        figures as per_100_figures_of,
        figures as contradictions_per_100_figures_of,
        figures as implied_per_100_figures_of
    from counts
"""

SUITES = [
    suite("marts_money", "amount in yuan", THINGS.format(units="'元'")),
    suite("marts_enterprises", "number of enterprises", THINGS.format(units="'家', '家次'")),
    suite("marts_people", "number of people", THINGS.format(units="'人', '名', '位', '项(人)'")),
    suite("marts_shares", "share in percent", THINGS.format(units="'%'")),
    suite("marts_jumps", "pair of neighbouring years of one indicator and place", LEVELS),
    suite("marts_share_moves", "change of a share in percentage points", SHARE_MOVES),
    suite("marts_printed_rates", "printed rate of growth", PRINTED_RATES),
    suite("marts_growth", "all rows of fct_growth", GROWTH),
    suite("marts_core_cells", "district, year and core duty, for each summary", CORE_CELLS),
    suite("marts_documents", "document", DOCUMENTS),
    suite("marts_intervals", "all actual figures", INTERVALS),
    suite("marts_attainment", "target with attainment in percent", ATTAINMENT),
    suite("marts_verdicts", "all targets that are due", VERDICTS),
    suite("marts_grades", "all pairs of fct_district_comparison and fct_lookalikes", GRADES),
    suite("marts_ratios", "pair of districts that may be divided", RATIOS),
    suite("marts_implied", "implied value", IMPLIED),
    suite("marts_findings", "all findings of rpt_discrepancies", FINDINGS),
]
