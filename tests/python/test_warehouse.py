"""The published file: its contract, its comments, and the answers to the questions in analyses/."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest
from conftest import PROJECT, documents_folder, run

from kewei.csv_form import HALF_WIDTH_IN_CHINESE
from kewei.curate.answers import answer, in_readme, read

ANALYSES = sorted((PROJECT / "analyses").glob("*.sql"))

# The public contract: names that analysts and checks rely on.
CONTRACT = {
    "dim_documents": "document_id document_number title document_type district_code issued_on covers_year source_file "
    "sha256",
    "dim_districts": "district_code district district_en",
    "dim_areas": "area_code area area_en district_code area_type",
    "dim_indicators": "indicator_code indicator indicator_en concept_code concept theme unit basis subject "
    "direction definition_en definition_zh is_headline",
    "fct_observations": "observation_id document_id district_code district area_code year period base_year "
    "indicator_code indicator is_headline kind measure subject rank_group value value_low value_high bound unit "
    "quality caveat_en caveat_zh figure char_start char_end repeat_of conflicts_with superseded_by part_of",
    "fct_links": "subject subject_id link_role linked_id observation_id implied_value_id",
    "fct_numerals": "document_id char_start numeral disposition observation_count",
    "rpt_coverage": "document_id numerals observations accounted_pct",
    "fct_growth": "growth_id district_code district area_code indicator_code indicator from_year to_year source "
    "change_pct change_low change_high change_abs "
    "cagr_pct unit agreement quality caveat_en caveat_zh from_figure to_figure",
    "fct_implied_values": "implied_value_id indicator_code district year value value_low value_high unit method",
    "fct_target_attainment": "target_observation_id document_id district_code district area_code plan_year target_year "
    "as_of_date indicator_code indicator is_headline kind is_implied target_kind strength target_figure target_value "
    "target_low target_high unit actual_figure attainment_pct attainment_low attainment_high outcome_state verdict "
    "verdict_reason quality caveat_en caveat_zh",
    "fct_target_comparisons": "target_observation_id held_against district_en target_year target_indicator "
    "target_indicator_en target_figure year period indicator_code indicator indicator_en figure value value_low "
    "value_high unit ratio_pct ratio_low ratio_high difference "
    "difference_low difference_high difference_unit claimed_verdict result caveat_en caveat_zh",
    "fct_district_comparison": "district_code_a district_a district_a_en district_code_b district_b district_b_en "
    "year_a "
    "year_b measure indicator_code_a indicator_a indicator_code_b indicator_b indicators_en figure_a figure_b "
    "difference "
    "difference_low difference_high ratio ratio_low ratio_high unit grade relation is_best reasons caveat_en "
    "caveat_zh comparison_id",
    "fct_lookalikes": "comparison_id district_code_a district_a district_code_b district_b year_a year_b concept "
    "measure indicator_code_a indicator_a indicator_code_b indicator_b "
    "figure_a value_a unit_a figure_b value_b unit_b reasons "
    "caveat_en caveat_zh",
    "fct_tasks": "document_id task_number district_code district plan_year deadline theme task_en task_zh "
    "responsible_unit responsible_unit_en responsible_basis named_unit named_unit_en unit_role has_figure "
    "source_file char_start char_end",
    "rpt_promises": "document_id document_type district_code district plan_year as_of_date promised reported silent "
    "no_document not_due exceeded met not_met indeterminate claimed_only only_in_summary only_in_summary_exceeded "
    "only_in_summary_met only_in_summary_not_met restated expected implied",
    "rpt_document_coverage": "district_code district year document_type document_state as_of_date document_id",
    "rpt_discrepancies": "discrepancy_id document_id kind expected_en found_en explanation_en "
    "resolution_en expected_zh found_zh explanation_zh resolution_zh",
}


# Types of its columns, where they are not text.
TYPES = {
    "DATE": "issued_on as_of_date",
    "BOOLEAN": "is_headline is_implied has_figure is_best",
    "INTEGER": "covers_year char_start char_end year observation_count numerals observations from_year to_year "
    "plan_year target_year task_number deadline promised reported silent no_document not_due exceeded met not_met "
    "indeterminate claimed_only only_in_summary only_in_summary_exceeded only_in_summary_met only_in_summary_not_met "
    "restated expected implied base_year "
    "year_a year_b",
    "DECIMAL(5,2)": "accounted_pct",
    "DECIMAL(38,6)": "value value_low value_high change_pct change_low change_high change_abs cagr_pct "
    "target_value target_low target_high attainment_pct attainment_low attainment_high ratio_pct value_a value_b "
    "difference difference_low difference_high ratio ratio_low ratio_high",
}


@pytest.mark.parametrize("table", CONTRACT)
def test_the_contract_is_kept(warehouse, table: str) -> None:
    types = {column: data_type for data_type, columns in TYPES.items() for column in columns.split()}
    found = {row[0]: row[1] for row in warehouse.execute(f"describe marts.{table}").fetchall()}
    columns = CONTRACT[table].split()
    assert {name: found.get(name) for name in columns} == {name: types.get(name, "VARCHAR") for name in columns}


@pytest.mark.parametrize(
    "table",
    [
        "main.fct_district_comparison",
        "main.fct_growth",
        "main.fct_observations",
        "main.fct_other_figures",
        "main.fct_public_money",
        "main.fct_target_attainment",
        "marts.fct_lookalikes",
    ],
)
def test_a_mart_is_as_wide_as_a_reader_can_see(warehouse, table: str) -> None:
    assert len(warehouse.execute(f"describe {table}").fetchall()) <= 30


def test_every_table_and_column_is_described_in_both_languages(warehouse) -> None:
    comments = warehouse.execute(
        "select table_name, null, comment from duckdb_tables() "
        "union all select table_name, column_name, comment from duckdb_columns() where not internal"
    ).fetchall()
    assert len(comments) > 300
    wrong = [(table, column, text) for table, column, text in comments if not in_both_languages(text or "")]
    assert wrong == []


def in_both_languages(text: str) -> bool:
    """Whether English stands before the mark and Chinese after it, in the punctuation of Chinese."""
    english, _, chinese = text.strip().partition("【中】")
    return (
        re.match("[A-Za-z`]", english) is not None
        and re.search("[\u4e00-\u9fff]", chinese) is not None
        and chinese.endswith(("。", "）"))
        and HALF_WIDTH_IN_CHINESE.search(chinese) is None
    )


def test_only_marts_and_their_history_are_published(warehouse) -> None:
    published = warehouse.execute(
        "select distinct table_schema, table_type from information_schema.tables order by all"
    ).fetchall()
    # Another view would read the file of the build, which no analyst has.
    assert published == [("main", "VIEW"), *((schema, "BASE TABLE") for schema in ("marts", "ops", "snapshots"))]


def test_there_is_evidence_only_with_the_documents(warehouse) -> None:
    [(sentences,)] = warehouse.execute("select count(*) from marts.fct_evidence").fetchall()
    assert (sentences > 0) == bool(documents_folder())


@pytest.mark.usefixtures("documents")
def test_each_sentence_holds_its_figure_and_more(warehouse) -> None:
    missing = warehouse.execute(
        "select observation_id from marts.fct_evidence where position(figure in sentence) = 0 or sentence = figure"
    ).fetchall()
    assert missing == []
    assert (
        warehouse.execute("select count(*) from marts.fct_evidence").fetchone()[0]
        == (warehouse.execute("select count(*) from marts.fct_observations").fetchone()[0])
    )


@pytest.mark.parametrize("path", ANALYSES, ids=lambda path: path.stem)
def test_questions_have_their_answers(warehouse, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    expected = read(text)
    columns, rows = answer(warehouse, text)
    assert columns == expected.columns
    assert rows == list(expected.rows), "run `kewei answers --write` and read what it changes"


def test_questions_are_numbered_without_a_gap() -> None:
    assert [int(path.name[:2]) for path in ANALYSES] == list(range(1, len(ANALYSES) + 1))


@pytest.mark.parametrize(
    ("table", "point", "low", "high"),
    [
        ("fct_observations", "value", "value_low", "value_high"),
        ("fct_growth", "case when unit = '%' then change_pct else change_abs end", "change_low", "change_high"),
        ("fct_growth", "change_abs", "change_abs_low", "change_abs_high"),
        ("fct_growth", "cagr_pct", "cagr_low", "cagr_high"),
        ("fct_implied_values", "value", "value_low", "value_high"),
        ("fct_target_comparisons", "value", "value_low", "value_high"),
        ("fct_target_comparisons", "ratio_pct", "ratio_low", "ratio_high"),
        ("fct_target_attainment", "attainment_pct", "attainment_low", "attainment_high"),
        ("fct_target_comparisons", "difference", "difference_low", "difference_high"),
        ("fct_district_comparison", "difference", "difference_low", "difference_high"),
        ("fct_district_comparison", "ratio", "ratio_low", "ratio_high"),
    ],
)
def test_point_values_lie_in_their_intervals(warehouse, table: str, point: str, low: str, high: str) -> None:
    outside = warehouse.execute(
        f"select * from marts.{table} where {point} < {low} or {point} > {high} or {low} > {high}"
    ).fetchall()
    assert outside == []


def test_promises_are_counted_without_a_rest(warehouse) -> None:
    """Each target of the mart is in exactly one count, and no count is more than its whole."""
    wrong = warehouse.execute(
        "select * from marts.rpt_promises where promised <> reported + silent + no_document + not_due "
        "or reported <> exceeded + met + not_met + indeterminate + claimed_only"
    ).fetchall()
    assert wrong == []
    counted, targets = (
        warehouse.execute(query).fetchone()
        for query in (
            "select sum(promised) + sum(only_in_summary + restated), sum(expected), sum(implied) from rpt_promises",
            "select count(*) filter (kind = 'target' and not is_implied), count(*) filter (kind = 'expected'), "
            "count(*) filter (is_implied) from marts.fct_target_attainment",
        )
    )
    assert counted == targets


def test_what_the_five_documents_promise(warehouse) -> None:
    """Counted by hand in the texts: 17 promises of 2015, from 14 % to 75 %; 17亿元 and 5亿元 are only expected."""
    found = warehouse.execute(
        "select document_id, promised, reported, no_document, not_due, only_in_summary, only_in_summary_exceeded, "
        "expected, implied from marts.rpt_promises where document_id like 'putuo_%' order by plan_year"
    ).fetchall()
    assert found == [
        ("putuo_2015_plan", 17, 0, 17, 0, 0, 0, 2, 0),
        ("putuo_2019_summary", None, None, None, None, 2, 2, 0, 1),
        ("putuo_2023_summary", None, None, None, None, 1, 1, 2, 1),
        ("putuo_2025_plan", 13, 0, 0, 13, 0, 0, 0, 0),
    ]


READMES = ["README.md", "README.zh-CN.md"]


@pytest.mark.parametrize("readme", READMES)
def test_every_question_of_the_readme_can_be_pasted(built_project: Path, readme: str) -> None:
    blocks = re.findall("```sql\n(.*?)```", (PROJECT / readme).read_text(encoding="utf-8"), re.DOTALL)
    assert any(block.startswith("--") for block in blocks)
    for block in blocks:
        result = run(built_project, "kewei", "query", block)
        assert result.returncode == 0, result.stdout + result.stderr
        # One answer for each statement.
        assert result.stdout.count("┌") == block.count("select")
        assert not re.search(r"\b0 rows", result.stdout)


@pytest.mark.parametrize("readme", READMES)
def test_the_readme_shows_what_the_command_prints(warehouse, readme: str) -> None:
    text = (PROJECT / readme).read_text(encoding="utf-8")
    assert in_readme(warehouse, text) == text, "run `kewei answers --write` and read what it changes"


def test_every_mart_has_a_view_for_who_names_no_schema(warehouse) -> None:
    names = "select {0}_name from duckdb_{0}s() where schema_name = '{1}' and not internal order by 1"
    marts = warehouse.execute(names.format("table", "marts")).fetchall()
    views = warehouse.execute(names.format("view", "main")).fetchall()
    assert sorted([*marts, ("fct_other_figures",), ("fct_public_money",), ("start_here",)]) == views


def test_what_the_first_table_proposes_runs(warehouse) -> None:
    proposed = warehouse.execute("select answered_by, example_zh, example_en from main.start_here").fetchall()
    assert len(proposed) > 5
    for answered_by, *examples in proposed:
        for example, other in zip(examples, ("_en", "_zh"), strict=True):
            assert answered_by in example
            assert warehouse.execute(example).fetchall()
            assert [name for name, *_ in warehouse.description if name.endswith(other)] == []


def test_comments_name_nothing_that_the_file_lacks_and_say_when_a_column_is_filled(warehouse) -> None:
    """The reader of the published file has no CSVs, and must not take a column that is null throughout for a fault."""
    columns = warehouse.execute(
        "select concat_ws('.', schema_name, table_name), column_name, comment from duckdb_columns() "
        "where schema_name in ('main', 'marts') and not internal"
    ).fetchall()
    assert [row for row in columns if re.search(r"seeds/|models/|[.](csv|sql|yml)\b", row[2] or "")] == []
    for table, column, comment in columns:
        filled = warehouse.execute(f'select count("{column}"), count(*) from {table}').fetchone()
        if filled[0] == 0 < filled[1] and not column.endswith("_en"):
            assert "in every row until" in comment, (table, column)
            assert "之前各行均为空" in comment, (table, column)


def test_examples_show_what_limits_their_answers(warehouse) -> None:
    """Whoever copies an example sees quality, caveat and as-of date of its rows, if the table has them."""
    columns = defaultdict(set)
    for schema, table, column in warehouse.execute(
        "select table_schema, table_name, column_name from information_schema.columns"
    ).fetchall():
        columns[f"{schema}.{table}"].add(column)
    for answered_by, example in warehouse.execute("select answered_by, example_zh from main.start_here").fetchall():
        if " group by " in example:
            continue
        shown = {name for name, *_ in warehouse.execute(example).description}
        table = columns[answered_by if "." in answered_by else f"main.{answered_by}"]
        assert {"quality", "caveat_zh", "as_of_date"} & table <= shown, example


def test_the_proposed_sum_counts_a_total_without_its_parts(warehouse) -> None:
    """District tax of 2023: 24.76亿元 in all; of 2019 two parts, as their whole is named otherwise."""
    (example,) = warehouse.execute("select example_zh from main.start_here where example_zh like '%sum(%'").fetchone()
    sums = [(year, value) for year, value, *_ in warehouse.execute(example).fetchall()]
    assert sums == [(2019, 797_000_000), (2023, 2_476_000_000)]


def test_no_sum_of_public_money_mixes_stages(warehouse) -> None:
    """Of 2023, 166.93, 573.27 and 856.87万元 were paid, 255 and 6647万元 granted, 638万元 applied for."""
    assert warehouse.execute(
        "select sum(paid_yuan), sum(approved_yuan), sum(applied_yuan), sum(intended_yuan) "
        "from main.fct_public_money where year = 2023"
    ).fetchone() == (15_970_700, 69_020_000, 6_380_000, 42_789_100)
    assert warehouse.execute(
        "select count(*) from main.fct_observations join marts.dim_indicators as listed using (indicator_code) "
        "where listed.funding_stage is not null"
    ).fetchone() == (0,)


def test_public_money_is_shown_at_every_stage(warehouse) -> None:
    """What is planned or expected is money as well: every indicator of the list, whatever became of it."""
    (example,) = warehouse.execute(
        "select example_zh from main.start_here where answered_by = 'fct_public_money'"
    ).fetchone()
    names = [name for name, *_ in warehouse.execute(example).description]
    found = {row[names.index("indicator")] for row in warehouse.execute(example).fetchall()}
    listed = warehouse.execute("select indicator from marts.dim_indicators where funder is not null").fetchall()
    assert found == {indicator for (indicator,) in listed}


def test_parts_and_wholes_ask_for_caution(warehouse) -> None:
    """No figure that is a part of another one, or has one, passes as safe to add up."""
    rows = warehouse.execute(
        "select quality, caveat_zh, caveat_en from marts.fct_observations where part_of is not null "
        "or observation_id in (select part_of from marts.fct_observations)"
    ).fetchall()
    assert len(rows) > 40
    assert [row for row in rows if row[0] == "ok" or not row[1] or not row[2]] == []


def test_tables_of_one_name_say_what_sets_them_apart(warehouse) -> None:
    """In main a view may hold less than its mart; the first sentence of either says so, and names the other."""
    views = warehouse.execute(
        "select view_name, comment from duckdb_views() where schema_name = 'main' and not internal "
        "and view_name not in ('start_here', 'fct_other_figures', 'fct_public_money')"
    ).fetchall()
    marts = dict(
        warehouse.execute("select table_name, comment from duckdb_tables() where schema_name = 'marts'").fetchall()
    )
    for name, comment in views:
        if comment.startswith(f"The same as marts.{name}. "):
            assert f"【中】与marts.{name}相同。" in comment
        else:
            assert comment.startswith("Safe for a first query: "), name
            assert f"marts.{name}" in comment
            assert marts[name].startswith("Every"), name
            assert f"main.{name}" in marts[name]


ISSUER = "上海市普陀区科学技术委员会", "Science and Technology Commission of Putuo District, Shanghai"


def test_who_answers_for_a_task_is_named_in_english(warehouse) -> None:
    """A unit that the codelist lacks is refused in seeds/seeds.yml; here the names arrive."""
    named = set(warehouse.execute("select named_unit, named_unit_en from marts.fct_tasks").fetchall())
    assert ("清华中心", "Tsinghua centre") in named
    assert [pair for pair in named if pair[0] and not (pair[1] or "").isascii()] == []
    # A plan is its issuer's, whether it names that or nobody, or has others help: whoever is named need not answer.
    assert warehouse.execute(
        "select responsible_unit, responsible_unit_en, responsible_basis, unit_role, count(*) from marts.fct_tasks "
        "group by all order by 1, 4"
    ).fetchall() == [
        (*ISSUER, "issuer", "guided", 30),
        (*ISSUER, "issuer", "partner", 17),
        (*ISSUER, "named", "responsible", 7),
        (*ISSUER, "issuer", None, 229),
    ]


def test_the_naive_query_counts_each_thing_once(warehouse) -> None:
    """Of one definition, place and period there is one row, and none of what was promised."""
    doubled = warehouse.execute(
        "select indicator, district, area, year, period, count(*) from main.fct_observations "
        "group by all having count(*) > 1"
    ).fetchall()
    assert doubled == []
    every = "from main.fct_observations as shown join marts.fct_observations as printed using (observation_id)"
    assert warehouse.execute(f"select distinct printed.kind, printed.measure {every}").fetchall() == [
        ("actual", "level")
    ]


def test_what_is_beside_a_value_says_what_adds_up(warehouse) -> None:
    """Nobody takes a share for an amount, or one of two values for the value."""
    rows = warehouse.execute(
        "select figure, value, value_low, value_high, value_text_en, adding_up_en, adding_up_zh "
        "from main.fct_observations where figure in ('24.92%', '145家, 161家') order by figure"
    ).fetchall()
    both = (
        "145 enterprises or 161 enterprises",
        "Never: the document prints several values",
        "不可相加：文件载有不同数值",
    )
    assert [(figure, *row[-3:]) for figure, *row in rows] == [
        ("145家, 161家", *both),
        ("24.92%", "24.92%", "Never: a ratio", "不可相加：比率"),
    ]
    assert rows[0][1:4] == (None, 145, 161)


def test_rates_over_several_years_are_sorted_as_rates_a_year(warehouse) -> None:
    """65.53 % a year from 17.57亿元 to 131.91亿元 is less than the 125.7 % of one year."""
    rows = warehouse.execute(
        "select years, round(per_year_pct, 2), change_text_zh, change_text_en from main.fct_growth where "
        "indicator_code = 'technology_contract_value' and district_code = '310107' and source <> 'implied' "
        "order by per_year_pct desc"
    ).fetchall()
    assert [(years, float(rate), *texts) for years, rate, *texts in rows] == [
        (1, 125.7, "125.7%", "125.7%"),
        (4, 65.53, "650.77%（4年累计）", "650.77% over 4 years"),
        (1, 44.4, "44.4%", "44.4%"),
    ]
    unsorted = "select * from main.fct_growth where unit = '%' and quality <> 'do_not_use' and per_year_pct is null"
    assert warehouse.execute(unsorted).fetchall() == []


def test_verdicts_and_ambitions_say_what_they_rest_on(warehouse) -> None:
    """What is not due is so on one day; less of a rise is no fall."""
    rows = warehouse.execute(
        "select verdict_zh, verdict_en, ambition_zh, ambition_en from main.fct_target_attainment "
        "where target_text_zh in ('力争增加10亿以上（元）', '突破1亿元') order by target_text_zh"
    ).fetchall()
    due = "未到期（截至2025-03-24）", "Not due (as of 2025-03-24)"
    assert rows == [
        (
            *due,
            "增幅小于最近一次，并非下降（2023年，推算40.5264–40.5928亿元）",
            "A smaller rise than the last, not a fall (2023, implied 4.05264–4.05928 billion yuan)",
        ),
        (*due, "低于最近实绩（2023年，1.0594亿元）", "Below the last outcome (2023, 105.94 million yuan)"),
    ]


def test_documents_are_here_missing_or_not_due(warehouse) -> None:
    """Both districts have the same years, so that less is not missing of the one of which less is here."""
    rows = warehouse.execute(
        "select district, document_state, count(*) from marts.rpt_document_coverage group by all order by all"
    ).fetchall()
    assert sorted(rows) == [
        ("普陀", "held", 4),
        ("普陀", "not_due", 1),
        ("普陀", "not_in_collection", 17),
        ("闵行", "held", 1),
        ("闵行", "not_due", 1),
        ("闵行", "not_in_collection", 20),
    ]


def test_texts_of_promises_say_what_is_asked_for(warehouse) -> None:
    """A target that is exact is a number, and one of a change is not taken for a level."""
    texts = dict(
        warehouse.execute(
            "select whole.target_figure, target_text_zh || '; ' || target_text_en from main.fct_target_attainment "
            "join marts.fct_target_attainment as whole using (target_observation_id)"
        ).fetchall()
    )
    expected = {
        "23家": "23家; 23 enterprises",
        "10亿以上": "力争增加10亿以上（元）; an increase of at least 1 billion yuan (stretch)",
        "14%": "增长14%; growth of 14%",
        "10%以上": "保持10%以上; to stay at least 10%",
        "突破1亿元": "突破1亿元; more than 100 million yuan",
        "千亿级": "千亿级（元）; on the order of 100 billion yuan",
    }
    assert {figure: texts[figure] for figure in expected} == expected


def test_texts_of_values_are_as_people_write_them(warehouse) -> None:
    rows = warehouse.execute(
        "select value_text_zh, value_text_en, interval_text_zh, interval_text_en from main.fct_observations "
        "where indicator_code in ('technology_contract_value', 'zone_financing_amount', 'hnte_first_certified', "
        "'data_records_governed') and year = 2023 order by value_low nulls last"
    ).fetchall()
    assert rows == [
        ("67家", "67 enterprises", "精确", "exact"),
        ("超13亿元", "more than 1.3 billion yuan", "高于13亿元", "more than 1.3 billion yuan"),
        ("131.91亿元", "13.191 billion yuan", "131.905–131.915亿元", "13.1905–13.1915 billion yuan"),
        ("320亿元", "32 billion yuan", "319.5–320.5亿元", "31.95–32.05 billion yuan"),
        ("近80.5亿条", "nearly 8.05 billion records", "低于80.5亿条", "less than 8.05 billion records"),
    ]
